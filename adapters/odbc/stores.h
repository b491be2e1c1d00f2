// All stores of the broker over one database: the one thing wiring makes of this directory.
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>

#include "adapters/odbc/settings.h"
#include "core/base/result.h"
#include "core/ports/access_store.h"
#include "core/ports/document_store.h"
#include "core/ports/erp_outbox.h"
#include "core/ports/ledger_store.h"
#include "core/ports/order_store.h"

namespace entrepot::odbc {

class Stores {
public:
    // Brings the database to this program's structure first. `schemas` holds sql/.
    static Result<std::unique_ptr<Stores>> open(const StoreSettings& settings,
                                                const std::filesystem::path& schemas);
    ~Stores();  // stops

    ports::InboundStore& inbound();
    ports::DocumentArchive& archive();
    ports::OutboundStore& outbound();
    ports::ControlNumbers& controlNumbers();
    ports::OrderStore& orders();
    ports::LedgerStore& ledger();
    ports::ErpOutbox& erpOutbox();
    ports::AccessStore& access();

    // Whether it can be written to now; the failure says what is wrong.
    Result<void> ping();
    // Waits for the connection that writes to come back; false when it has not by then.
    bool awaitConnection(std::chrono::milliseconds at_most);
    // Finishes writes already accepted; later ones fail `cancelled`. Reads go on.
    void stop();

private:
    struct Parts;
    explicit Stores(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace entrepot::odbc
