// Puts the commands together and runs the one that was named.
#include "adapters/cli/command.h"

namespace entrepot::cli {
namespace {

constexpr const char* about =
    "Entrepot, an open supply-chain integration broker: orders in any form in, promised dates out.";

constexpr const char* help =
    R"(Data goes to standard output, talk to standard error. Exit codes:
  0 good   1 the input is bad   2 the command was not understood   3 the world failed

Example: entrepot validate po.edi && entrepot submit po.edi --partner northwind --wait)";

void addGlobalOptions(Menu& program, Command& command) {
    program.flag("--json", command.json, "Print data as JSON");
    program.value("--config", command.config_file, "Configuration file",
                  {.type = "FILE", .environment = "ENTREPOT_CONFIG"});
    program.value("--url", command.url, "Broker to talk to",
                  {.type = "URL", .environment = "ENTREPOT_URL"});
    program.value("--key", command.key, "API key; better in the environment than on the line",
                  {.type = "KEY", .environment = "ENTREPOT_KEY"});
    program.value("--ca", command.ca_file, "Certificate (PEM) that signed the broker's",
                  {.type = "FILE", .environment = "ENTREPOT_CA"});
}

void addCommands(Menu& program) {
    for (const auto add :
         {addServe, addDemo, addInspect, addValidate, addTranslate, addSchema, addAcknowledge,
          addSubmit, addDocuments, addPromise, addPartner, addConfig, addCheck, addKey, addDb,
          addErp, addBench, addExplain, addVersion})
        add(program);
}

}  // namespace

Exit runProgram(int argument_count, const char* const* arguments, Terminal& terminal) {
    Command command{.terminal = terminal};
    CommandLine line(about, help);
    Menu program = line.menu();
    addGlobalOptions(program, command);
    addCommands(program);
    const auto action = line.parse(argument_count, arguments);
    if (!action) {
        terminal.talk("entrepot: " + action.error().what);
        terminal.talk("Run with --help for what is possible.");
        return Exit::usage;
    }
    const Exit result = (*action)(command);
    if (const auto written = terminal.flush(); !written) return terminal.fail(written.error());
    return result;
}

}  // namespace entrepot::cli
