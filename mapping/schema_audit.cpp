#include "mapping/schema_audit.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "mapping/json/model_text.h"
#include "mapping/map/lossy_fields.h"
#include "mapping/xml/element.h"

namespace entrepot::mapping {
namespace {

namespace fs = std::filesystem;

class Auditor {
public:
    explicit Auditor(const SchemaTranslator& translator) : translator_(translator) {}

    void definitions() {
        const GrammarStore& grammars = translator_.grammars();
        for (const exchange::MessageFormat& format : grammars.formats()) {
            if (const auto grammar = grammars.find(format); !grammar) addFailure(grammar.error());
        }
        requiredFields();
        const auto mapped = translator_.maps().formats();
        for (const exchange::MessageFormat& format : mapped) map(format, {});
        for (const exchange::MessageFormat& format : grammars.formats())
            if (!std::binary_search(mapped.begin(), mapped.end(), format)) inherited(format);
        for (const PartnerKey& partner : translator_.maps().partners()) {
            for (const exchange::MessageFormat& format : grammars.overridden(partner))
                if (const auto grammar = grammars.find(format, partner); !grammar)
                    addFailure(grammar.error());
            for (const exchange::MessageFormat& format : translator_.maps().overridden(partner))
                map(format, partner);
        }
        if (const auto loaded = translator_.loadAll(); !loaded) addFailure(loaded.error());
    }

    void codeTables() {
        std::error_code ignored;
        for (const auto& file : fs::directory_iterator(schemas() / "codes", ignored)) {
            if (file.path().extension() != ".xml") continue;
            const auto content = xml::loadFile(file.path());
            if (content) codeTable(*content, file.path().string());
        }
    }

    void samples(const fs::path& folder) {
        std::vector<fs::path> files;
        std::error_code ignored;
        for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
            const std::string extension = entry.path().extension().string();
            if (entry.is_regular_file() && extension != ".expect" && extension != ".written")
                files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        for (const fs::path& file : files) sample(file);
    }

    std::vector<AuditProblem> take() { return std::move(problems_); }

private:
    fs::path schemas() const { return translator_.grammars().folder().parent_path(); }

    // What a map is told for is not told again for the formats that inherit it.
    void add(std::string where, std::string what, const std::string& as = "") {
        const bool told =
            std::any_of(problems_.begin(), problems_.end(), [&](const AuditProblem& old) {
                return old.where == where && old.what.starts_with(what);
            });
        if (!told) problems_.push_back({std::move(where), std::move(what) + as});
    }

    // A failure of definitions has a line for each mistake, "file:line: what". `as`: the format
    // that uses a file of another.
    void addFailure(const Failure& failure, const std::string& as = "") {
        std::string_view rest = failure.what;
        while (!rest.empty()) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(line.size() + 1, rest.size()));
            const std::size_t colon = line.find(": ");
            if (colon == std::string_view::npos) {
                add(failure.where, std::string(line), as);
            } else {
                add(std::string(line.substr(0, colon)), std::string(line.substr(colon + 2)), as);
            }
        }
    }

    static std::string as(const exchange::MessageFormat& format) {
        return " (as " + format.text() + ")";
    }

    void map(const exchange::MessageFormat& format, const PartnerKey& partner) {
        const auto found = translator_.maps().find(format, partner);
        if (!found) return addFailure(found.error(), as(format));
        required(**found, as(format));
        for (const LossyField& field : lossyFields(**found))
            add(place(field.file, field.line), field.what, as(format));
        if ((*found)->answer && !translator_.maps().find(*(*found)->answer))
            add((*found)->file, "answers with " + (*found)->answer->text() + ", which has no map");
    }

    // A version's message without a map of its own has that of the version below.
    void inherited(const exchange::MessageFormat& format) {
        const auto found = translator_.maps().find(format);
        if (!found && found.error().kind == FailureKind::not_found) {
            add(format.text(), "there is a grammar, but no map");
        } else {
            map(format, {});
        }
    }

    // What required.xml names is in the model.
    void requiredFields() {
        const fs::path file = schemas() / "maps" / "required.xml";
        const auto content = xml::loadFile(file);
        if (!content) return addFailure(content.error());
        for (const xml::Element& document : content->children) {
            const std::string name = document.attributeOr("type", "");
            const model::TypeInfo* type = model::findType(name);
            if (type == nullptr)
                add(place(file.string(), document.line), "the model has no document " + name);
            for (const xml::Element& field : document.children)
                if (const std::string path = field.attributeOr("path", "");
                    type != nullptr && !hasField(*type, path))
                    add(place(file.string(), field.line), name + " has no field " + path);
        }
    }

    static bool hasField(const model::TypeInfo& type, std::string_view path) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        const model::FieldInfo* field = type.field(path.substr(0, dot));
        if (field == nullptr || dot == path.size()) return field != nullptr;
        return field->type != nullptr && hasField(*field->type, path.substr(dot + 1));
    }

    void required(const Map& map, const std::string& as) {
        const auto content = xml::loadFile(schemas() / "maps" / "required.xml");
        if (!content) return addFailure(content.error());
        for (const xml::Element& document : content->children) {
            if (document.attributeOr("type", "") != map.document->name) continue;
            for (const xml::Element& field : document.children) {
                const std::string path = field.attributeOr("path", "");
                if (!reads(map, 0, path) && !isIgnored(map, path))
                    add(lineFor(map, path),
                        std::string(map.document->name) + "." + path + " has no source", as);
            }
        }
    }

    static std::string place(const std::string& file, std::uint32_t line) {
        return file + ":" + std::to_string(line);
    }

    // Where "lines.quantity" would stand: the list, or the map.
    static std::string lineFor(const Map& map, const std::string& path) {
        for (const Entry& entry : map.scopes[0].entries)
            if (entry.kind == EntryKind::list && path.starts_with(entry.field.text + "."))
                return place(entry.file.empty() ? map.file : entry.file, entry.line);
        return place(map.file, map.line);
    }

    // <ignore field="lines"/>: the message has none, on purpose.
    static bool isIgnored(const Map& map, const std::string& path) {
        const auto& entries = map.scopes[0].entries;
        return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
            return entry.kind == EntryKind::ignore && !entry.field.chain.empty() &&
                   (path == entry.field.text || path.starts_with(entry.field.text + "."));
        });
    }

    // "lines.quantity": an entry of the list that fills the field in its scope.
    static bool reads(const Map& map, std::uint32_t scope, const std::string& path) {
        for (const Entry& entry : map.scopes[scope].entries) {
            if (entry.direction == Direction::write || entry.field.up > 0 || entry.copy) continue;
            if (entry.kind == EntryKind::tree && groupsRead(map, map.trees[entry.tree], path))
                return true;
            if (entry.kind == EntryKind::ignore || entry.kind == EntryKind::count ||
                entry.kind == EntryKind::sum || entry.kind == EntryKind::tree)
                continue;
            if (entry.field.text == path) return true;
            if (entry.kind == EntryKind::list && path.starts_with(entry.field.text + ".") &&
                reads(map, entry.scope, path.substr(entry.field.text.size() + 1)))
                return true;
        }
        return false;
    }

    static bool groupsRead(const Map& map, const TreeRule& tree, const std::string& path) {
        return std::any_of(tree.levels.begin(), tree.levels.end(), [&](const TreeLevel& level) {
            if (level.kind != TreeLevel::Kind::group) return false;
            const std::string list = std::string(level.of->name) + ".";
            return path.starts_with(list) && reads(map, level.scope, path.substr(list.size()));
        });
    }

    void codeTable(const xml::Element& table, const std::string& file) {
        std::set<std::string> codes;
        for (const xml::Element& row : table.children) {
            if (row.attributeOr("only", "") == "write") continue;
            const std::string code = row.attributeOr("is", "");
            if (!codes.insert(code).second)
                add(file + ":" + std::to_string(row.line), "code " + code + " is listed twice");
        }
    }

    // Collects what a payload says; a refused message is no sample for the round trip.
    class Documents : public ports::TranslationSink {
    public:
        void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                     exchange::MessageReport& report,
                     std::optional<model::BusinessDocument> content) override {
            if (content) all.emplace_back(report.format, std::move(*content));
        }
        void interchange(exchange::InterchangeReport) override {}
        std::vector<std::pair<exchange::MessageFormat, model::BusinessDocument>> all;
    };

    void sample(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in),
                                std::istreambuf_iterator<char>()};
        Documents first;
        if (const auto read = translator_.read(bytes, {}, first); !read)
            return addFailure(read.error());
        for (const auto& [format, document] : first.all) {
            ports::WriteSettings settings;
            settings.format = format;
            settings.sender.id = settings.receiver.id = "AUDIT";
            const auto written = translator_.write(document, settings);
            if (!written) {
                add(file.string(), "cannot be written again: " + written.error().what);
                continue;
            }
            Documents second;
            const auto read = translator_.read(written->bytes, {}, second);
            if (!read || second.all.size() != 1 || text(second.all[0].second) != text(document))
                add(file.string(), format.text() + " is not the same after writing and reading");
        }
    }

    // Leftovers are not written, so they do not come back.
    static std::string text(model::BusinessDocument document) {
        model::dropExtras(document);
        return JsonModelText().write(document);
    }

    const SchemaTranslator& translator_;
    std::vector<AuditProblem> problems_;
};

}  // namespace

std::vector<AuditProblem> auditSchemas(const SchemaTranslator& translator,
                                       const std::optional<fs::path>& samples) {
    Auditor auditor(translator);
    auditor.definitions();
    auditor.codeTables();
    if (samples) auditor.samples(*samples);
    return auditor.take();
}

}  // namespace entrepot::mapping
