#include "adapters/odbc/access_store.h"

namespace entrepot::odbc {
namespace {

using ports::AccessKey;
using ports::Role;

constexpr std::string_view select_keys =
    "SELECT name, sha256, role, partner, created_at, revoked_at FROM access_key ";

std::string_view nameOf(Role role) {
    switch (role) {
        case Role::partner:
            return "partner";
        case Role::operator_:
            return "operator";
        case Role::erp:
            return "erp";
    }
    return "partner";
}

Role roleOf(std::string_view name) {
    if (name == "operator") return Role::operator_;
    return name == "erp" ? Role::erp : Role::partner;
}

AccessKey readKey(Row& row) {
    AccessKey key;
    key.name = row.text();
    key.sha256 = row.text();
    key.role = roleOf(row.text());
    key.partner = PartnerKey(row.text());
    key.created_at = row.instant();
    key.revoked_at = row.maybeInstant();
    return key;
}

}  // namespace

Result<void> OdbcAccessStore::add(const AccessKey& key) {
    return writer_.run([&](Connection& connection) -> Result<void> {
        const auto done = connection.execute(
            "INSERT INTO access_key (name, sha256, role, partner, created_at, revoked_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            {key.name, key.sha256, nameOf(key.role), key.partner, key.created_at, key.revoked_at});
        if (!done) return fail(done.error());
        return {};
    });
}

Result<std::optional<AccessKey>> OdbcAccessStore::findByHash(std::string_view sha256) {
    return readers_.read([&](Connection& connection) {
        return connection.selectOne(std::string(select_keys) + "WHERE sha256 = ?", {sha256},
                                    readKey);
    });
}

Result<std::vector<AccessKey>> OdbcAccessStore::all() {
    return readers_.read([&](Connection& connection) {
        return connection.select(std::string(select_keys) + "ORDER BY name", {}, readKey);
    });
}

Result<void> OdbcAccessStore::revoke(std::string_view name, Instant at) {
    return writer_.run([&](Connection& connection) -> Result<void> {
        const auto done = connection.execute(
            "UPDATE access_key SET revoked_at = coalesce(revoked_at, ?) WHERE name = ?",
            {at, name});
        if (!done) return fail(done.error());
        if (*done == 0)
            return fail(FailureKind::not_found, "there is no key of that name", std::string(name));
        return {};
    });
}

}  // namespace entrepot::odbc
