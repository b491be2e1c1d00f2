#include <chrono>

#include <boost/json.hpp>

#include "adapters/cli/broker_client.h"
#include "adapters/cli/command.h"
#include "adapters/cli/setup.h"
#include "adapters/daemon/edges.h"
#include "adapters/daemon/system_clock.h"

namespace entrepot::cli {
namespace {

boost::json::object countsOf(const ports::ErpSnapshot& snapshot) {
    return {{"items", snapshot.items.size()},         {"sites", snapshot.sites.size()},
            {"calendars", snapshot.calendars.size()}, {"lanes", snapshot.lanes.size()},
            {"stock", snapshot.stock.size()},         {"receipts", snapshot.receipts.size()},
            {"demand", snapshot.demand.size()},       {"problems", snapshot.problems.size()}};
}

Exit check(Command& command) {
    auto setup = loadSetup(command);
    if (!setup) return command.terminal.fail(setup.error());
    auto clock = daemon::SystemClock::at(setup->configuration.broker.time_zone);
    if (!clock) return command.terminal.fail(clock.error());
    auto erp = daemon::openErp(setup->configuration.erp, setup->schemas, *clock);
    if (!erp) return command.terminal.fail(erp.error());
    auto snapshot = (*erp)->read();
    if (!snapshot) return command.terminal.fail(snapshot.error());
    const auto counts = countsOf(*snapshot);
    if (command.json) {
        command.terminal.line(boost::json::serialize(counts));
    } else {
        for (const auto& [name, count] : counts)
            command.terminal.line(std::string(name) + "\t" + boost::json::serialize(count));
    }
    for (const ports::ErpProblem& problem : snapshot->problems)
        command.terminal.talk(problem.query + ": " + problem.key + ": " + problem.what);
    return snapshot->problems.empty() ? Exit::good : Exit::bad_input;
}

Exit sync(const Command& command) {
    const auto reading = askBroker(command, {.method = "POST", .path = "/api/v1/erp/sync"});
    if (!reading) return reading.error();
    if (command.json) {
        command.terminal.line(boost::json::serialize(*reading));
        return Exit::good;
    }
    for (const auto& [name, value] : reading->as_object())
        command.terminal.line(
            std::string(name) + "\t" +
            (value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value)));
    return Exit::good;
}

}  // namespace

void addErp(Menu& program) {
    Menu group = program.group("erp", "Ask the ERP that promises are made from");
    Menu read = group.command("check", "Read it as the broker would and count; nothing is changed",
                              "Example: entrepot erp check --config conf/entrepot.xml");
    read.runs(check);
    Menu now = group.command("sync", "Have a running broker read it now",
                             "Example: entrepot erp sync --url http://127.0.0.1:8080");
    now.runs(sync);
}

}  // namespace entrepot::cli
