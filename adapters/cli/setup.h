// What commands load before they can work: configuration, partners, the folder of schemas.
#pragma once
#include <filesystem>
#include <string>

#include "adapters/cli/command.h"
#include "adapters/config/configuration.h"
#include "adapters/config/loader.h"
#include "adapters/config/partner_loader.h"
#include "adapters/odbc/settings.h"

namespace entrepot::cli {

// --config; else conf/entrepot.xml here, /etc/entrepot/entrepot.xml, conf/ beside the schemas.
Result<std::filesystem::path> configurationFile(const Command& command);

// With its problems; `invalid` never comes from here.
Result<config::Loaded> loadConfiguration(const Command& command);

struct Setup {
    config::Configuration configuration;
    exchange::PartnerDirectory partners;
    std::filesystem::path schemas;
};

// A failure has all problems in its words.
Result<Setup> loadSetup(const Command& command);

config::LoadedPartners loadPartners(const config::Configuration& configuration,
                                    const std::filesystem::path& schemas);

// "-" is standard input.
Result<std::string> readInput(const std::string& file, std::size_t bytes_max);

}  // namespace entrepot::cli
