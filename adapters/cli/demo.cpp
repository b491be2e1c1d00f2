#include <filesystem>
#include <memory>

#include "adapters/cli/command.h"
#include "adapters/cli/demo/job.h"
#include "adapters/cli/demo/network.h"
#include "adapters/cli/demo/orders.h"
#include "adapters/cli/setup.h"
#include "adapters/cli/stop_signal.h"
#include "adapters/config/installation.h"
#include "adapters/daemon/broker.h"
#include "adapters/daemon/system_clock.h"

namespace entrepot::cli {
namespace {

constexpr const char* help =
    "Lay out the demo network in a folder, run a broker on it, and show the main job: orders in\n"
    "four forms go in by HTTP and through folders, acknowledgements and promised dates come out.\n"
    "Then it serves on until Ctrl-C.\n\n"
    "Example: entrepot demo --once\n"
    "Example: entrepot demo --folder /tmp/demo --prepare\n"
    "         entrepot serve --config /tmp/demo/entrepot.xml";

struct DemoOptions {
    std::string folder = "build/demo";
    bool once = false;
    bool prepare = false;
};

Exit showNetwork(Command& command, const DemoNetwork& network) {
    command.terminal.line("configuration " + network.configuration.string());
    for (const auto& [holder, key] : network.keys)
        command.terminal.line("key " + holder + " " + key);
    return Exit::good;
}

void showAddress(Command& command, const DemoNetwork& network, const daemon::Broker& broker) {
    command.terminal.line("");
    command.terminal.line("listening " + broker.url());
    for (const auto& [holder, key] : network.keys)
        command.terminal.line("key " + holder + " " + key);
    command.terminal.line("try: curl -H 'Authorization: Bearer " + network.keys.at("operator") +
                          "' " + broker.url() + "/api/v1/documents");
    command.terminal.flush();
}

Exit runDemo(Command& command, const DemoOptions& options) {
    auto schemas = config::findSchemas();
    if (!schemas) return command.terminal.fail(schemas.error());
    const auto conf = schemas->parent_path() / "conf";
    const auto clock = daemon::SystemClock::at("UTC");
    if (!clock) return command.terminal.fail(clock.error());
    const Day today = clock->today();
    auto network = layOutDemo({std::filesystem::absolute(options.folder), conf, *schemas}, today);
    if (!network) return command.terminal.fail(network.error());
    if (options.prepare) return showNetwork(command, *network);

    auto orders = demoOrders(conf, today);
    if (!orders) return command.terminal.fail(orders.error());
    command.config_file = network->configuration.string();
    auto setup = loadSetup(command);
    if (!setup) return command.terminal.fail(setup.error());
    StopSignal signal;
    auto broker = daemon::Broker::start(
        {std::move(setup->configuration), std::move(setup->partners), std::move(setup->schemas)});
    if (!broker) return command.terminal.fail(broker.error());
    const Exit exit = runDemoJob(command, **broker, *network, *orders);
    if (!options.once) {
        showAddress(command, *network, **broker);
        signal.wait();
    }
    (*broker)->stop();
    return exit;
}

}  // namespace

void addDemo(Menu& program) {
    auto options = std::make_shared<DemoOptions>();
    Menu demo = program.command("demo", "Show the main job on a network of four partners", help);
    demo.value("--folder", options->folder, "Where the demo network is laid out",
               {.show_default = true});
    demo.flag("--once", options->once, "End after the job: 0 when every order was answered");
    demo.flag("--prepare", options->prepare, "Only lay the network out and print its keys");
    demo.runs(options, runDemo);
}

}  // namespace entrepot::cli
