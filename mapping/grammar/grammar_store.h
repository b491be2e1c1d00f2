// All grammars below schemas/grammars, loaded when first asked for and kept.
//
//   schemas/grammars/<syntax>/<version>/<type>.xml     one message type
//   schemas/grammars/<syntax>/<version>/segments.xml   and elements.xml, codes.xml, shared.xml
//   schemas/grammars/<syntax>/<version>/version.xml    the version it is built on
//   schemas/grammars/<syntax>/groups.xml               which types a functional group may hold
//   schemas/grammars/<syntax>/aliases.xml              versions that are served by another one
//   partners/<key>/overrides/grammars/<syntax>/<version>/<type>.xml    how one partner differs
//
// The list of files is taken once, in the constructor; only names found there are ever opened, so
// a format that a partner's envelope names cannot reach other files. Thread-safe.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "mapping/grammar/dictionary.h"
#include "mapping/grammar/grammar.h"
#include "mapping/grammar/structure_loader.h"
#include "mapping/text/finding_catalogue.h"

namespace entrepot::mapping {

class GrammarStore {
public:
    explicit GrammarStore(std::filesystem::path schemas_dir,
                          std::filesystem::path partners_dir = {});
    ~GrammarStore();
    GrammarStore(const GrammarStore&) = delete;
    GrammarStore& operator=(const GrammarStore&) = delete;

    // FailureKind::not_found when there is no grammar for the format; ::invalid when its files are
    // wrong. With the partner's differences when it has any (empty key: none). The grammar lives as
    // long as the store.
    Result<const Grammar*> find(const exchange::MessageFormat& format,
                                const PartnerKey& partner = {}) const;
    // Has the partner a grammar of its own for the format?
    bool differs(const exchange::MessageFormat& format, const PartnerKey& partner) const;
    // The formats it has one for, sorted.
    std::vector<exchange::MessageFormat> overridden(const PartnerKey& partner) const;

    // Every format there is a grammar for, sorted.
    std::vector<exchange::MessageFormat> formats() const;
    bool has(const exchange::MessageFormat& format) const;  // without loading it
    bool hasVersion(std::string_view syntax, std::string_view version) const;
    // The version and those it is built on, nearest first.
    std::vector<std::string> versionsBelow(std::string_view syntax, std::string_view version) const;

    // Functional groups: "PO" holds "850". Empty when groups.xml does not name it.
    std::vector<std::string> typesInGroup(std::string_view syntax,
                                          std::string_view functional_id) const;
    std::string groupOf(std::string_view syntax, std::string_view type) const;

    // From schemas/findings.xml. Empty when that does not load; find() then tells why.
    const FindingCatalogue& findings() const { return findings_; }

    const std::filesystem::path& folder() const { return folder_; }

private:
    struct Entry;    // one message type
    struct Version;  // dictionary and grammars of one version
    struct Partner;  // its differences
    struct Syntax {
        std::map<std::string, std::unique_ptr<Version>, std::less<>> versions;
        std::map<std::string, std::vector<std::string>, std::less<>> groups;
        std::map<std::pair<std::string, std::string>, std::string> aliases;  // type, version
        std::string problem;                                                 // of groups, aliases
    };

    void listSyntax(const std::filesystem::path& folder);
    static void readVersion(Version& version);
    static void inheritTypes(Syntax& syntax);
    Version* versionOf(const exchange::MessageFormat& format) const;
    exchange::MessageFormat served(const exchange::MessageFormat& format) const;
    Result<const Grammar*> load(Entry& entry, const exchange::MessageFormat& format,
                                bool of_partner) const;
    Result<Grammar> compile(const Entry& entry, const exchange::MessageFormat& format,
                            bool of_partner) const;
    Result<const Dictionary*> dictionaryOf(Version& version) const;
    Result<StructureText> structure(const exchange::MessageFormat& format, int depth) const;
    Result<StructureText> structureOf(const Entry& entry, const exchange::MessageFormat& format,
                                      const std::optional<exchange::MessageFormat>& below,
                                      int depth) const;
    Partner& partnerOf(const PartnerKey& key) const;
    const Syntax* syntax(std::string_view name) const;

    std::filesystem::path folder_;
    FindingCatalogue findings_;
    std::optional<Failure> findings_failure_;
    std::filesystem::path partners_dir_;
    std::map<std::string, Syntax, std::less<>> syntaxes_;
    mutable std::map<PartnerKey, std::unique_ptr<Partner>> partners_;
    mutable std::mutex mutex_;  // guards what is inside the versions, and the partners
};

}  // namespace entrepot::mapping
