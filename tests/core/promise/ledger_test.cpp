#include "core/promise/ledger.h"

#include <catch2/catch.hpp>

using namespace entrepot;
using namespace entrepot::promise;

namespace {

ports::LedgerEntry held(std::int64_t id, const std::string& reference, int until) {
    ports::LedgerEntry entry;
    entry.id = PromiseId{id};
    entry.state = PromiseState::held;
    entry.request.reference = reference;
    entry.answer.hold_until = instantOf(until);
    return entry;
}

}  // namespace

TEST_CASE("what was done since a bookmark is undone, also twice to one promise") {
    Ledger ledger;
    ledger.put(held(1, "A", 100));
    ledger.put(held(2, "B", 50));
    ledger.keep();
    const std::size_t bookmark = ledger.bookmark();

    ledger.put(held(1, "A2", 10));
    ledger.close(PromiseId{1});
    ledger.close(PromiseId{2});
    ledger.put(held(3, "C", 5));
    ledger.undoTo(bookmark);

    CHECK(ledger.size() == 2);
    REQUIRE(ledger.findByReference("A") != nullptr);
    CHECK(ledger.findByReference("A")->id == PromiseId{1});
    CHECK(ledger.findByReference("A2") == nullptr);
    CHECK(ledger.find(PromiseId{3}) == nullptr);
    CHECK(ledger.dueAt(instantOf(100), 9) == std::vector{PromiseId{2}, PromiseId{1}});
    CHECK(ledger.ids() == std::vector{PromiseId{1}, PromiseId{2}});
}

TEST_CASE("only holds fall due, in the order of their times, so many at once") {
    Ledger ledger;
    ledger.put(held(1, "A", 30));
    ledger.put(held(2, "B", 20));
    ledger.put(held(3, "C", 10));
    auto confirmed = held(4, "D", 1);
    confirmed.state = PromiseState::confirmed;
    ledger.put(confirmed);

    CHECK(ledger.dueAt(instantOf(9), 9).empty());
    CHECK(ledger.dueAt(instantOf(20), 9) == std::vector{PromiseId{3}, PromiseId{2}});
    CHECK(ledger.dueAt(instantOf(99), 1) == std::vector{PromiseId{3}});
}
