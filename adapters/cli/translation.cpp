#include "adapters/cli/translation.h"

#include <cstdlib>

#include "adapters/config/installation.h"

namespace entrepot::cli {
namespace {

std::string placeOf(const exchange::Position& position) {
    std::string place = position.path;
    if (!place.empty() && !position.segment.empty()) place += '/';
    place += position.segment;
    if (position.element != 0) place += '/' + std::to_string(position.element);
    if (position.component != 0) place += '-' + std::to_string(position.component);
    if (position.line == 0) return place + " byte " + std::to_string(position.offset);
    place += " line " + std::to_string(position.line);
    if (position.column != 0) place += " column " + std::to_string(position.column);
    return place;
}

}  // namespace

ports::ReadSettings Translation::readSettings() const {
    ports::ReadSettings settings;
    if (setup) settings.limits = setup->configuration.limits;
    settings.partner = partner;
    return settings;
}

Result<Translation> openTranslation(const Command& command, const std::string& partner) {
    const auto schemas = config::findSchemas();
    if (!schemas) return fail(schemas.error());
    auto words = mapping::CatalogueWords::load(*schemas);
    if (!words) return fail(words.error());
    Translation translation{nullptr, std::move(*words), std::nullopt, nullptr};
    std::filesystem::path partners;
    if (!partner.empty()) {
        auto setup = loadSetup(command);
        if (!setup) return fail(setup.error());
        partners = setup->configuration.broker.partners;
        translation.setup = std::move(*setup);
        translation.partner = translation.setup->partners.find(PartnerKey(partner));
        if (translation.partner == nullptr)
            return fail(FailureKind::not_found, "there is no partner of this key", partner);
    }
    translation.translator = std::make_unique<mapping::SchemaTranslator>(*schemas, partners);
    return translation;
}

Language languageOfTerminal() {
    const char* language = std::getenv("LANG");
    return language != nullptr && std::string_view(language).starts_with("zh") ? Language::chinese
                                                                               : Language::english;
}

std::string findingLine(const exchange::Finding& finding, const mapping::CatalogueWords& words) {
    return std::string(exchange::nameOf(finding.severity)) + "  " + finding.id + "  " +
           placeOf(finding.position) + ": " + words.sentence(finding, languageOfTerminal());
}

}  // namespace entrepot::cli
