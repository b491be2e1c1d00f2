#include "mapping/syntax/csv/csv_dialect.h"

#include <algorithm>

#include "mapping/grammar/definition_reader.h"

namespace entrepot::mapping {
namespace {

class DocumentReader {
public:
    DocumentReader(const xml::Element& element, DefinitionProblems& problems)
        : element_(element), problems_(problems) {}

    std::optional<CsvDocument> read(const GrammarStore& grammars) {
        const AttributeReader attributes(element_, problems_);
        attributes.allow({"format", "key", "group", "sender", "receiver"});
        const std::string format = attributes.required("format");
        const std::size_t slash = format.find('/');
        const std::size_t second = format.find('/', slash + 1);
        if (second == std::string::npos) return wrong("format is not syntax/version/type");
        const auto grammar =
            grammars.find({format.substr(0, slash), format.substr(slash + 1, second - slash - 1),
                           format.substr(second + 1)});
        if (!grammar) return wrong(describe(grammar.error()));
        document_.grammar = *grammar;
        findRow();
        if (document_.row == no_rule) return wrong("the grammar has no row with columns");
        document_.key = element("key", true);
        document_.group = element("group", document_.loop != no_rule);
        document_.sender = element("sender", false);
        document_.receiver = element("receiver", false);
        readNames();
        return std::move(document_);
    }

private:
    std::optional<CsvDocument> wrong(const std::string& what) {
        problems_.add(element_, what);
        return std::nullopt;
    }

    void findRow() {
        const Grammar& grammar = *document_.grammar;
        RuleIndex at = grammar.rules.front().first_child;
        if (at != no_rule && grammar.rule(at).kind == RuleKind::loop) {
            document_.loop = at;
            at = grammar.rule(at).first_child;
        }
        if (at != no_rule && grammar.rule(at).segment != no_index) document_.row = at;
    }

    std::uint16_t named(const std::string& column, const xml::Element& where) {
        for (std::uint16_t i = 1; i <= document_.columnCount(); ++i)
            if (document_.column(i).reference == column) return i;
        problems_.add(where, "the grammar has no column " + column);
        return 0;
    }

    std::uint16_t element(std::string_view attribute, bool needed) {
        const std::string column = element_.attributeOr(attribute, "");
        if (!column.empty()) return named(column, element_);
        if (needed) problems_.add(element_, std::string(attribute) + "=\"...\" is needed");
        return 0;
    }

    void readNames() {
        for (std::uint16_t i = 1; i <= document_.columnCount(); ++i)
            document_.names.push_back({comparable(document_.column(i).reference), i});
        for (const xml::Element& column : element_.children) {
            const std::uint16_t position = named(column.attributeOr("name", ""), column);
            for (const xml::Element& alias : column.children) {
                const std::string name = comparable(alias.text);
                if (document_.elementFor(alias.text) != 0)
                    problems_.add(alias, alias.text + " names two columns");
                document_.names.push_back({name, position});
            }
        }
    }

    const xml::Element& element_;
    DefinitionProblems& problems_;
    CsvDocument document_;
};

}  // namespace

std::string comparable(std::string_view header) {
    constexpr std::string_view left_out = " \t_-.#*:/()";
    std::string name;
    for (const char c : header) {
        if (left_out.find(c) != std::string_view::npos) continue;
        name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return name;
}

std::uint16_t CsvDocument::elementFor(std::string_view header) const {
    const std::string wanted = comparable(header);
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const CsvAlias& alias) { return alias.name == wanted; });
    return found == names.end() ? std::uint16_t{0} : found->element;
}

std::uint32_t CsvDocument::columnCount() const {
    return grammar->segments[grammar->rule(row).segment].element_count;
}

std::vector<std::string> CsvDocument::columnNames() const {
    std::vector<std::string> all;
    for (std::uint16_t i = 1; i <= columnCount(); ++i) all.push_back(column(i).reference);
    return all;
}

const CsvDocument* CsvDialect::document(const exchange::MessageFormat& format) const {
    const auto found = std::find_if(
        documents.begin(), documents.end(),
        [&](const CsvDocument& document) { return document.grammar->format == format; });
    return found == documents.end() ? nullptr : &*found;
}

const CsvDocument* CsvDialect::bestFor(const std::vector<std::string>& header) const {
    const CsvDocument* best = nullptr;
    long best_score = 0;
    for (const CsvDocument& document : documents) {
        std::vector<bool> there(document.columnCount() + 1);
        long score = 0;
        for (const std::string& name : header) {
            const std::uint16_t element = document.elementFor(name);
            if (element == 0) continue;
            ++score;
            there[element] = true;
        }
        for (std::uint16_t i = 1; i <= document.columnCount(); ++i)
            if (document.column(i).usage == Usage::mandatory && !there[i]) score -= 2;
        const bool knows_any = std::find(there.begin(), there.end(), true) != there.end();
        if (knows_any && (best == nullptr || score > best_score)) {
            best = &document;
            best_score = score;
        }
    }
    return best;
}

Result<CsvDialect> loadCsvDialect(const GrammarStore& grammars) {
    CsvDialect dialect;
    const std::filesystem::path file = grammars.folder() / "csv" / "syntax.xml";
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return dialect;
    const auto content = xml::loadFile(file);
    if (!content) return fail(content.error());
    DefinitionProblems problems(file.string());
    dialect.id = content->attributeOr("id", "csv");
    for (const xml::Element& row : content->children) {
        if (row.name != "document") {
            problems.add(row, "<" + row.name + "> is not known here");
        } else if (auto document = DocumentReader(row, problems).read(grammars)) {
            dialect.documents.push_back(std::move(*document));
        }
    }
    if (!problems.none()) return fail(problems.failure());
    return dialect;
}

}  // namespace entrepot::mapping
