// Sentences of findings and reasons from schemas/findings.xml and schemas/texts/reasons.xml.
//
// Immutable once loaded; thread-safe.
#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "core/ports/words.h"
#include "mapping/text/finding_catalogue.h"

namespace entrepot::mapping {

class CatalogueWords : public ports::Words {
public:
    static Result<CatalogueWords> load(const std::filesystem::path& schemas);

    std::string sentence(const exchange::Finding& finding, Language language) const override;
    std::string sentence(const model::Reason& reason, Language language) const override;
    std::string hint(const exchange::Finding& finding, Language language) const;

private:
    struct Text {
        std::string english;
        std::string chinese;
    };

    FindingCatalogue findings_;
    std::map<std::string, Text, std::less<>> reasons_;
};

}  // namespace entrepot::mapping
