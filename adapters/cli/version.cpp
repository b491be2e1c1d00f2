// entrepot version
#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/command.h"

namespace entrepot::cli {

void addVersion(CLI::App& app, Command& command) {
    CLI::App* sub = app.add_subcommand("version", "Print the version");
    sub->footer("\nExample: entrepot version");
    sub->callback([&command] {
        command.run = [&command] {
            command.terminal.line(command.json ? boost::json::serialize(boost::json::object{
                                                     {"version", ENTREPOT_VERSION}})
                                               : "entrepot " ENTREPOT_VERSION);
            return Exit::good;
        };
    });
}

}  // namespace entrepot::cli
