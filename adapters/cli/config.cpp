// entrepot config: is the configuration good, and where does each value come from.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/setup.h"
#include "adapters/config/installation.h"

namespace entrepot::cli {
namespace {

using config::Problem;

Exit tellProblems(const Command& command, const std::vector<Problem>& problems) {
    boost::json::array array;
    for (const Problem& problem : problems) {
        if (command.json)
            array.push_back(
                {{"file", problem.file}, {"line", problem.line}, {"what", problem.what}});
        else
            command.terminal.line(problem.text());
    }
    if (command.json) command.terminal.line(boost::json::serialize(array));
    return problems.empty() ? Exit::good : Exit::bad_input;
}

Exit checkConfiguration(const Command& command) {
    const auto loaded = loadConfiguration(command);
    if (!loaded) return command.terminal.fail(loaded.error());
    const auto schemas = config::findSchemas();
    if (!schemas) return command.terminal.fail(schemas.error());
    const auto partners = loadPartners(loaded->configuration, *schemas);
    std::vector<Problem> problems = loaded->problems;
    problems.insert(problems.end(), partners.problems.begin(), partners.problems.end());
    command.terminal.talk(problems.empty() ? "the configuration is good"
                                           : std::to_string(problems.size()) + " problems");
    return tellProblems(command, problems);
}

Exit showConfiguration(const Command& command, bool origin) {
    const auto loaded = loadConfiguration(command);
    if (!loaded) return command.terminal.fail(loaded.error());
    std::vector<std::vector<std::string>> rows{{"KEY", "VALUE", "UNIT"}};
    if (origin) rows.front().push_back("ORIGIN");
    boost::json::array array;
    for (const config::ShownKey& key : loaded->shown) {
        rows.push_back({key.path, key.value.empty() ? "-" : key.value, key.unit});
        if (origin) rows.back().push_back(key.origin);
        array.push_back(
            {{"key", key.path}, {"value", key.value}, {"unit", key.unit}, {"origin", key.origin}});
    }
    if (command.json)
        command.terminal.line(boost::json::serialize(array));
    else
        command.terminal.table(rows);
    for (const Problem& problem : loaded->problems) command.terminal.talk(problem.text());
    return loaded->problems.empty() ? Exit::good : Exit::bad_input;
}

}  // namespace

void addConfig(Menu& program) {
    Menu group = program.group("config", "Check or show the configuration");
    Menu check = group.command("check", "Report every problem of it and of the partners",
                               "Example: entrepot config check --config conf/entrepot.xml");
    check.runs(checkConfiguration);
    auto origin = std::make_shared<bool>(false);
    Menu show = group.command("show", "Print every key with its value",
                              "Example: entrepot config show --origin");
    show.flag("--origin", *origin, "Also say where each value comes from");
    show.runs(origin, showConfiguration);
}

}  // namespace entrepot::cli
