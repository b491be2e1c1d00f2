// entrepot key: API keys, straight in the broker's database.
#include <CLI/CLI.hpp>
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

void addKey(CLI::App& app, Command& command) {
    auto options = std::make_shared<Options>();
    CLI::App* sub = app.add_subcommand("key", "Add, list or revoke API keys");
    sub->require_subcommand(1);
    CLI::App* add = sub->add_subcommand("add", "Make a key and print it once");
    add->add_option("NAME", options->name, "What to call it")->required();
    add->add_option("--role", options->role, "partner, operator or erp")
        ->check(CLI::IsMember({"partner", "operator", "erp"}))
        ->capture_default_str();
    add->add_option("--partner", options->partner, "Whose key it is, for the role partner");
    add->footer("\nExample: entrepot key add \"northwind production\" --partner northwind");
    add->callback([&command, options] {
        command.run = [&command, options] { return addKeyTo(command, *options); };
    });
    CLI::App* list = sub->add_subcommand("list", "Print all keys, without the keys themselves");
    list->footer("\nExample: entrepot key list");
    list->callback([&command] { command.run = [&command] { return listKeys(command); }; });
    CLI::App* revoke = sub->add_subcommand("revoke", "End a key for good");
    revoke->add_option("NAME", options->name, "What it is called")->required();
    revoke->footer("\nExample: entrepot key revoke \"northwind production\"");
    revoke->callback([&command, options] {
        command.run = [&command, options] { return revokeKey(command, *options); };
    });
}

}  // namespace entrepot::cli
