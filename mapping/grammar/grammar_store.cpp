#include "mapping/grammar/grammar_store.h"

#include <algorithm>
#include <optional>

#include "mapping/grammar/definition_reader.h"
#include "mapping/grammar/grammar_delta.h"

namespace entrepot::mapping {
namespace fs = std::filesystem;
namespace {

constexpr int extends_depth_max = 8;
constexpr std::string_view other_files[] = {"segments", "elements", "codes", "shared", "version"};

bool isStructureFile(const fs::path& file) {
    return file.extension() == ".xml" && std::find(std::begin(other_files), std::end(other_files),
                                                   file.stem()) == std::end(other_files);
}

std::optional<exchange::MessageFormat> formatOf(std::string_view text) {
    const std::size_t first = text.find('/');
    const std::size_t second = text.find('/', first + 1);
    if (first == text.npos || second == text.npos) return std::nullopt;
    return exchange::MessageFormat{std::string(text.substr(0, first)),
                                   std::string(text.substr(first + 1, second - first - 1)),
                                   std::string(text.substr(second + 1))};
}

std::vector<fs::directory_entry> sortedEntries(const fs::path& folder) {
    std::error_code ignored;
    std::vector<fs::directory_entry> entries;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
        entries.push_back(entry);
    std::sort(entries.begin(), entries.end());
    return entries;
}

}  // namespace

struct GrammarStore::Entry {
    fs::path file;  // empty: the type of the version below serves this one as well
    std::unique_ptr<Grammar> grammar;
    std::optional<Failure> failure;
};

struct GrammarStore::Version {
    fs::path folder;
    std::map<std::string, Entry, std::less<>> types;
    std::unique_ptr<Dictionary> dictionary;
    std::string problem;       // of version.xml
    std::string extends_name;  // the version below; empty when there is none
    std::string types_taken;   // of it: "all", or their names
    Version* below = nullptr;
    int depth = 0;  // versions below
};

struct GrammarStore::Partner {
    std::map<exchange::MessageFormat, Entry> types;
};

GrammarStore::GrammarStore(fs::path schemas_dir, fs::path partners_dir)
    : folder_(schemas_dir / "grammars"), partners_dir_(std::move(partners_dir)) {
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
        for (const fs::directory_entry& file : sortedEntries(version.path()))
            if (isStructureFile(file.path()))
                listed->types[file.path().stem().string()].file = file.path();
        readVersion(*listed);
        syntax.versions.emplace(version.path().filename().string(), std::move(listed));
    }
    inheritTypes(syntax);
    for (const char* name : {"groups.xml", "aliases.xml"}) {
        if (!fs::exists(folder / name)) continue;
        const auto content = xml::loadFile(folder / name);
        if (!content) {
            syntax.problem = describe(content.error());
            continue;
        }
        for (const xml::Element& row : content->children) {
            if (row.name == "group") {
                syntax.groups[row.attributeOr("id", "")] = wordsOf(row.attributeOr("types", ""));
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

// <version extends="004010" types="all"/>
void GrammarStore::readVersion(Version& version) {
    const fs::path file = version.folder / "version.xml";
    if (!fs::exists(file)) return;
    const auto content = xml::loadFile(file);
    if (!content) {
        version.problem = content.error().what;
        return;
    }
    DefinitionProblems problems(file.string());
    const AttributeReader read(*content, problems);
    read.allow({"extends", "types", "name"});
    if (content->name != "version") problems.add(*content, "expected <version>");
    version.extends_name = read.required("extends");
    version.types_taken = read.text("types");
    if (!problems.none()) version.problem = problems.failure().what;
}

void GrammarStore::inheritTypes(Syntax& syntax) {
    const auto problem = [](Version& version, const std::string& what) {
        if (version.problem.empty())
            version.problem = (version.folder / "version.xml").string() + ":1: " + what;
    };
    for (auto& [name, version] : syntax.versions) {
        if (version->extends_name.empty()) continue;
        const auto found = syntax.versions.find(version->extends_name);
        if (found == syntax.versions.end()) {
            problem(*version, "there is no version " + version->extends_name);
        } else {
            version->below = found->second.get();
        }
    }
    for (auto& [name, version] : syntax.versions)
        for (const Version* at = version->below; at != nullptr; at = at->below)
            if (++version->depth > extends_depth_max) {
                problem(*version, "versions extend each other in a circle, or more than 8 deep");
                version->below = nullptr;
                break;
            }
    std::vector<Version*> lowest_first;
    for (auto& [name, version] : syntax.versions) lowest_first.push_back(version.get());
    std::stable_sort(lowest_first.begin(), lowest_first.end(),
                     [](const Version* a, const Version* b) { return a->depth < b->depth; });
    for (Version* version : lowest_first) {
        if (version->below == nullptr) continue;
        const auto& there = version->below->types;
        if (version->types_taken == "all") {
            for (const auto& [type, entry] : there) version->types.try_emplace(type);
            continue;
        }
        for (const std::string& type : wordsOf(version->types_taken)) {
            if (!there.contains(type))
                problem(*version, "version " + version->extends_name + " has no " + type);
            version->types.try_emplace(type);
        }
    }
}

exchange::MessageFormat GrammarStore::served(const exchange::MessageFormat& format) const {
    const Syntax* known = syntax(format.syntax);
    if (known == nullptr) return format;
    const auto alias = known->aliases.find({format.type, format.version});
    if (alias == known->aliases.end()) return format;
    return {format.syntax, alias->second, format.type};
}

GrammarStore::Version* GrammarStore::versionOf(const exchange::MessageFormat& format) const {
    const Syntax* known = syntax(format.syntax);
    if (known == nullptr) return nullptr;
    const auto version = known->versions.find(format.version);
    return version == known->versions.end() ? nullptr : version->second.get();
}

Result<const Grammar*> GrammarStore::find(const exchange::MessageFormat& asked,
                                          const PartnerKey& partner) const {
    if (findings_failure_) return fail(*findings_failure_);
    const Syntax* known = syntax(asked.syntax);
    if (known == nullptr)
        return fail(FailureKind::not_found, "no grammars of this syntax", asked.text());
    if (!known->problem.empty()) return fail(FailureKind::invalid, known->problem, asked.syntax);
    const exchange::MessageFormat format = served(asked);
    Version* version = versionOf(format);
    if (version == nullptr || !version->types.contains(format.type))
        return fail(FailureKind::not_found, "there is no grammar for this format", format.text());
    const std::lock_guard lock(mutex_);
    if (!partner.empty()) {
        Partner& own = partnerOf(partner);
        if (const auto entry = own.types.find(format); entry != own.types.end())
            return load(entry->second, format, true);
    }
    return load(version->types.find(format.type)->second, format, false);
}

Result<const Grammar*> GrammarStore::load(Entry& entry, const exchange::MessageFormat& format,
                                          bool of_partner) const {
    if (!entry.grammar && !entry.failure) {
        auto compiled = compile(entry, format, of_partner);
        if (compiled) {
            entry.grammar = std::make_unique<Grammar>(std::move(*compiled));
        } else {
            entry.failure = compiled.error();
        }
    }
    if (entry.failure) return fail(*entry.failure);
    return entry.grammar.get();
}

Result<Grammar> GrammarStore::compile(const Entry& entry, const exchange::MessageFormat& format,
                                      bool of_partner) const {
    Version& version = *versionOf(format);
    const auto dictionary = dictionaryOf(version);
    if (!dictionary) return fail(dictionary.error());
    const std::optional<exchange::MessageFormat> below =
        of_partner ? std::optional(format) : std::nullopt;
    auto text = structureOf(entry, format, below, 0);
    if (!text) return fail(text.error());
    auto grammar = compileStructure(*text, format, **dictionary);
    if (!grammar) return grammar;
    grammar->functional_id = groupOf(format.syntax, format.type);
    grammar->bases = std::move(text->bases);
    return grammar;
}

Result<const Dictionary*> GrammarStore::dictionaryOf(Version& version) const {
    if (!version.problem.empty())
        return fail(FailureKind::invalid, version.problem, version.folder.string());
    if (version.dictionary) return version.dictionary.get();
    Dictionary base;
    if (version.below != nullptr) {
        const auto below = dictionaryOf(*version.below);
        if (!below) return fail(below.error());
        base = **below;
    }
    auto loaded = loadDictionary(version.folder, std::move(base));
    if (!loaded) return fail(loaded.error());
    version.dictionary = std::make_unique<Dictionary>(std::move(*loaded));
    return version.dictionary.get();
}

// The common structure of a format, whatever version it is inherited from.
Result<StructureText> GrammarStore::structure(const exchange::MessageFormat& format,
                                              int depth) const {
    const Version* version = versionOf(format);
    if (version == nullptr || !version->types.contains(format.type))
        return fail(FailureKind::not_found, "there is no grammar for this format", format.text());
    return structureOf(version->types.find(format.type)->second, format, std::nullopt, depth);
}

// `below`: what a partner's difference is put upon when it names nothing else.
Result<StructureText> GrammarStore::structureOf(const Entry& entry,
                                                const exchange::MessageFormat& format,
                                                const std::optional<exchange::MessageFormat>& below,
                                                int depth) const {
    if (depth > extends_depth_max)
        return fail(FailureKind::invalid,
                    entry.file.string() +
                        ":1: grammars extend each other in a circle, or more "
                        "than 8 deep",
                    format.text());
    Version& version = *versionOf(format);
    if (entry.file.empty()) {
        const exchange::MessageFormat base{format.syntax, version.extends_name, format.type};
        auto text = structure(base, depth + 1);
        if (!text) return text;
        text->top.setAttribute("id", format.text());
        text->bases.insert(text->bases.begin(), base);
        return text;
    }
    auto own = xml::loadFile(entry.file);
    if (!own) return fail(own.error());
    const std::string* extends = own->attribute("extends");
    const auto base = extends == nullptr ? below : formatOf(*extends);
    if (extends == nullptr && !base) {
        if (format.syntax == "edifact") numberGroups(*own, false);
        return StructureText{std::move(*own), entry.file, {}};
    }
    auto text = base ? structure(*base, depth + 1)
                     : fail(FailureKind::not_found, "there is no such grammar", *extends);
    if (!text)
        return fail(text.error().kind == FailureKind::not_found
                        ? Failure{FailureKind::invalid,
                                  entry.file.string() + ":" + std::to_string(own->line) +
                                      ": extends=\"" + (extends == nullptr ? "" : *extends) +
                                      "\": there is no such grammar",
                                  format.text()}
                        : text.error());
    const auto dictionary = dictionaryOf(version);
    if (!dictionary) return fail(dictionary.error());
    markFile(text->top, text->file.string());
    auto changed = applyDelta(std::move(text->top), *own, entry.file.string(), **dictionary);
    if (!changed) return fail(changed.error());
    // A partner's rows keep the common numbers: maps know groups by them.
    if (format.syntax == "edifact") numberGroups(*changed, !below);
    if (*base != format) text->bases.insert(text->bases.begin(), *base);
    return StructureText{std::move(*changed), entry.file, std::move(text->bases)};
}

bool GrammarStore::differs(const exchange::MessageFormat& asked, const PartnerKey& partner) const {
    if (partner.empty()) return false;
    const std::lock_guard lock(mutex_);
    return partnerOf(partner).types.contains(served(asked));
}

std::vector<exchange::MessageFormat> GrammarStore::overridden(const PartnerKey& partner) const {
    const std::lock_guard lock(mutex_);
    std::vector<exchange::MessageFormat> all;
    for (const auto& [format, entry] : partnerOf(partner).types) all.push_back(format);
    return all;
}

// Listed when first asked for: partners come while the program runs.
GrammarStore::Partner& GrammarStore::partnerOf(const PartnerKey& key) const {
    std::unique_ptr<Partner>& partner = partners_[key];
    if (partner) return *partner;
    partner = std::make_unique<Partner>();
    const fs::path folder = partners_dir_ / key.value / "overrides" / "grammars";
    for (const fs::directory_entry& syntax_folder : sortedEntries(folder))
        for (const fs::directory_entry& version : sortedEntries(syntax_folder.path()))
            for (const fs::directory_entry& file : sortedEntries(version.path()))
                if (isStructureFile(file.path()))
                    partner
                        ->types[{syntax_folder.path().filename().string(),
                                 version.path().filename().string(), file.path().stem().string()}]
                        .file = file.path();
    return *partner;
}

std::vector<exchange::MessageFormat> GrammarStore::formats() const {
    std::vector<exchange::MessageFormat> all;
    for (const auto& [syntax_name, known] : syntaxes_)
        for (const auto& [version_name, version] : known.versions)
            for (const auto& [type, entry] : version->types)
                all.push_back({syntax_name, version_name, type});
    return all;
}

bool GrammarStore::has(const exchange::MessageFormat& asked) const {
    const exchange::MessageFormat format = served(asked);
    const Version* version = versionOf(format);
    return version != nullptr && version->types.contains(format.type);
}

bool GrammarStore::hasVersion(std::string_view name, std::string_view version) const {
    const Syntax* known = syntax(name);
    return known != nullptr && known->versions.find(version) != known->versions.end();
}

std::vector<std::string> GrammarStore::versionsBelow(std::string_view name,
                                                     std::string_view version) const {
    std::vector<std::string> all{std::string(version)};
    const Syntax* known = syntax(name);
    if (known == nullptr) return all;
    for (auto at = known->versions.find(version); at != known->versions.end();
         at = known->versions.find(all.back())) {
        if (at->second->below == nullptr) break;
        all.push_back(at->second->extends_name);
    }
    return all;
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
