// entrepot key: API keys, straight in the broker's database.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>

#include "adapters/cli/setup.h"
#include "adapters/daemon/settings.h"
#include "adapters/digest/sha256.h"
#include "adapters/http/api_key.h"
#include "adapters/odbc/stores.h"

namespace entrepot::cli {
namespace {

using ports::AccessKey;
using ports::Role;

struct Options {
    std::string name;
    std::string role = "partner";
    std::string partner;
};

Instant now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string_view nameOf(Role role) {
    return role == Role::partner ? "partner" : role == Role::operator_ ? "operator" : "erp";
}

Result<std::unique_ptr<odbc::Stores>> openStores(const Setup& setup) {
    const auto settings = daemon::storeSettings(setup.configuration.store);
    if (!settings) return fail(settings.error());
    return odbc::Stores::open(*settings, setup.schemas);
}

Exit addKeyTo(const Command& command, const Options& options) {
    const auto setup = loadSetup(command);
    if (!setup) return command.terminal.fail(setup.error());
    const Role role = options.role == "partner"    ? Role::partner
                      : options.role == "operator" ? Role::operator_
                                                   : Role::erp;
    if (role == Role::partner && setup->partners.find(PartnerKey(options.partner)) == nullptr)
        return command.terminal.fail({FailureKind::invalid,
                                      "a partner's key needs --partner with a partner's key",
                                      options.partner});
    const auto stores = openStores(*setup);
    if (!stores) return command.terminal.fail(stores.error());
    const auto key = http::generateApiKey();
    if (!key) return command.terminal.fail(key.error());
    AccessKey entry;
    entry.name = options.name;
    entry.sha256 = digest::sha256Hex(*key);
    entry.role = role;
    if (role == Role::partner) entry.partner = PartnerKey(options.partner);
    entry.created_at = now();
    if (const auto added = (*stores)->access().add(entry); !added)
        return command.terminal.fail(added.error());
    command.terminal.talk("This is the only time the key is shown:");
    if (command.json)
        command.terminal.line(
            boost::json::serialize(boost::json::object{{"name", options.name}, {"key", *key}}));
    else
        command.terminal.line(*key);
    return Exit::good;
}

Exit listKeys(const Command& command) {
    const auto setup = loadSetup(command);
    if (!setup) return command.terminal.fail(setup.error());
    const auto stores = openStores(*setup);
    if (!stores) return command.terminal.fail(stores.error());
    const auto keys = (*stores)->access().all();
    if (!keys) return command.terminal.fail(keys.error());
    std::vector<std::vector<std::string>> rows{{"NAME", "ROLE", "PARTNER", "CREATED", "REVOKED"}};
    boost::json::array array;
    for (const AccessKey& key : *keys) {
        const std::string revoked = key.revoked_at ? formatInstant(*key.revoked_at) : "";
        rows.push_back({key.name, std::string(nameOf(key.role)), key.partner.value,
                        formatInstant(key.created_at), revoked});
        array.push_back({{"name", key.name},
                         {"role", nameOf(key.role)},
                         {"partner", key.partner.value},
                         {"created_at", formatInstant(key.created_at)},
                         {"revoked_at", revoked}});
    }
    if (command.json)
        command.terminal.line(boost::json::serialize(array));
    else
        command.terminal.table(rows);
    return Exit::good;
}

Exit revokeKey(const Command& command, const Options& options) {
    const auto setup = loadSetup(command);
    if (!setup) return command.terminal.fail(setup.error());
    const auto stores = openStores(*setup);
    if (!stores) return command.terminal.fail(stores.error());
    if (const auto revoked = (*stores)->access().revoke(options.name, now()); !revoked)
        return command.terminal.fail(revoked.error());
    command.terminal.talk("revoked; a running broker refuses it within http/key_cache_ms");
    return Exit::good;
}

}  // namespace

void addKey(Menu& program) {
    auto options = std::make_shared<Options>();
    Menu group = program.group("key", "Add, list or revoke API keys");
    Menu add =
        group.command("add", "Make a key and print it once",
                      "Example: entrepot key add \"northwind production\" --partner northwind");
    add.value("NAME", options->name, "What to call it", {.required = true});
    add.value("--role", options->role, "partner, operator or erp",
              {.show_default = true, .one_of = {"partner", "operator", "erp"}});
    add.value("--partner", options->partner, "Whose key it is, for the role partner");
    add.runs(options, addKeyTo);
    Menu list = group.command("list", "Print all keys, without the keys themselves",
                              "Example: entrepot key list");
    list.runs(listKeys);
    Menu revoke = group.command("revoke", "End a key for good",
                                "Example: entrepot key revoke \"northwind production\"");
    revoke.value("NAME", options->name, "What it is called", {.required = true});
    revoke.runs(options, revokeKey);
}

}  // namespace entrepot::cli
