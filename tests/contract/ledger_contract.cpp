#include <catch2/catch.hpp>

#include "tests/contract/backends.h"

using namespace entrepot;
using namespace entrepot::test;
using enum promise::PromiseState;

namespace {

ports::LedgerEntry entry(std::int64_t id, promise::PromiseState state = confirmed) {
    ports::LedgerEntry entry;
    entry.id = PromiseId{id};
    entry.state = state;
    entry.changed_at = at(3);
    entry.request.mode = promise::PromiseMode::confirm;
    entry.request.reference = "northwind/PO-" + std::to_string(id);
    entry.request.customer = PartnerKey("northwind");
    entry.request.order_number = "PO-" + std::to_string(id);
    entry.request.currency = "EUR";
    entry.request.region = "US-East";
    entry.request.policy = model::DeliveryPolicy::partial;
    entry.request.splits_max = 3;
    entry.request.hold_until = at(900);
    promise::PromiseLine line;
    line.number = "10";
    line.item = ItemKey("HAMMER \"16\" \xE9\x94\xA4");
    line.lot = Quantity::whole(12);
    line.wanted = {{Quantity::whole(24), *parseDay("2026-12-01")}, {Quantity::fromUnits(1), {}}};
    line.price = Price::fromUnits(INT64_MAX);
    entry.request.lines = {line, {}};
    entry.answer.id = entry.id;
    entry.answer.state = state;
    entry.answer.reference = entry.request.reference;
    promise::LineAnswer answer;
    answer.number = "10";
    answer.item = line.item;
    answer.parts = {{Quantity::whole(12), SiteKey("PLANT-1"), *parseDay("2026-11-30"),
                     *parseDay("2026-12-02")}};
    answer.unmet = Quantity::fromUnits(INT64_MIN);
    answer.reasons = {{"waits-for-receipt", {{"receipt", "PO\n77"}, {"day", ""}}}};
    entry.answer.lines = {answer};
    return entry;
}

void checkSame(const ports::LedgerEntry& found, const ports::LedgerEntry& expected) {
    CHECK(found.id == expected.id);
    CHECK((found.state == expected.state));
    CHECK((found.request == expected.request));
    CHECK((found.answer == expected.answer));
    CHECK(found.changed_at == expected.changed_at);
    CHECK(found.taken_over == expected.taken_over);
}

std::vector<std::int64_t> promisesDue(odbc::Stores& stores, int seconds) {
    std::vector<std::int64_t> found;
    for (const auto& task : valueOf(stores.erpOutbox().due(at(seconds), 100)))
        found.push_back(task.promise.id.value);
    return found;
}

using Promises = std::vector<std::int64_t>;

}  // namespace

TEMPLATE_TEST_CASE("a promise comes back as it was made", "[contract][ledger]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->ledger().commit({.added = {entry(1), entry(2, held)}, .at = at(3)}));

    const auto by_id = valueOf(stores->ledger().find(PromiseId{1}));
    const auto by_reference = valueOf(stores->ledger().findByReference("northwind/PO-2"));

    REQUIRE(by_id.has_value());
    REQUIRE(by_reference.has_value());
    checkSame(*by_id, entry(1));
    checkSame(*by_reference, entry(2, held));
    CHECK_FALSE(valueOf(stores->ledger().find(PromiseId{3})).has_value());
    CHECK_FALSE(valueOf(stores->ledger().findByReference("nobody/0")).has_value());
    CHECK_FALSE(valueOf(stores->ledger().findByReference("")).has_value());
}

TEMPLATE_TEST_CASE("a thousand promises in one batch are one transaction", "[contract][ledger]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    ports::LedgerBatch batch{.at = at(3)};
    for (int i = 1; i <= 1000; ++i) batch.added.push_back(entry(i));
    valueOf(stores->ledger().commit(batch));
    ports::LedgerBatch with_twin{.at = at(3)};
    for (int i = 1001; i <= 1300; ++i) with_twin.added.push_back(entry(i));
    with_twin.added.back().request.reference = "northwind/PO-7";

    const auto refused = stores->ledger().commit(with_twin);

    CHECK(test::failureOf(refused) == FailureKind::conflict);
    const auto open = valueOf(stores->ledger().loadOpen());
    REQUIRE(open.size() == 1000);
    checkSame(open[499], entry(500));
    CHECK(promisesDue(*stores, 3).size() == 100);
}

TEMPLATE_TEST_CASE("a reference is stored once, no reference any number of times",
                   "[contract][ledger]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->ledger().commit({.added = {entry(1)}, .at = at(3)}));
    auto twin = entry(2);
    twin.request.reference = entry(1).request.reference;
    auto without = entry(3);
    without.request.reference = "";
    auto without_too = entry(4);
    without_too.request.reference = "";

    CHECK(test::failureOf(stores->ledger().commit({.added = {twin}, .at = at(3)})) ==
          FailureKind::conflict);
    CHECK(stores->ledger().commit({.added = {without, without_too}, .at = at(3)}).has_value());
}

TEMPLATE_TEST_CASE("a change replaces, a close keeps the content; neither is open when closed",
                   "[contract][ledger]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    auto& ledger = stores->ledger();
    valueOf(ledger.commit({.added = {entry(3, held), entry(1, held), entry(2)}, .at = at(3)}));
    auto confirmed_now = entry(3);
    confirmed_now.answer.lines[0].parts.clear();
    confirmed_now.changed_at = at(9);

    valueOf(ledger.commit({.changed = {confirmed_now},
                           .closed = {{PromiseId{1}, expired}, {PromiseId{2}, cancelled}},
                           .at = at(9)}));

    const auto open = valueOf(ledger.loadOpen());
    REQUIRE(open.size() == 1);
    checkSame(open[0], confirmed_now);
    auto closed = entry(2, cancelled);
    closed.changed_at = at(9);
    checkSame(*valueOf(ledger.find(PromiseId{2})), closed);
    CHECK((valueOf(ledger.find(PromiseId{1}))->state == expired));
}

TEMPLATE_TEST_CASE("changing or closing what is not there fails and undoes the batch",
                   "[contract][ledger]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    auto& ledger = stores->ledger();

    CHECK(
        test::failureOf(ledger.commit({.added = {entry(1)}, .changed = {entry(9)}, .at = at(3)})) ==
        FailureKind::not_found);
    CHECK(test::failureOf(ledger.commit(
              {.added = {entry(1)}, .closed = {{PromiseId{9}, expired}}, .at = at(3)})) ==
          FailureKind::not_found);
    CHECK(valueOf(ledger.loadOpen()).empty());
    CHECK(ledger.commit({.at = at(3)}).has_value());
}

TEMPLATE_TEST_CASE("the ERP is told of confirmed promises and of their end, not of holds",
                   "[contract][erp-outbox]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    auto& ledger = stores->ledger();
    valueOf(ledger.commit({.added = {entry(1), entry(2, held), entry(3)}, .at = at(10)}));

    CHECK(promisesDue(*stores, 10) == Promises{1, 3});  // at once

    valueOf(ledger.commit({.changed = {entry(2)}, .at = at(20)}));  // hold became confirmed
    valueOf(ledger.commit({.closed = {{PromiseId{1}, cancelled}}, .at = at(30)}));

    CHECK(promisesDue(*stores, 30) == Promises{3, 2, 1});
    const auto tasks = valueOf(stores->erpOutbox().due(at(30), 10));
    REQUIRE(tasks.size() == 3);
    checkSame(tasks[0].promise, entry(3));
    CHECK((tasks[2].promise.state == cancelled));
    CHECK(tasks[2].promise.id == PromiseId{1});
    CHECK(valueOf(stores->erpOutbox().due(at(30), 1)).size() == 1);

    valueOf(ledger.commit({.added = {entry(5, held)}, .at = at(30)}));
    valueOf(ledger.commit({.closed = {{PromiseId{5}, expired}}, .at = at(30)}));
    CHECK(valueOf(stores->erpOutbox().due(at(30), 10)).size() == 3);
}

TEMPLATE_TEST_CASE("the ERP is told again when deliveries change, not of what it said itself",
                   "[contract][erp-outbox]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    auto& ledger = stores->ledger();
    valueOf(ledger.commit({.added = {entry(1), entry(2), entry(3, cancelled)}, .at = at(10)}));
    for (const auto& task : valueOf(stores->erpOutbox().due(at(10), 10)))
        valueOf(stores->erpOutbox().done(task.id));
    auto taken_over = entry(1);
    taken_over.taken_over = true;
    auto moved = entry(2);
    moved.answer.lines[0].parts[0].delivery_day += Days(7);

    valueOf(ledger.commit({.changed = {taken_over}, .at = at(20)}));
    CHECK(promisesDue(*stores, 30).empty());
    checkSame(*valueOf(ledger.find(PromiseId{1})), taken_over);
    valueOf(ledger.commit({.changed = {moved}, .at = at(20)}));
    CHECK(promisesDue(*stores, 30) == Promises{2});
    valueOf(ledger.commit({.closed = {{PromiseId{1}, fulfilled}}, .at = at(30)}));
    CHECK(promisesDue(*stores, 30) == Promises{2});
    CHECK(valueOf(ledger.loadOpen()).size() == 1);
    CHECK((valueOf(ledger.find(PromiseId{1}))->answer.state == fulfilled));
}

TEMPLATE_TEST_CASE("a task done is gone, a task failed waits", "[contract][erp-outbox]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->ledger().commit({.added = {entry(1), entry(2)}, .at = at(10)}));
    auto& outbox = stores->erpOutbox();
    const auto tasks = valueOf(outbox.due(at(10), 10));
    REQUIRE(tasks.size() == 2);

    valueOf(outbox.done(tasks[0].id));
    valueOf(outbox.done(tasks[0].id));
    valueOf(outbox.failed(tasks[1].id, "ERP away", at(60)));

    CHECK(promisesDue(*stores, 59).empty());
    const auto later = valueOf(outbox.due(at(60), 10));
    REQUIRE(later.size() == 1);
    CHECK(later[0].promise.id == PromiseId{2});
    CHECK(later[0].attempts == 1);
}

TEMPLATE_TEST_CASE("being done with an old task does not lose a newer change",
                   "[contract][erp-outbox]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->ledger().commit({.added = {entry(1)}, .at = at(10)}));
    const auto writing = valueOf(stores->erpOutbox().due(at(10), 10));
    REQUIRE(writing.size() == 1);

    valueOf(stores->ledger().commit({.closed = {{PromiseId{1}, cancelled}}, .at = at(11)}));
    valueOf(stores->erpOutbox().done(writing[0].id));

    const auto left = valueOf(stores->erpOutbox().due(at(11), 10));
    REQUIRE(left.size() == 1);
    CHECK((left[0].promise.state == cancelled));
}
