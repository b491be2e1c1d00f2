// Between the ERP and us: its supply is read into the promise desk and the item directory, and
// promises that became orders are handed over to it.
//
// Called by the scheduler and on demand; calls are serialised inside.
#pragma once
#include <mutex>

#include "core/exchange/item_directory.h"
#include "core/exchange/outbound.h"
#include "core/ports/clock.h"
#include "core/ports/erp.h"
#include "core/ports/erp_outbox.h"
#include "core/ports/event_log.h"
#include "core/promise/promise_desk.h"

namespace entrepot::exchange {

struct SupplyReading {
    Instant read_at{};
    std::size_t items = 0;
    std::size_t sites = 0;
    std::size_t receipts = 0;
    std::size_t demand = 0;
    std::size_t left_out = 0;  // rows that make no sense
};

class ErpDesk {
public:
    struct Ports {
        ports::Clock& clock;
        ports::Erp& erp;
        ports::ErpOutbox& outbox;
        ports::EventLog& events;
        promise::PromiseDesk& desk;
        CurrentItems& items;
    };

    ErpDesk(Ports ports, RetryPolicy policy) : ports_(ports), policy_(policy) {}

    // Reads everything anew. On failure the last picture stays in force.
    Result<SupplyReading> readSupply();
    // Hands over what is due, at most `limit`; returns how many succeeded.
    Result<std::size_t> handOver(std::size_t limit);

private:
    Result<void> handOver(const ports::ErpTask& task);
    void tellLeftOut(const ports::ErpSnapshot& snapshot, std::size_t count);

    Ports ports_;
    RetryPolicy policy_;
    std::mutex mutex_;
};

// The order as the ERP gets it: one line for every promised part.
ports::ErpOrder erpOrderOf(const ports::LedgerEntry& promise);

SupplyReading readingOf(const ports::ErpSnapshot& snapshot);

}  // namespace entrepot::exchange
