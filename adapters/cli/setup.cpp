#include "adapters/cli/setup.h"

#include <cerrno>
#include <cstring>

#include "adapters/config/installation.h"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;

}  // namespace

Result<fs::path> configurationFile(const Command& command) {
    if (!command.config_file.empty()) return fs::path(command.config_file);
    const auto schemas = config::findSchemas();
    std::error_code ignored;
    for (const fs::path& file :
         {fs::path("conf/entrepot.xml"), fs::path("/etc/entrepot/entrepot.xml"),
          schemas ? schemas->parent_path() / "conf/entrepot.xml" : fs::path()})
        if (fs::is_regular_file(file, ignored)) return file;
    return fail(FailureKind::not_found,
                "no configuration: name one with --config or ENTREPOT_CONFIG");
}

Result<config::Loaded> loadConfiguration(const Command& command) {
    const auto file = configurationFile(command);
    if (!file) return fail(file.error());
    const auto schemas = config::findSchemas();
    if (!schemas) return fail(schemas.error());
    return config::load({*file, *schemas / "xsd/entrepot.xsd", config::processEnvironment()});
}

config::LoadedPartners loadPartners(const config::Configuration& configuration,
                                    const fs::path& schemas) {
    return config::loadPartners({configuration.broker.partners, schemas / "xsd/partner.xsd",
                                 configuration.broker.data, configuration.broker.identities});
}

Result<Setup> loadSetup(const Command& command) {
    auto loaded = loadConfiguration(command);
    if (!loaded) return fail(loaded.error());
    const auto schemas = config::findSchemas();
    if (!schemas) return fail(schemas.error());
    auto partners = loadPartners(loaded->configuration, *schemas);
    std::vector<config::Problem> problems = std::move(loaded->problems);
    problems.insert(problems.end(), partners.problems.begin(), partners.problems.end());
    if (!problems.empty()) return fail(FailureKind::invalid, config::textOf(problems));
    return Setup{std::move(loaded->configuration), std::move(partners.directory), *schemas};
}

Result<std::string> readInput(const std::string& file, std::size_t bytes_max) {
    std::FILE* in = file == "-" ? stdin : std::fopen(file.c_str(), "rb");
    if (in == nullptr) return fail(FailureKind::not_found, std::strerror(errno), file);
    std::string bytes;
    char part[64 * 1024];
    while (const std::size_t got = std::fread(part, 1, sizeof part, in)) {
        bytes.append(part, got);
        if (bytes.size() > bytes_max) break;
    }
    const bool broken = std::ferror(in) != 0;
    if (in != stdin) std::fclose(in);
    if (broken) return fail(FailureKind::unavailable, "cannot be read", file);
    if (bytes.size() > bytes_max)
        return fail(FailureKind::too_large,
                    "more than " + std::to_string(bytes_max) + " bytes (limits/body_bytes_max)",
                    file);
    return bytes;
}

}  // namespace entrepot::cli
