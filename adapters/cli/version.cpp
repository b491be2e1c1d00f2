// entrepot version
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/command.h"

namespace entrepot::cli {

void addVersion(Menu& program) {
    Menu version = program.command("version", "Print the version", "Example: entrepot version");
    version.runs([](Command& command) {
        command.terminal.line(command.json ? boost::json::serialize(
                                                 boost::json::object{{"version", ENTREPOT_VERSION}})
                                           : "entrepot " ENTREPOT_VERSION);
        return Exit::good;
    });
}

}  // namespace entrepot::cli
