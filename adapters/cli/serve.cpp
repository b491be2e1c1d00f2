
#include "adapters/cli/command.h"
#include "adapters/cli/setup.h"
#include "adapters/cli/stop_signal.h"
#include "adapters/daemon/broker.h"

namespace entrepot::cli {
namespace {

constexpr const char* help =
    "Prints \"listening URL\" to standard output once it takes documents; events go to standard\n"
    "error or to log/file. On SIGTERM it takes nothing new and finishes what it accepted.\n\n"
    "Example: entrepot serve --config conf/entrepot.xml";

Exit serve(Command& command) {
    auto setup = loadSetup(command);
    if (!setup) return command.terminal.fail(setup.error());
    StopSignal signal;
    auto broker = daemon::Broker::start(
        {std::move(setup->configuration), std::move(setup->partners), std::move(setup->schemas)});
    if (!broker) return command.terminal.fail(broker.error());
    command.terminal.line("listening " + (*broker)->url());
    command.terminal.flush();
    signal.wait();
    (*broker)->stop();
    return Exit::good;
}

}  // namespace

void addServe(Menu& program) {
    program.command("serve", "Run the broker until SIGTERM or Ctrl-C", help).runs(serve);
}

}  // namespace entrepot::cli
