// An ERP reached by SQL through ODBC, as its profile says.
//
// Keeps one connection and opens a new one when it broke. Any thread, one call at a time.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "adapters/erp/erp_profile.h"
#include "adapters/odbc/connection.h"
#include "core/base/result.h"
#include "core/ports/clock.h"
#include "core/ports/erp.h"

namespace entrepot::erp {

struct ErpSettings {
    std::filesystem::path profile;
    // ODBC connection string without a password. Without "Driver=" the one Debian has for the
    // profile's product is used.
    std::string connection;
    std::string password;  // may be empty
};

class SqlErp final : public ports::Erp {
public:
    // Loads the profile; does not connect yet. `schemas` holds xsd/.
    static Result<std::unique_ptr<SqlErp>> open(const ErpSettings& settings,
                                                const std::filesystem::path& schemas,
                                                const ports::Clock& clock);

    // One transaction: stock and demand belong together. Rows that make no sense are in
    // `problems`; a query that fails or lacks a column is a Failure that names it.
    Result<ports::ErpSnapshot> read() override;
    Result<void> write(const ports::ErpOrder& order) override;
    Result<void> cancel(PromiseId promise) override;

    const ErpProfile& profile() const { return profile_; }

private:
    SqlErp(ErpProfile profile, odbc::Target target, const ports::Clock& clock)
        : profile_(std::move(profile)), target_(std::move(target)), clock_(clock) {}

    // Connects when need be, and runs `work` in a transaction.
    Result<void> inTransaction(const std::function<Result<void>()>& work);
    Result<void> connect();
    Result<void> readInto(ports::ErpSnapshot& snapshot);
    Result<void> writeNow(const ports::ErpOrder& order);
    Result<bool> isWritten(PromiseId promise);
    Result<void> execute(const NamedStatement& statement, const NamedValues& values);

    ErpProfile profile_;
    odbc::Target target_;
    const ports::Clock& clock_;
    std::unique_ptr<odbc::Connection> connection_;
};

}  // namespace entrepot::erp
