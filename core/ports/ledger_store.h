// Where the promise ledger is kept: every promise with its reservations, durable batch by batch.
//
// Implemented in adapters/odbc. Called by the promise thread only, but for find*().
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/promise/promise.h"

namespace entrepot::ports {

struct LedgerEntry {
    PromiseId id;
    promise::PromiseState state = promise::PromiseState::confirmed;
    promise::PromiseRequest request;  // as asked; lets a change or a re-promise start from it
    promise::PromiseAnswer answer;    // its parts are the reservations
    Instant changed_at{};
    bool taken_over = false;  // a reading listed it among the ERP's demand: the ERP counts it
};

// All changes of one batch of the promise thread.
struct LedgerBatch {
    std::vector<LedgerEntry> added;    // closed already when that happened in the same batch
    std::vector<LedgerEntry> changed;  // replaces the stored entry of the same id, parts and all
    std::vector<std::pair<PromiseId, promise::PromiseState>> closed;  // not held, not confirmed
    Instant at{};
};

class LedgerStore {
public:
    virtual ~LedgerStore() = default;
    // One transaction: all of it or nothing. `conflict` when a reference is already stored.
    virtual Result<void> commit(const LedgerBatch& batch) = 0;
    // Held and confirmed entries, by id; read once at start.
    virtual Result<std::vector<LedgerEntry>> loadOpen() = 0;
    // Any state. Nothing when there is none.
    virtual Result<std::optional<LedgerEntry>> find(PromiseId id) = 0;
    virtual Result<std::optional<LedgerEntry>> findByReference(std::string_view reference) = 0;
};

}  // namespace entrepot::ports
