#include "mapping/grammar/grammar_store.h"

#include <algorithm>
#include <optional>

#include "mapping/grammar/definition_reader.h"
#include "mapping/grammar/structure_loader.h"

namespace entrepot::mapping {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view dictionary_files[] = {"segments", "elements", "codes", "shared"};

bool isDictionaryFile(std::string_view stem) {
    return std::find(std::begin(dictionary_files), std::end(dictionary_files), stem) !=
           std::end(dictionary_files);
}

std::vector<fs::directory_entry> sortedEntries(const fs::path& folder) {
    std::error_code ignored;
    std::vector<fs::directory_entry> entries;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
        entries.push_back(entry);
    std::sort(entries.begin(), entries.end());
    return entries;
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) out.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace

struct GrammarStore::Version {
    struct Entry {
        fs::path file;
        std::unique_ptr<Grammar> grammar;
        std::optional<Failure> failure;
    };
    fs::path folder;
    std::map<std::string, Entry, std::less<>> types;
    std::unique_ptr<Dictionary> dictionary;
};

GrammarStore::GrammarStore(fs::path schemas_dir) : folder_(schemas_dir / "grammars") {
    if (const fs::path file = schemas_dir / "findings.xml"; fs::exists(file)) {
        auto loaded = FindingCatalogue::load(file);
        if (loaded) {
            findings_ = std::move(*loaded);
        } else {
            findings_failure_ = loaded.error();
        }
    }
    for (const fs::directory_entry& entry : sortedEntries(folder_))
        if (entry.is_directory()) listSyntax(entry.path());
}

GrammarStore::~GrammarStore() = default;

void GrammarStore::listSyntax(const fs::path& folder) {
    Syntax& syntax = syntaxes_[folder.filename().string()];
    for (const fs::directory_entry& version : sortedEntries(folder)) {
        if (!version.is_directory()) continue;
        auto listed = std::make_unique<Version>();
        listed->folder = version.path();
        for (const fs::directory_entry& file : sortedEntries(version.path())) {
            const std::string stem = file.path().stem().string();
            if (file.path().extension() == ".xml" && !isDictionaryFile(stem))
                listed->types[stem].file = file.path();
        }
        syntax.versions.emplace(version.path().filename().string(), std::move(listed));
    }
    for (const char* name : {"groups.xml", "aliases.xml"}) {
        if (!fs::exists(folder / name)) continue;
        const auto content = xml::loadFile(folder / name);
        if (!content) {
            syntax.problem = describe(content.error());
            continue;
        }
        for (const xml::Element& row : content->children) {
            if (row.name == "group") {
                syntax.groups[row.attributeOr("id", "")] = words(row.attributeOr("types", ""));
            } else if (row.name == "alias") {
                syntax.aliases[{row.attributeOr("type", ""), row.attributeOr("version", "")}] =
                    row.attributeOr("is", "");
            }
        }
    }
}

const GrammarStore::Syntax* GrammarStore::syntax(std::string_view name) const {
    const auto found = syntaxes_.find(name);
    return found == syntaxes_.end() ? nullptr : &found->second;
}

Result<const Grammar*> GrammarStore::find(const exchange::MessageFormat& format) const {
    if (findings_failure_) return fail(*findings_failure_);
    const Syntax* known = syntax(format.syntax);
    if (known == nullptr)
        return fail(FailureKind::not_found, "no grammars of this syntax", format.text());
    if (!known->problem.empty()) return fail(FailureKind::invalid, known->problem, format.syntax);
    if (const auto alias = known->aliases.find({format.type, format.version});
        alias != known->aliases.end())
        return load({format.syntax, alias->second, format.type});
    return load(format);
}

Result<const Grammar*> GrammarStore::load(const exchange::MessageFormat& format) const {
    const Syntax& known = *syntax(format.syntax);
    const auto version = known.versions.find(format.version);
    if (version == known.versions.end() || !version->second->types.contains(format.type))
        return fail(FailureKind::not_found, "there is no grammar for this format", format.text());
    const std::lock_guard lock(mutex_);
    Version& in = *version->second;
    Version::Entry& entry = in.types.find(format.type)->second;
    if (entry.grammar) return entry.grammar.get();
    if (entry.failure) return fail(*entry.failure);
    if (!in.dictionary) {
        auto dictionary = loadDictionary(in.folder);
        if (!dictionary) return fail(dictionary.error());
        in.dictionary = std::make_unique<Dictionary>(std::move(*dictionary));
    }
    auto grammar = loadStructure(entry.file, format, *in.dictionary);
    if (!grammar) {
        entry.failure = grammar.error();
        return fail(*entry.failure);
    }
    grammar->functional_id = groupOf(format.syntax, format.type);
    entry.grammar = std::make_unique<Grammar>(std::move(*grammar));
    return entry.grammar.get();
}

std::vector<exchange::MessageFormat> GrammarStore::formats() const {
    std::vector<exchange::MessageFormat> all;
    for (const auto& [syntax_name, known] : syntaxes_)
        for (const auto& [version_name, version] : known.versions)
            for (const auto& [type, entry] : version->types)
                all.push_back({syntax_name, version_name, type});
    return all;
}

bool GrammarStore::hasVersion(std::string_view name, std::string_view version) const {
    const Syntax* known = syntax(name);
    return known != nullptr && known->versions.find(version) != known->versions.end();
}

std::vector<std::string> GrammarStore::typesInGroup(std::string_view name,
                                                    std::string_view functional_id) const {
    const Syntax* known = syntax(name);
    if (known == nullptr) return {};
    const auto found = known->groups.find(functional_id);
    return found == known->groups.end() ? std::vector<std::string>{} : found->second;
}

std::string GrammarStore::groupOf(std::string_view name, std::string_view type) const {
    const Syntax* known = syntax(name);
    if (known == nullptr) return {};
    for (const auto& [id, types] : known->groups)
        if (std::find(types.begin(), types.end(), type) != types.end()) return id;
    return {};
}

}  // namespace entrepot::mapping
