// All maps below schemas/maps and the partners' differences, compiled when first asked for.
//
//   schemas/maps/<syntax>/<version>/<type>.xml                     what a message type means
//   schemas/maps/<syntax>/<version>/shared.xml                     blocks of that version's maps,
//                                                                  and of the versions built on it
//   schemas/codes/<table>.xml                                      code tables of the maps
//   partners/<key>/overrides/maps/<syntax>/<version>/<type>.xml    how one partner differs
//   partners/<key>/overrides/codes/<table>.xml                     instead of the common table
//
// Thread-safe. Maps live as long as the store.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/map/map.h"
#include "mapping/xml/element.h"

namespace entrepot::mapping {

class MapStore {
public:
    // Borrows the grammars.
    MapStore(std::filesystem::path schemas_dir, std::filesystem::path partners_dir,
             const GrammarStore& grammars);
    ~MapStore();
    MapStore(const MapStore&) = delete;
    MapStore& operator=(const MapStore&) = delete;

    // With the partner's differences when it has any (empty key: none). FailureKind::not_found when
    // there is no map for the format; ::invalid when its files are wrong.
    Result<const Map*> find(const exchange::MessageFormat& format,
                            const PartnerKey& partner = {}) const;

    std::vector<exchange::MessageFormat> formats() const;  // there is a map file for, sorted
    // Formats that a partner has differences for.
    std::vector<exchange::MessageFormat> overridden(const PartnerKey& partner) const;
    std::vector<PartnerKey> partners() const;  // folders below the partners' directory

private:
    struct Entry {
        std::unique_ptr<Map> map;
        std::optional<Failure> failure;
    };
    struct Tables;
    struct Source;

    bool differs(const exchange::MessageFormat& format, const PartnerKey& partner) const;
    Result<const Map*> load(const exchange::MessageFormat& format, const PartnerKey& partner) const;
    Source sourceOf(const Grammar& grammar, const PartnerKey& partner) const;
    Source commonSource(const Grammar& grammar) const;
    void followVersion(exchange::MessageFormat& answer, const std::string& version) const;
    Result<xml::Element> definition(const Source& source, int depth) const;
    Result<std::optional<Source>> baseOf(const xml::Element& map, const Source& source) const;
    std::vector<std::filesystem::path> sharedFiles(const Source& source,
                                                   const std::optional<Source>& base) const;
    std::vector<std::string> versionsOf(const Source& source) const;
    Result<const CodeTables*> tablesFor(const PartnerKey& partner) const;
    std::filesystem::path overrideFile(const exchange::MessageFormat& format,
                                       const PartnerKey& partner) const;

    std::filesystem::path schemas_dir_;
    std::filesystem::path partners_dir_;
    const GrammarStore& grammars_;
    mutable std::mutex mutex_;
    mutable std::map<std::pair<std::string, PartnerKey>, Entry> maps_;
    mutable std::unique_ptr<Tables> tables_;
};

}  // namespace entrepot::mapping
