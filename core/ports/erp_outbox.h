// Confirmed and cancelled promises that the ERP has not been told of yet.
//
// LedgerStore::commit puts them in, in the transaction that makes the promise durable. Thread-safe.
#pragma once
#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/ports/ledger_store.h"

namespace entrepot::ports {

struct ErpTask {
    std::int64_t id = 0;
    LedgerEntry promise;  // its state says: confirmed = write, cancelled = cancel
    std::int64_t attempts = 0;
};

class ErpOutbox {
public:
    virtual ~ErpOutbox() = default;
    virtual Result<std::vector<ErpTask>> due(Instant now, std::size_t limit) = 0;
    virtual Result<void> done(std::int64_t task) = 0;
    virtual Result<void> failed(std::int64_t task, const std::string& why, Instant next) = 0;
};

}  // namespace entrepot::ports
