// Promises as rows: state and what they are found by in columns, the rest as stored text.
#pragma once
#include <string>
#include <string_view>

#include "adapters/odbc/connection.h"
#include "core/base/result.h"
#include "core/ports/ledger_store.h"

namespace entrepot::odbc {

// Of table `promise` as p, in the order readPromise() takes them.
constexpr std::string_view promise_columns = "p.id, p.state, p.changed_at, p.taken_over, p.content";

struct StoredPromise {
    PromiseId id;
    std::string state;
    Instant changed_at{};
    bool taken_over = false;
    std::string content;
};

StoredPromise readPromise(Row& row);
Result<ports::LedgerEntry> entryOf(const StoredPromise& stored);

std::string contentOf(const ports::LedgerEntry& entry);
std::string_view nameOf(promise::PromiseState state);

}  // namespace entrepot::odbc
