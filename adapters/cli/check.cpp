// entrepot check: the definitions, before anything depends on them.

#include "adapters/cli/setup.h"
#include "adapters/cli/translation.h"
#include "adapters/config/installation.h"
#include "adapters/http/problem.h"
#include "mapping/schema_audit.h"

namespace entrepot::cli {
namespace {

Exit checkSchemas(const Command& command) {
    const auto translation = openTranslation(command, "");
    if (!translation) return command.terminal.fail(translation.error());
    const auto found = mapping::auditSchemas(*translation->translator);
    for (const mapping::AuditProblem& problem : found)
        command.terminal.line(problem.where + ": " + problem.what);
    const auto schemas = config::findSchemas();
    const auto problems =
        http::ProblemTexts::load(*schemas / "texts/problems.xml", *schemas / "xsd/problems.xsd");
    if (!problems) return command.terminal.fail(problems.error());
    command.terminal.talk((found.empty() ? "every definition loads: "
                                         : std::to_string(found.size()) + " problems: ") +
                          schemas->string());
    return found.empty() ? Exit::good : Exit::bad_input;
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

void addCheck(Menu& program) {
    Menu group = program.group("check", "Check definitions: schemas or partners");
    Menu schemas = group.command("schemas", "Load every grammar, map, code list, text",
                                 "Example: entrepot check schemas");
    schemas.runs(checkSchemas);
    Menu partners =
        group.command("partners", "Load every partner of the configuration",
                      "Example: entrepot check partners --config conf/demo/entrepot.xml");
    partners.runs(checkPartners);
}

}  // namespace entrepot::cli
