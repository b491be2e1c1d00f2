// Puts the commands together and runs the one that was named.
#include <CLI/CLI.hpp>

#include "adapters/cli/command.h"

namespace entrepot::cli {
namespace {

constexpr const char* about =
    "Entrepot, an open supply-chain integration broker: orders in any form in, promised dates out.";

constexpr const char* footer = R"(
Data goes to standard output, talk to standard error. Exit codes:
  0 good   1 the input is bad   2 the command was not understood   3 the world failed

Example: entrepot validate po.edi && entrepot submit po.edi --partner northwind --wait)";

void addGlobalOptions(CLI::App& app, Command& command) {
    app.add_flag("--json", command.json, "Print data as JSON");
    app.add_option("--config", command.config_file, "Configuration file")
        ->type_name("FILE")
        ->envname("ENTREPOT_CONFIG");
    app.add_option("--url", command.url, "Broker to talk to")
        ->type_name("URL")
        ->envname("ENTREPOT_URL");
    app.add_option("--key", command.key, "API key; better in the environment than on the line")
        ->type_name("KEY")
        ->envname("ENTREPOT_KEY");
    app.add_option("--ca", command.ca_file, "Certificate (PEM) that signed the broker's")
        ->type_name("FILE")
        ->envname("ENTREPOT_CA");
}

}  // namespace

Exit runProgram(int argument_count, const char* const* arguments, Terminal& terminal) {
    Command command{.terminal = terminal};
    CLI::App app(about, "entrepot");
    app.footer(footer);
    app.require_subcommand(1);
    app.fallthrough();
    addGlobalOptions(app, command);
    addServe(app, command);
    addDemo(app, command);
    addInspect(app, command);
    addValidate(app, command);
    addTranslate(app, command);
    addAcknowledge(app, command);
    addSubmit(app, command);
    addDocuments(app, command);
    addPromise(app, command);
    addPartner(app, command);
    addConfig(app, command);
    addCheck(app, command);
    addKey(app, command);
    addDb(app, command);
    addErp(app, command);
    addBench(app, command);
    addExplain(app, command);
    addVersion(app, command);
    try {
        app.parse(argument_count, arguments);
    } catch (const CLI::CallForHelp&) {
        terminal.data(app.help());
        return Exit::good;
    } catch (const CLI::ParseError& problem) {
        terminal.talk("entrepot: " + std::string(problem.what()));
        terminal.talk("Run with --help for what is possible.");
        return Exit::usage;
    }
    const Exit result = command.run ? command.run() : Exit::usage;
    if (const auto written = terminal.flush(); !written) return terminal.fail(written.error());
    return result;
}

}  // namespace entrepot::cli
