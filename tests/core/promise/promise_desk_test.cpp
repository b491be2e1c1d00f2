#include "core/promise/promise_desk.h"

#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "tests/core/promise/desk_fixture.h"

using namespace entrepot;
using namespace entrepot::promise;
using namespace entrepot::test;

TEST_CASE("two hundred parallel orders share the last hundred pieces exactly") {
    DeskFixture fixture;
    PromiseDesk desk(fixture.store, fixture.clock, fixture.ids);
    REQUIRE(desk.start());
    auto snapshot = onlyStock("widget", 100);
    snapshot.receipts.push_back(
        {ItemKey("widget"), SiteKey("plant-1"), first_day + Days(10), Quantity::whole(50), "PO-1"});
    REQUIRE(desk.supply(snapshot));

    std::vector<PromiseAnswer> answers(200);
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < 8; ++thread)
        threads.emplace_back([&, thread] {
            for (std::size_t i = thread; i < answers.size(); i += 8)
                answers[i] = desk.ask(order("O-" + std::to_string(i), "widget", 1)).value();
        });
    for (std::thread& thread : threads) thread.join();

    int in_time = 0;
    int later = 0;
    int unmet = 0;
    for (const PromiseAnswer& answer : answers) {
        const LineAnswer& line = answer.lines.at(0);
        if (line.parts.empty()) {
            ++unmet;
            CHECK(line.unmet == Quantity::whole(1));
        } else {
            ++(line.parts[0].delivery_day <= first_day + Days(3) ? in_time : later);
        }
        CHECK_FALSE(line.reasons.empty());
    }
    CHECK(in_time == 100);
    CHECK(later == 50);
    CHECK(unmet == 50);
    CHECK(fixture.store.all().size() == 200);
}

TEST_CASE("before the first reading nothing is promised") {
    DeskFixture fixture;
    PromiseDesk desk(fixture.store, fixture.clock, fixture.ids);
    REQUIRE(desk.start());

    for (const PromiseMode mode : {PromiseMode::check, PromiseMode::hold, PromiseMode::confirm}) {
        PromiseRequest request = order("O-1", "widget", 1);
        request.mode = mode;
        const auto answer = desk.ask(request);
        REQUIRE_FALSE(answer);
        CHECK(answer.error().kind == FailureKind::unavailable);
    }
    CHECK(fixture.store.commits() == 0);
}

TEST_CASE("a full queue refuses at once, a closing desk finishes what it took") {
    DeskFixture fixture;
    fixture.limits.queue_max = 3;
    PromiseDesk desk(fixture.store, fixture.clock, fixture.ids, fixture.limits);
    std::vector<std::promise<Result<PromiseAnswer>>> slots(4);
    std::promise<Result<void>> supplied;
    desk.supply(onlyStock("widget", 10), [&](Result<void> done) { supplied.set_value(done); });
    for (std::size_t i = 0; i < slots.size(); ++i)
        desk.ask(order("O-" + std::to_string(i), "widget", 1),
                 [&slots, i](Result<PromiseAnswer> answer) { slots[i].set_value(answer); });

    REQUIRE(desk.start());
    desk.stop();

    CHECK(supplied.get_future().get());
    CHECK(slots[0].get_future().get());
    CHECK(slots[1].get_future().get());
    CHECK(slots[2].get_future().get().error().kind == FailureKind::busy);
    CHECK(slots[3].get_future().get().error().kind == FailureKind::busy);
    CHECK(desk.ask(order("O-9", "widget", 1)).error().kind == FailureKind::cancelled);
    // Two commands that waited together were stored together.
    CHECK(fixture.store.commits() == 1);
}

TEST_CASE("a desk that never started answers who waits") {
    DeskFixture fixture;
    PromiseDesk desk(fixture.store, fixture.clock, fixture.ids);
    std::promise<Result<PromiseAnswer>> slot;
    desk.ask(order("O-1", "widget", 1),
             [&](Result<PromiseAnswer> answer) { slot.set_value(answer); });

    desk.stop();

    CHECK(slot.get_future().get().error().kind == FailureKind::cancelled);
}

TEST_CASE("a tick expires holds without anybody asking") {
    DeskFixture fixture;
    PromiseDesk desk(fixture.store, fixture.clock, fixture.ids);
    REQUIRE(desk.start());
    REQUIRE(desk.supply(onlyStock("widget", 10)));
    PromiseRequest request = order("O-1", "widget", 10);
    request.mode = PromiseMode::hold;
    request.hold_until = fixture.clock.now() + std::chrono::minutes(5);
    const auto held = desk.ask(request);
    REQUIRE(held);
    CHECK(held->state == PromiseState::held);
    CHECK(held->hold_until == request.hold_until);

    fixture.clock.advance(std::chrono::minutes(5));
    REQUIRE(desk.tick());

    CHECK(desk.find(held->id).value()->state == PromiseState::expired);
    CHECK(promisedOf(*desk.ask(order("O-2", "widget", 10))) == Quantity::whole(10));
    CHECK(desk.confirm(held->id).error().kind == FailureKind::conflict);
    CHECK(desk.findByReference("O-1").value()->id == held->id);
}

TEST_CASE("a command for a promise that never was says so") {
    DeskFixture fixture;
    PromiseDesk desk(fixture.store, fixture.clock, fixture.ids);
    REQUIRE(desk.start());
    REQUIRE(desk.supply(onlyStock("widget", 10)));

    CHECK(desk.confirm(PromiseId{7}).error().kind == FailureKind::not_found);
    CHECK(desk.cancel(PromiseId{7}).error().kind == FailureKind::not_found);
    CHECK(desk.change(PromiseId{7}, order("O-1", "widget", 1)).error().kind ==
          FailureKind::not_found);
}

TEST_CASE("requests that cannot be carried out are refused by name") {
    DeskFixture fixture;
    PromiseDesk desk(fixture.store, fixture.clock, fixture.ids);
    REQUIRE(desk.start());
    REQUIRE(desk.supply(onlyStock("widget", 10)));
    const auto kindOf = [&](const PromiseRequest& request) {
        const auto answer = desk.ask(request);
        return answer ? FailureKind::cancelled : answer.error().kind;
    };

    CHECK(kindOf(order("", "widget", 1)) == FailureKind::invalid);
    CHECK(kindOf(order("O-1", "widget", -1)) == FailureKind::invalid);
    CHECK(kindOf(order("O-1", "widget", 1'000'000'001)) == FailureKind::too_large);
    PromiseRequest without_lines = order("O-1", "widget", 1);
    without_lines.lines.clear();
    CHECK(kindOf(without_lines) == FailureKind::invalid);
    PromiseRequest without_lot = order("O-1", "widget", 1);
    without_lot.lines[0].lot = Quantity();
    CHECK(kindOf(without_lot) == FailureKind::invalid);
    PromiseRequest late_hold = order("O-1", "widget", 1);
    late_hold.mode = PromiseMode::hold;
    late_hold.hold_until = fixture.clock.now();
    CHECK(kindOf(late_hold) == FailureKind::invalid);
}
