// What every command shares: where it speaks and the options all have. Then every command.
#pragma once
#include <string>

#include "adapters/cli/menu.h"
#include "adapters/cli/terminal.h"

namespace entrepot::cli {

struct Command {
    Terminal& terminal;
    bool json = false;
    std::string config_file;  // --config; empty = the usual places
    std::string url;          // --url, ENTREPOT_URL; empty = from the configuration
    std::string key;          // --key, ENTREPOT_KEY
    std::string ca_file;      // --ca, ENTREPOT_CA: who signed the broker's certificate
};

// One function a group of commands.
void addAcknowledge(Menu& program);
void addBench(Menu& program);
void addCheck(Menu& program);
void addConfig(Menu& program);
void addDb(Menu& program);
void addDemo(Menu& program);
void addDocuments(Menu& program);
void addErp(Menu& program);
void addExplain(Menu& program);
void addInspect(Menu& program);
void addKey(Menu& program);
void addPartner(Menu& program);
void addPartnerLearn(Menu& group);
void addPromise(Menu& program);
void addSchema(Menu& program);
void addServe(Menu& program);
void addSubmit(Menu& program);
void addTranslate(Menu& program);
void addValidate(Menu& program);
void addVersion(Menu& program);

// The whole program but for main().
Exit runProgram(int argument_count, const char* const* arguments, Terminal& terminal);

}  // namespace entrepot::cli
