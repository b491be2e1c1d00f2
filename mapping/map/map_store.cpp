#include "mapping/map/map_store.h"

#include <algorithm>

#include "mapping/map/map_compiler.h"
#include "mapping/map/map_override.h"

namespace entrepot::mapping {
namespace fs = std::filesystem;
namespace {

constexpr int extends_depth_max = 8;
constexpr std::string_view shared_file = "shared.xml";

fs::path fileOf(const exchange::MessageFormat& format) {
    return fs::path(format.syntax) / format.version / (format.type + ".xml");
}

// Formats by the files in a folder of <syntax>/<version>/<type>.xml.
std::vector<exchange::MessageFormat> formatsIn(const fs::path& folder) {
    std::vector<exchange::MessageFormat> all;
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
        const fs::path name = fs::relative(entry.path(), folder, ignored);
        if (name.filename() == shared_file) continue;
        if (name.extension() != ".xml" || std::distance(name.begin(), name.end()) != 3) continue;
        const fs::path version = name.parent_path();
        all.push_back(
            {version.parent_path().string(), version.filename().string(), name.stem().string()});
    }
    std::sort(all.begin(), all.end());
    return all;
}

// "x12/004010/850"; empty parts where there are fewer.
exchange::MessageFormat formatNamed(const std::string& text) {
    const std::size_t first = std::min(text.find('/'), text.size());
    const std::size_t second = std::min(text.find('/', first + 1), text.size());
    return {text.substr(0, first), text.substr(std::min(first + 1, second), second - first - 1),
            text.substr(std::min(second + 1, text.size()))};
}

void mark(xml::Element& element, const std::string& file) {
    element.attributes.emplace_back("file", file);
    for (xml::Element& child : element.children) mark(child, file);
}

bool hasShared(const xml::Element& map, const std::string& id) {
    return std::any_of(map.children.begin(), map.children.end(), [&](const xml::Element& child) {
        return child.name == "shared" && child.attributeOr("id", "") == id;
    });
}

// Blocks that the maps of a folder share; what the map has already wins.
Result<void> addShared(const fs::path& file, xml::Element& map) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return {};
    auto blocks = xml::loadFile(file);
    if (!blocks) return fail(blocks.error());
    for (xml::Element& block : blocks->children) {
        if (block.name != "shared")
            return fail(FailureKind::invalid,
                        file.string() + ":" + std::to_string(block.line) + ": <" + block.name +
                            "> is not known here",
                        file.string());
        if (hasShared(map, block.attributeOr("id", ""))) continue;
        mark(block, file.string());
        map.children.push_back(std::move(block));
    }
    return {};
}

}  // namespace

struct MapStore::Tables {
    std::optional<CodeTables> common;
    std::map<PartnerKey, std::unique_ptr<CodeTables>> by_partner;
};

MapStore::MapStore(fs::path schemas_dir, fs::path partners_dir, const GrammarStore& grammars)
    : schemas_dir_(std::move(schemas_dir)),
      partners_dir_(std::move(partners_dir)),
      grammars_(grammars),
      tables_(std::make_unique<Tables>()) {}

MapStore::~MapStore() = default;

Result<const Map*> MapStore::find(const exchange::MessageFormat& format,
                                  const PartnerKey& partner) const {
    const auto grammar = grammars_.find(format, partner);
    if (!grammar) return fail(grammar.error());
    const exchange::MessageFormat& base = (*grammar)->format;
    const std::lock_guard lock(mutex_);
    const PartnerKey key = differs(base, partner) ? partner : PartnerKey();
    Entry& entry = maps_[{base.text(), key}];
    if (!entry.map && !entry.failure) {
        const auto loaded = load(base, key);
        if (!loaded) entry.failure = loaded.error();
    }
    if (entry.failure) return fail(*entry.failure);
    return entry.map.get();
}

bool MapStore::differs(const exchange::MessageFormat& format, const PartnerKey& partner) const {
    if (partner.empty()) return false;
    std::error_code ignored;
    return grammars_.differs(format, partner) ||
           fs::exists(overrideFile(format, partner), ignored) ||
           fs::exists(partners_dir_ / partner.value / "overrides" / "codes", ignored);
}

// A map file and what it is read for: a later version may be served by a file of one below.
struct MapStore::Source {
    fs::path file;
    exchange::MessageFormat format;
    std::string version;  // whose file it is
    bool partners = false;
};

Result<const Map*> MapStore::load(const exchange::MessageFormat& format,
                                  const PartnerKey& partner) const {
    const auto grammar = grammars_.find(format, partner);
    if (!grammar) return fail(grammar.error());
    const auto tables = tablesFor(partner);
    if (!tables) return fail(tables.error());
    const Source source = sourceOf(**grammar, partner);
    const auto text = definition(source, 0);
    if (!text) return fail(text.error());
    auto map = compileMap(*text, source.file.string(), **grammar, **tables);
    if (!map) return fail(map.error());
    if (map->answer && source.version != format.version)
        followVersion(*map->answer, format.version);
    Entry& entry = maps_[{format.text(), partner}];
    entry.map = std::make_unique<Map>(std::move(*map));
    return entry.map.get();
}

// A format without a map has that of the grammar it is built on.
MapStore::Source MapStore::sourceOf(const Grammar& grammar, const PartnerKey& partner) const {
    Source source = commonSource(grammar);
    const fs::path own = overrideFile(grammar.format, partner);
    if (partner.empty() || !fs::exists(own)) return source;
    source.file = own;
    source.partners = true;
    return source;
}

MapStore::Source MapStore::commonSource(const Grammar& grammar) const {
    const Source own = {schemas_dir_ / "maps" / fileOf(grammar.format), grammar.format,
                        grammar.format.version};
    if (fs::exists(own.file)) return own;
    for (const exchange::MessageFormat& base : grammar.bases) {
        const fs::path file = schemas_dir_ / "maps" / fileOf(base);
        if (fs::exists(file)) return {file, grammar.format, base.version};
    }
    return own;
}

// What answers a later version is of that version, when there is such a message.
void MapStore::followVersion(exchange::MessageFormat& answer, const std::string& version) const {
    const exchange::MessageFormat later{answer.syntax, version, answer.type};
    if (grammars_.find(later)) answer = later;
}

// The file's content with the shared blocks of its folders, put upon the map it extends; a
// partner's that names none is put upon the common one.
Result<xml::Element> MapStore::definition(const Source& source, int depth) const {
    if (depth > extends_depth_max)
        return fail(FailureKind::invalid, "maps extend each other in a circle",
                    source.file.string());
    auto own = xml::loadFile(source.file);
    if (!own) return fail(own.error());
    const auto base = baseOf(*own, source);
    if (!base) return fail(base.error());
    for (const fs::path& file : sharedFiles(source, *base))
        if (auto added = addShared(file, *own); !added) return fail(added.error());
    if (!*base) return own;
    if ((*base)->file == source.file)
        return fail(FailureKind::invalid, "the map extends itself", source.file.string());
    auto below = definition(**base, depth + 1);
    if (!below) return fail(below.error());
    for (xml::Element& entry : below->children) mark(entry, (*base)->file.string());
    return applyOverride(std::move(*below), *own, source.file.string());
}

Result<std::optional<MapStore::Source>> MapStore::baseOf(const xml::Element& map,
                                                         const Source& source) const {
    const std::string* extends = map.attribute("extends");
    if (extends == nullptr && !source.partners) return std::nullopt;
    const auto named = extends == nullptr ? source.format : formatNamed(*extends);
    const auto grammar = grammars_.find(named);
    if (!grammar)
        return fail(FailureKind::invalid,
                    source.file.string() + ":" + std::to_string(map.line) + ": extends=\"" +
                        named.text() + "\": there is no such map",
                    source.file.string());
    return commonSource(**grammar);
}

// Nearest first; those that the map below looks into are left to it.
std::vector<fs::path> MapStore::sharedFiles(const Source& source,
                                            const std::optional<Source>& base) const {
    std::vector<std::string> versions = versionsOf(source);
    if (base && base->format.syntax == source.format.syntax) {
        const std::vector<std::string> below = versionsOf(*base);
        std::erase_if(versions, [&](const std::string& version) {
            return std::find(below.begin(), below.end(), version) != below.end();
        });
    }
    std::vector<fs::path> files;
    if (source.partners) files.push_back(source.file.parent_path() / shared_file);
    for (const std::string& version : versions)
        files.push_back(schemas_dir_ / "maps" / source.format.syntax / version / shared_file);
    return files;
}

// The version and those below it; then those of the file, where it is of another line.
std::vector<std::string> MapStore::versionsOf(const Source& source) const {
    auto all = grammars_.versionsBelow(source.format.syntax, source.format.version);
    const auto of_file = grammars_.versionsBelow(source.format.syntax, source.version);
    std::erase_if(all, [&](const std::string& version) {
        return std::find(of_file.begin(), of_file.end(), version) != of_file.end();
    });
    all.insert(all.end(), of_file.begin(), of_file.end());
    return all;
}

Result<const CodeTables*> MapStore::tablesFor(const PartnerKey& partner) const {
    if (!tables_->common) {
        auto loaded = CodeTables::load(schemas_dir_ / "codes");
        if (!loaded) return fail(loaded.error());
        tables_->common = std::move(*loaded);
    }
    if (partner.empty()) return &*tables_->common;
    auto& own = tables_->by_partner[partner];
    if (!own) {
        auto loaded = CodeTables::load(partners_dir_ / partner.value / "overrides" / "codes",
                                       &*tables_->common);
        if (!loaded) return fail(loaded.error());
        own = std::make_unique<CodeTables>(std::move(*loaded));
    }
    return own.get();
}

fs::path MapStore::overrideFile(const exchange::MessageFormat& format,
                                const PartnerKey& partner) const {
    return partners_dir_ / partner.value / "overrides" / "maps" / fileOf(format);
}

std::vector<exchange::MessageFormat> MapStore::formats() const {
    return formatsIn(schemas_dir_ / "maps");
}

std::vector<exchange::MessageFormat> MapStore::overridden(const PartnerKey& partner) const {
    return formatsIn(partners_dir_ / partner.value / "overrides" / "maps");
}

std::vector<PartnerKey> MapStore::partners() const {
    std::vector<PartnerKey> all;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(partners_dir_, ignored))
        if (entry.is_directory()) all.emplace_back(entry.path().filename().string());
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace entrepot::mapping
