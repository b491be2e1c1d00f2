// entrepot db: the broker's database as a whole.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/setup.h"
#include "adapters/daemon/settings.h"
#include "adapters/odbc/maintenance.h"

namespace entrepot::cli {
namespace {

// Loads what all of these need and hands it on.
template <class Work>
Exit withStore(const Command& command, Work work) {
    const auto setup = loadSetup(command);
    if (!setup) return command.terminal.fail(setup.error());
    const auto settings = daemon::storeSettings(setup->configuration.store);
    if (!settings) return command.terminal.fail(settings.error());
    return work(*settings, setup->schemas);
}

Exit migrate(const Command& command) {
    return withStore(command, [&](const auto& settings, const auto& schemas) {
        const auto report = odbc::migrate(settings, schemas);
        if (!report) return command.terminal.fail(report.error());
        boost::json::array applied;
        for (const std::string& name : report->applied) {
            if (!command.json) command.terminal.line(name);
            applied.push_back(boost::json::string(name));
        }
        if (command.json)
            command.terminal.line(
                boost::json::serialize(boost::json::object{{"before", report->before},
                                                           {"after", report->after},
                                                           {"applied", std::move(applied)}}));
        command.terminal.talk("the database is at " + std::to_string(report->after));
        return Exit::good;
    });
}

Exit checkDatabase(const Command& command) {
    return withStore(command, [&](const auto& settings, const auto& schemas) {
        const auto report = odbc::check(settings, schemas);
        if (!report) return command.terminal.fail(report.error());
        boost::json::array problems;
        for (const std::string& problem : report->problems) {
            if (!command.json) command.terminal.line(problem);
            problems.push_back(boost::json::string(problem));
        }
        if (command.json)
            command.terminal.line(
                boost::json::serialize(boost::json::object{{"version", report->version},
                                                           {"newest", report->newest},
                                                           {"problems", std::move(problems)}}));
        command.terminal.talk(report->problems.empty() ? "the database is sound"
                                                       : "the database has problems");
        return report->problems.empty() ? Exit::good : Exit::bad_input;
    });
}

Exit backup(const Command& command, const std::string& file) {
    return withStore(command, [&](const auto& settings, const auto&) {
        const auto done = odbc::backup(settings, file);
        if (!done) return command.terminal.fail(done.error());
        command.terminal.talk("complete copy in " + file);
        return Exit::good;
    });
}

Exit restore(const Command& command, const std::string& file) {
    return withStore(command, [&](const auto& settings, const auto& schemas) {
        const auto done = odbc::restore(settings, file, schemas);
        if (!done) return command.terminal.fail(done.error());
        command.terminal.talk("restored; what was there is beside it as .before-restore");
        return Exit::good;
    });
}

}  // namespace

void addDb(Menu& program) {
    auto file = std::make_shared<std::string>();
    Menu group = program.group("db", "Migrate, check, back up or restore the database");
    Menu up = group.command("migrate", "Bring it to this program's structure",
                            "Example: entrepot db migrate");
    up.runs(migrate);
    Menu check = group.command("check", "Compare its structure and ask whether it is sound",
                               "Example: entrepot db check");
    check.runs(checkDatabase);
    Menu save = group.command("backup", "Copy it whole while the broker runs (SQLite)",
                              "Example: entrepot db backup /backup/entrepot-2026-11-21.db");
    save.value("FILE", *file, "File to make; must not exist", {.required = true});
    save.runs(file, backup);
    Menu back = group.command("restore", "Put a backup in its place; stop the broker first",
                              "Example: entrepot db restore /backup/entrepot-2026-11-21.db");
    back.value("FILE", *file, "The backup", {.required = true});
    back.runs(file, restore);
}

}  // namespace entrepot::cli
