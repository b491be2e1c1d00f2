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

void mark(xml::Element& element, const std::string& file) {
    element.attributes.emplace_back("file", file);
    for (xml::Element& child : element.children) mark(child, file);
}

bool hasShared(const xml::Element& map, const std::string& id) {
    return std::any_of(map.children.begin(), map.children.end(), [&](const xml::Element& child) {
        return child.name == "shared" && child.attributeOr("id", "") == id;
    });
}

// Blocks that the maps of a folder share; the map's own win.
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

Result<const Map*> MapStore::load(const exchange::MessageFormat& format,
                                  const PartnerKey& partner) const {
    const auto grammar = grammars_.find(format, partner);
    if (!grammar) return fail(grammar.error());
    const auto tables = tablesFor(partner);
    if (!tables) return fail(tables.error());
    const fs::path common = commonFile(**grammar);
    const fs::path own = overrideFile(format, partner);
    const fs::path file = !partner.empty() && fs::exists(own) ? own : common;
    const auto text = definition(file, common, 0);
    if (!text) return fail(text.error());
    auto map = compileMap(*text, file.string(), **grammar, **tables);
    if (!map) return fail(map.error());
    if (map->answer && !fs::exists(schemas_dir_ / "maps" / fileOf((*grammar)->format)))
        followVersion(*map->answer, format.version);
    Entry& entry = maps_[{format.text(), partner}];
    entry.map = std::make_unique<Map>(std::move(*map));
    return entry.map.get();
}

// A format without a map has that of the grammar it is built on.
fs::path MapStore::commonFile(const Grammar& grammar) const {
    const fs::path own = schemas_dir_ / "maps" / fileOf(grammar.format);
    if (fs::exists(own)) return own;
    for (const exchange::MessageFormat& base : grammar.bases) {
        const fs::path file = schemas_dir_ / "maps" / fileOf(base);
        if (fs::exists(file)) return file;
    }
    return own;
}

// What answers a later version is of that version, when there is such a message.
void MapStore::followVersion(exchange::MessageFormat& answer, const std::string& version) const {
    const exchange::MessageFormat later{answer.syntax, version, answer.type};
    if (grammars_.find(later)) answer = later;
}

// The file's content, put upon the map it extends; `below` for a difference that names none.
Result<xml::Element> MapStore::definition(const fs::path& file, const fs::path& below,
                                          int depth) const {
    auto own = xml::loadFile(file);
    if (!own) return fail(own.error());
    const std::string* extends = own->attribute("extends");
    if (auto added = addShared(file.parent_path() / shared_file, *own); !added)
        return fail(added.error());
    if (extends == nullptr && file == below) return own;
    if (depth >= extends_depth_max)
        return fail(FailureKind::invalid, "maps extend each other in a circle", file.string());
    const fs::path base_file =
        extends == nullptr ? below : schemas_dir_ / "maps" / (*extends + ".xml");
    if (base_file == file)
        return fail(FailureKind::invalid, "the map extends itself", file.string());
    auto base = definition(base_file, base_file, depth + 1);
    if (!base) return fail(base.error());
    return applyOverride(std::move(*base), *own, file.string());
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
