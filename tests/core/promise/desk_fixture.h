// A promise desk on a store in memory and a clock that stands still.
#pragma once
#include <string>

#include "core/promise/promise_desk.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_ledger_store.h"

namespace entrepot::test {

inline const Day first_day = Day(std::chrono::year(2026) / 12 / 1);

struct DeskFixture {
    ManualClock clock{first_day + std::chrono::hours(8)};
    MemoryLedgerStore store;
    IdSource ids;
    promise::PromiseLimits limits;
};

// One item at one site that delivers to everybody the same day.
inline ports::ErpSnapshot onlyStock(const std::string& item, int pieces) {
    ports::ErpSnapshot snapshot;
    snapshot.stock.push_back({ItemKey(item), SiteKey("plant-1"), Quantity::whole(pieces)});
    snapshot.lanes.push_back({SiteKey("plant-1"), "*", 0, "", 0});
    return snapshot;
}

inline promise::PromiseRequest order(const std::string& reference, const std::string& item,
                                     int pieces) {
    promise::PromiseRequest request;
    request.mode = promise::PromiseMode::confirm;
    request.reference = reference;
    request.order_number = reference;
    request.region = "US";
    request.lines.push_back({.number = "1",
                             .item = ItemKey(item),
                             .wanted = {{Quantity::whole(pieces), first_day + Days(3)}}});
    return request;
}

inline Quantity promisedOf(const promise::PromiseAnswer& answer) {
    Quantity sum;
    for (const promise::LineAnswer& line : answer.lines)
        for (const promise::PromisedPart& part : line.parts) sum += part.quantity;
    return sum;
}

}  // namespace entrepot::test
