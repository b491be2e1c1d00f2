#include <chrono>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "adapters/cli/command.h"
#include "adapters/cli/setup.h"
#include "adapters/daemon/edges.h"
#include "adapters/daemon/system_clock.h"

namespace entrepot::cli {
namespace {

constexpr const char* about = "Ask the ERP that promises are made from";
constexpr const char* check_about = "Read it as the broker would and count; nothing is changed";
constexpr const char* check_help = "\nExample: entrepot erp check --config conf/entrepot.xml";

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

}  // namespace

void addErp(CLI::App& app, Command& command) {
    CLI::App* erp = app.add_subcommand("erp", about);
    erp->require_subcommand(1);
    CLI::App* check_command = erp->add_subcommand("check", check_about);
    check_command->footer(check_help);
    check_command->callback([&command] { command.run = [&command] { return check(command); }; });
}

}  // namespace entrepot::cli
