// What happens to a batch that cannot be stored.
#include "core/promise/batch_runner.h"

#include <catch2/catch.hpp>

#include "tests/core/promise/desk_fixture.h"

using namespace entrepot;
using namespace entrepot::promise;
using namespace entrepot::test;

namespace {

struct RunnerFixture : DeskFixture {
    explicit RunnerFixture(PromiseLimits bounds = {}) : book(ids, bounds) {
        REQUIRE(runner.open());
        REQUIRE(runner.install(SupplyPicture(onlyStock("widget", 100), clock.today(), 30)));
    }

    // One batch; the answers in the order of the commands.
    std::vector<Result<PromiseAnswer>> run(std::vector<decltype(Command::what)> whats) {
        std::vector<Result<PromiseAnswer>> answers(whats.size());
        std::vector<Command> commands;
        for (std::size_t i = 0; i < whats.size(); ++i)
            commands.push_back({std::move(whats[i]), [&answers, i](Result<PromiseAnswer> answer) {
                                    answers[i] = std::move(answer);
                                }});
        runner.run(commands);
        return answers;
    }
    Quantity freeWidgets() const {
        const auto series = book.picture()->findSeries(ItemKey("widget"), SiteKey("plant-1"));
        return book.picture()->availability().available(*series, 10);
    }

    PromiseBook book;
    BatchRunner runner{book, store, clock};
};

PromiseRequest check(PromiseRequest request) {
    request.mode = PromiseMode::check;
    return request;
}

PromiseRequest hold(PromiseRequest request, std::optional<Instant> until) {
    request.mode = PromiseMode::hold;
    request.hold_until = until;
    return request;
}

// A hundred widgets, and the ERP has taken this promise for so many of them over.
SupplyPicture takenOver(PromiseId id, int pieces) {
    ports::ErpSnapshot snapshot = onlyStock("widget", 100);
    snapshot.demand.push_back({ItemKey("widget"), SiteKey("plant-1"), first_day + Days(3),
                               Quantity::whole(pieces), formatId(id.value)});
    return SupplyPicture(snapshot, first_day, 30);
}

}  // namespace

TEST_CASE("one commit carries a batch, and nothing is answered before it") {
    RunnerFixture fixture;

    const auto answers =
        fixture.run({Ask{order("O-1", "widget", 10)}, Ask{order("O-2", "widget", 20)},
                     Ask{check(order("Q-1", "widget", 80))}});

    CHECK(fixture.store.commits() == 1);
    CHECK(promisedOf(*answers[0]) == Quantity::whole(10));
    CHECK(promisedOf(*answers[1]) == Quantity::whole(20));
    CHECK(promisedOf(*answers[2]) == Quantity::whole(70));
    CHECK(fixture.freeWidgets() == Quantity::whole(70));
    CHECK(answers[0]->id < answers[1]->id);
}

TEST_CASE("checks alone write nothing") {
    RunnerFixture fixture;

    CHECK(fixture.run({Ask{check(order("Q-1", "widget", 10))}})[0]);

    CHECK(fixture.store.commits() == 0);
}

TEST_CASE("a failed commit leaves everything as it was and says so") {
    RunnerFixture fixture;
    const auto kept = fixture.run({Ask{order("O-0", "widget", 5)}});
    fixture.store.failNext(FailureKind::unavailable);

    const auto answers =
        fixture.run({Ask{order("O-1", "widget", 10)}, Cancel{kept[0]->id},
                     Ask{check(order("Q-1", "widget", 10))}, Confirm{PromiseId{99}}});

    CHECK(answers[0].error().kind == FailureKind::unavailable);
    CHECK(answers[1].error().kind == FailureKind::unavailable);
    CHECK(answers[2]);
    CHECK(answers[3].error().kind == FailureKind::not_found);
    CHECK(fixture.freeWidgets() == Quantity::whole(95));
    CHECK(fixture.store.all().size() == 1);
    const auto again = fixture.run({Ask{order("O-1", "widget", 10)}});
    CHECK(promisedOf(*again[0]) == Quantity::whole(10));
    CHECK(fixture.freeWidgets() == Quantity::whole(85));
}

TEST_CASE("a commit that took effect although it failed is found out before the next one") {
    RunnerFixture fixture;
    fixture.store.failNext(FailureKind::timeout, 1, true);
    const auto lost = fixture.run({Ask{order("O-1", "widget", 60)}});
    CHECK(lost[0].error().kind == FailureKind::timeout);

    const auto answers = fixture.run({Ask{order("O-2", "widget", 60)}});
    const auto again = fixture.run({Ask{order("O-1", "widget", 60)}});

    CHECK(promisedOf(*answers[0]) == Quantity::whole(40));
    CHECK(promisedOf(*again[0]) == Quantity::whole(60));
    CHECK(fixture.store.all().size() == 2);
    CHECK(fixture.freeWidgets() == Quantity());
}

TEST_CASE("while the outcome of a commit cannot be found out nothing is written") {
    RunnerFixture fixture;
    fixture.store.failNext(FailureKind::timeout, 1, true);
    fixture.run({Ask{order("O-1", "widget", 60)}});
    fixture.store.failReads(true);

    const auto answers =
        fixture.run({Ask{order("O-2", "widget", 60)}, Ask{check(order("Q-1", "widget", 10))}});

    CHECK(answers[0].error().kind == FailureKind::unavailable);
    CHECK(answers[1]);
    CHECK(fixture.store.commits() == 1);
    fixture.store.failReads(false);
    CHECK(promisedOf(*fixture.run({Ask{order("O-2", "widget", 60)}})[0]) == Quantity::whole(40));
}

TEST_CASE("a cancellation whose commit timed out is settled either way") {
    const bool applied = GENERATE(false, true);
    RunnerFixture fixture;
    const auto promised = fixture.run({Ask{order("O-1", "widget", 60)}});
    fixture.store.failNext(FailureKind::timeout, 1, applied);
    CHECK_FALSE(fixture.run({Cancel{promised[0]->id}})[0]);

    fixture.run({Ask{order("O-2", "widget", 10)}});

    CHECK(fixture.freeWidgets() == Quantity::whole(applied ? 90 : 30));
}

TEST_CASE("the same reference twice in one batch is one promise") {
    RunnerFixture fixture;

    const auto answers =
        fixture.run({Ask{order("O-1", "widget", 10)}, Ask{order("O-1", "widget", 10)}});

    CHECK(answers[0]->id == answers[1]->id);
    CHECK(fixture.store.all().size() == 1);
    CHECK(fixture.freeWidgets() == Quantity::whole(90));
}

TEST_CASE("a reference the store knows but memory does not gets the stored answer") {
    RunnerFixture fixture;
    const auto first = fixture.run({Ask{order("O-1", "widget", 10)}});
    fixture.run({Cancel{first[0]->id}});

    const auto answers =
        fixture.run({Ask{order("O-2", "widget", 20)}, Ask{order("O-1", "widget", 10)},
                     Ask{order("O-3", "widget", 30)}});

    CHECK(promisedOf(*answers[0]) == Quantity::whole(20));
    CHECK(answers[1]->id == first[0]->id);
    CHECK(answers[1]->state == PromiseState::cancelled);
    CHECK(promisedOf(*answers[2]) == Quantity::whole(30));
    CHECK(fixture.freeWidgets() == Quantity::whole(50));
    CHECK(fixture.store.all().size() == 3);
}

TEST_CASE("a conflict hits only the command that causes it") {
    RunnerFixture fixture;
    const auto closed = fixture.run({Ask{order("O-1", "widget", 10)}});
    fixture.run({Cancel{closed[0]->id}});
    const auto open = fixture.run({Ask{order("O-2", "widget", 10)}});

    // The change wants a reference that a closed promise has.
    const auto answers = fixture.run(
        {Change{open[0]->id, order("O-1", "widget", 5)}, Ask{order("O-3", "widget", 30)}});

    CHECK(answers[0].error().kind == FailureKind::conflict);
    CHECK(promisedOf(*answers[1]) == Quantity::whole(30));
    CHECK(fixture.freeWidgets() == Quantity::whole(60));
}

TEST_CASE("asked, changed and cancelled in one batch it is stored once, closed") {
    RunnerFixture fixture;
    const auto first = fixture.run({Ask{order("O-1", "widget", 10)}});
    const PromiseId next{first[0]->id.value + 1};

    const auto answers =
        fixture.run({Ask{order("O-2", "widget", 10)}, Change{next, order("O-2", "widget", 20)},
                     Cancel{next}, Cancel{next}, Confirm{next}});

    REQUIRE(answers[0]->id == next);
    CHECK(promisedOf(*answers[1]) == Quantity::whole(20));
    CHECK(answers[2]->state == PromiseState::cancelled);
    CHECK_FALSE(answers[4]);
    CHECK(fixture.store.find(next).value()->state == PromiseState::cancelled);
    CHECK(fixture.freeWidgets() == Quantity::whole(90));
}

TEST_CASE("holds that are due expire before the batch that needs their goods") {
    RunnerFixture fixture;
    PromiseRequest hold = order("H-1", "widget", 100);
    hold.mode = PromiseMode::hold;
    hold.hold_until = fixture.clock.now() + std::chrono::minutes(1);
    const auto held = fixture.run({Ask{hold}});
    fixture.clock.advance(std::chrono::minutes(1));

    const auto answers = fixture.run({Confirm{held[0]->id}, Ask{order("O-1", "widget", 100)}});

    CHECK(answers[0].error().kind == FailureKind::conflict);
    CHECK(promisedOf(*answers[1]) == Quantity::whole(100));
    CHECK(fixture.store.find(held[0]->id).value()->state == PromiseState::expired);
}

TEST_CASE("a hold ends when it says, after the usual time, or at the longest there is") {
    using std::chrono::hours;
    PromiseLimits limits;
    limits.hold_default = hours(2);
    limits.hold_max = hours(7);
    RunnerFixture fixture(limits);
    const Instant now = fixture.clock.now();

    const auto held = fixture.run({Ask{hold(order("H-1", "widget", 1), now + hours(3))},
                                   Ask{hold(order("H-2", "widget", 1), std::nullopt)},
                                   Ask{hold(order("H-3", "widget", 1), now + hours(9))}});

    CHECK(held[0]->hold_until == now + hours(3));
    CHECK(held[1]->hold_until == now + hours(2));
    CHECK(held[2]->hold_until == now + hours(7));
}

TEST_CASE("a hold that is due is not confirmed, though others expire first") {
    PromiseLimits limits;
    limits.batch_max = 1;
    RunnerFixture fixture(limits);
    const Instant soon = fixture.clock.now() + std::chrono::minutes(1);
    const auto held = fixture.run(
        {Ask{hold(order("H-1", "widget", 10), soon)}, Ask{hold(order("H-2", "widget", 10), soon)}});
    fixture.clock.advance(std::chrono::minutes(1));

    const auto answers = fixture.run({Confirm{held[0]->id}, Confirm{held[1]->id}});

    CHECK(answers[0].error().kind == FailureKind::conflict);
    CHECK(answers[1].error().kind == FailureKind::conflict);
}

TEST_CASE("what the ERP has taken over is stored as such") {
    RunnerFixture fixture;
    const auto promised = fixture.run({Ask{order("O-1", "widget", 60)}});

    REQUIRE(fixture.runner.install(takenOver(promised[0]->id, 60)));

    CHECK(fixture.store.find(promised[0]->id).value()->taken_over);
    CHECK(fixture.freeWidgets() == Quantity::whole(40));
}

TEST_CASE("a commit that took effect although it failed is found out before a new picture") {
    RunnerFixture fixture;
    fixture.store.failNext(FailureKind::timeout, 1, true);
    CHECK_FALSE(fixture.run({Ask{order("O-1", "widget", 60)}})[0]);

    REQUIRE(fixture.runner.install(takenOver(fixture.store.all().at(0).id, 60)));
    fixture.run({});

    CHECK(fixture.freeWidgets() == Quantity::whole(40));  // counted by the ERP, so not again
}
