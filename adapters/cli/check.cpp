// entrepot check: the definitions, before anything depends on them.
#include <CLI/CLI.hpp>

#include "adapters/cli/setup.h"
#include "adapters/cli/translation.h"
#include "adapters/config/installation.h"
#include "adapters/http/problem.h"

namespace entrepot::cli {
namespace {

Exit checkSchemas(const Command& command) {
    const auto translation = openTranslation(command, "");
    if (!translation) return command.terminal.fail(translation.error());
    if (const auto loaded = translation->translator->loadAll(); !loaded)
        return command.terminal.fail(loaded.error());
    const auto schemas = config::findSchemas();
    const auto problems =
        http::ProblemTexts::load(*schemas / "texts/problems.xml", *schemas / "xsd/problems.xsd");
    if (!problems) return command.terminal.fail(problems.error());
    command.terminal.talk("every definition loads: " + schemas->string());
    return Exit::good;
}

Exit checkPartners(const Command& command) {
    const auto loaded = loadConfiguration(command);
    if (!loaded) return command.terminal.fail(loaded.error());
    const auto schemas = config::findSchemas();
    if (!schemas) return command.terminal.fail(schemas.error());
    const auto partners = loadPartners(loaded->configuration, *schemas);
    for (const config::Problem& problem : partners.problems) command.terminal.line(problem.text());
    command.terminal.talk(std::to_string(partners.directory.all().size()) + " partners, " +
                          std::to_string(partners.problems.size()) + " problems");
    return partners.problems.empty() ? Exit::good : Exit::bad_input;
}

}  // namespace

void addCheck(CLI::App& app, Command& command) {
    CLI::App* sub = app.add_subcommand("check", "Check definitions: schemas or partners");
    sub->require_subcommand(1);
    CLI::App* schemas = sub->add_subcommand("schemas", "Load every grammar, map, code list, text");
    schemas->footer("\nExample: entrepot check schemas");
    schemas->callback([&command] { command.run = [&command] { return checkSchemas(command); }; });
    CLI::App* partners = sub->add_subcommand("partners", "Load every partner of the configuration");
    partners->footer("\nExample: entrepot check partners --config conf/demo/entrepot.xml");
    partners->callback([&command] { command.run = [&command] { return checkPartners(command); }; });
}

}  // namespace entrepot::cli
