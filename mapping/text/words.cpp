#include "mapping/text/words.h"

#include "mapping/xml/element.h"

namespace entrepot::mapping {

Result<CatalogueWords> CatalogueWords::load(const std::filesystem::path& schemas) {
    CatalogueWords words;
    auto findings = FindingCatalogue::load(schemas / "findings.xml");
    if (!findings) return fail(findings.error());
    words.findings_ = std::move(*findings);
    auto reasons = xml::loadFile(schemas / "texts" / "reasons.xml");
    if (!reasons) return fail(reasons.error());
    for (const xml::Element& reason : reasons->children) {
        const xml::Element* english = reason.child("en");
        const xml::Element* chinese = reason.child("zh");
        if (english == nullptr || chinese == nullptr)
            return fail(FailureKind::invalid, "a reason needs <en> and <zh>",
                        "texts/reasons.xml:" + std::to_string(reason.line));
        words.reasons_[reason.attributeOr("id", "")] = {english->text, chinese->text};
    }
    return words;
}

std::string CatalogueWords::sentence(const exchange::Finding& finding, Language language) const {
    return findings_.sentence(finding, language);
}

std::string CatalogueWords::hint(const exchange::Finding& finding, Language language) const {
    return findings_.hint(finding, language);
}

std::string CatalogueWords::sentence(const model::Reason& reason, Language language) const {
    exchange::Finding carrier;
    carrier.id = reason.id;
    for (const model::Extra& value : reason.values)
        carrier.values.emplace_back(value.path, value.value);
    const auto found = reasons_.find(reason.id);
    if (found == reasons_.end()) return findings_.sentence(carrier, Language::english);
    const Text& text = found->second;
    return filled(language == Language::chinese ? text.chinese : text.english, carrier);
}

}  // namespace entrepot::mapping
