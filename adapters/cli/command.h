// What every command shares: where it speaks, the options all have, and how it is chosen.
#pragma once
#include <functional>
#include <string>

#include "adapters/cli/terminal.h"

namespace CLI {
class App;
}

namespace entrepot::cli {

struct Command {
    Terminal& terminal;
    bool json = false;
    std::string config_file;  // --config; empty = the usual places
    std::string url;          // --url, ENTREPOT_URL; empty = from the configuration
    std::string key;          // --key, ENTREPOT_KEY
    std::string ca_file;      // --ca, ENTREPOT_CA: who signed the broker's certificate

    std::function<Exit()> run;  // set by the sub-command that was named
};

// One function a group of commands. Options live as long as `app`.
void addAcknowledge(CLI::App& app, Command& command);
void addBench(CLI::App& app, Command& command);
void addCheck(CLI::App& app, Command& command);
void addConfig(CLI::App& app, Command& command);
void addDb(CLI::App& app, Command& command);
void addDemo(CLI::App& app, Command& command);
void addDocuments(CLI::App& app, Command& command);
void addErp(CLI::App& app, Command& command);
void addExplain(CLI::App& app, Command& command);
void addInspect(CLI::App& app, Command& command);
void addKey(CLI::App& app, Command& command);
void addPartner(CLI::App& app, Command& command);
void addPromise(CLI::App& app, Command& command);
void addServe(CLI::App& app, Command& command);
void addSubmit(CLI::App& app, Command& command);
void addTranslate(CLI::App& app, Command& command);
void addValidate(CLI::App& app, Command& command);
void addVersion(CLI::App& app, Command& command);

// The whole program but for main().
Exit runProgram(int argument_count, const char* const* arguments, Terminal& terminal);

}  // namespace entrepot::cli
