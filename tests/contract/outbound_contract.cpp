#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "adapters/odbc/connection.h"
#include "tests/contract/documents.h"

using namespace entrepot;
using namespace entrepot::test;
using enum exchange::DocumentState;

namespace {

std::vector<std::int64_t> idsOf(const std::vector<exchange::Document>& documents) {
    std::vector<std::int64_t> ids;
    for (const auto& document : documents) ids.push_back(document.id.value);
    return ids;
}

using Ids = std::vector<std::int64_t>;

}  // namespace

TEMPLATE_TEST_CASE("a queued answer keeps its bytes and what it answers", "[contract][outbound]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    queueAnswers(*stores, 2);

    const auto answers = valueOf(stores->archive().answersTo(DocumentId{1}));
    CHECK(idsOf(answers) == Ids{101, 102});
    CHECK(answers.at(0).direction == exchange::Direction::outbound);
    CHECK(answers.at(0).state == queued);
    CHECK(answers.at(0).answers == DocumentId{1});
    CHECK(answers.at(0).kind == exchange::DocumentKind::acknowledgement);
    CHECK(answers.at(0).size == 8);
    CHECK(answers.at(0).sha256 ==
          "fabddb4879cc2cb8177f4cc4a8903baf189b57620d6444b1f3ea3992a1d4091d");
    CHECK(valueOf(stores->archive().bytes(DocumentId{101})) == "ISA*OUT~");
    CHECK(valueOf(stores->archive().answersTo(DocumentId{})).empty());
}

TEMPLATE_TEST_CASE("due documents come oldest first, up to the limit, when their time has come",
                   "[contract][outbound]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    queueAnswers(*stores, 4);
    auto& outbound = stores->outbound();

    CHECK(valueOf(outbound.due(at(59), 10)).empty());
    CHECK(idsOf(valueOf(outbound.due(at(60), 10))) == Ids{101, 102, 103, 104});
    CHECK(idsOf(valueOf(outbound.due(at(60), 2))) == Ids{101, 102});
    valueOf(outbound.attemptFailed(DocumentId{101}, "no route", at(61), at(120)));
    CHECK(idsOf(valueOf(outbound.due(at(119), 10))) == Ids{102, 103, 104});
    CHECK(idsOf(valueOf(outbound.due(at(120), 10))) == Ids{101, 102, 103, 104});
}

TEMPLATE_TEST_CASE("a sent document waits for its acknowledgement, or is done when none comes",
                   "[contract][outbound]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    queueAnswers(*stores, 2);
    auto& outbound = stores->outbound();

    valueOf(outbound.sent(DocumentId{101}, "to folder", at(70), at(3600)));
    valueOf(outbound.sent(DocumentId{102}, "collected", at(71), std::nullopt));

    const auto waiting = valueOf(stores->archive().find(DocumentId{101}));
    CHECK(waiting->state == sent);
    CHECK(waiting->due_at == at(3600));
    CHECK(waiting->note == "to folder");
    CHECK(waiting->attempts == 1);
    CHECK(waiting->changed_at == at(70));
    const auto done = valueOf(stores->archive().find(DocumentId{102}));
    CHECK(done->state == acknowledged);
    CHECK_FALSE(done->due_at.has_value());
    CHECK(valueOf(stores->archive().trace(DocumentId{102})).size() == 2);
    CHECK(valueOf(outbound.due(at(9999), 10)).empty());
}

TEMPLATE_TEST_CASE("telling of a delivery again changes nothing", "[contract][outbound]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    queueAnswers(*stores, 1);
    valueOf(stores->outbound().sent(DocumentId{101}, "first", at(70), at(3600)));

    const auto again = stores->outbound().sent(DocumentId{101}, "second", at(80), at(9999));
    const auto failed_later =
        stores->outbound().attemptFailed(DocumentId{101}, "late", at(80), at(90));
    const auto unknown = stores->outbound().sent(DocumentId{555}, "", at(80), std::nullopt);
    const auto inbound = stores->outbound().sent(DocumentId{1}, "", at(80), std::nullopt);

    CHECK(again.has_value());
    CHECK(test::failureOf(failed_later) == FailureKind::conflict);
    CHECK(test::failureOf(unknown) == FailureKind::not_found);
    CHECK(test::failureOf(inbound) == FailureKind::not_found);
    CHECK(valueOf(stores->archive().find(DocumentId{101}))->note == "first");
}

TEMPLATE_TEST_CASE("a delivery that fails is tried again, the last time it is failed",
                   "[contract][outbound]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    queueAnswers(*stores, 1);
    auto& outbound = stores->outbound();

    valueOf(outbound.attemptFailed(DocumentId{101}, "no route", at(61), at(120)));
    const auto after_one = valueOf(stores->archive().find(DocumentId{101}));
    valueOf(outbound.attemptFailed(DocumentId{101}, "still none", at(121), std::nullopt));
    const auto after_two = valueOf(stores->archive().find(DocumentId{101}));

    CHECK(after_one->state == queued);
    CHECK(after_one->attempts == 1);
    CHECK(after_one->due_at == at(120));
    CHECK(after_one->note == "no route");
    CHECK(after_two->state == failed);
    CHECK(after_two->attempts == 2);
    CHECK_FALSE(after_two->due_at.has_value());
    CHECK(valueOf(outbound.due(at(9999), 10)).empty());
}

TEMPLATE_TEST_CASE("what is past its time becomes overdue, once", "[contract][outbound]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    queueAnswers(*stores, 3);
    auto& outbound = stores->outbound();
    valueOf(outbound.sent(DocumentId{101}, "", at(70), at(100)));
    valueOf(outbound.sent(DocumentId{102}, "", at(70), at(200)));

    const auto first = valueOf(outbound.markOverdue(at(150)));
    const auto second = valueOf(outbound.markOverdue(at(150)));

    CHECK(idsOf(first) == Ids{101});
    CHECK(first.at(0).state == overdue);
    CHECK(second.empty());
    CHECK(stateOf(*stores, 101) == overdue);
    CHECK(stateOf(*stores, 102) == sent);
    CHECK(stateOf(*stores, 103) == queued);
}

TEMPLATE_TEST_CASE("control numbers start at 1 and are given once each, by partner and series",
                   "[contract][control-numbers]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    auto& numbers = stores->controlNumbers();
    const PartnerKey partner("northwind");

    CHECK(valueOf(numbers.next(partner, "isa")) == 1);
    CHECK(valueOf(numbers.next(partner, "isa")) == 2);
    CHECK(valueOf(numbers.next(partner, "gs")) == 1);
    CHECK(valueOf(numbers.next(PartnerKey("lakeside"), "isa")) == 1);

    std::vector<std::vector<std::int64_t>> given(8);
    std::vector<std::jthread> threads;
    for (auto& mine : given)
        threads.emplace_back([&] {
            for (int i = 0; i < 25; ++i)
                if (const auto number = numbers.next(partner, "busy")) mine.push_back(*number);
        });
    threads.clear();
    std::set<std::int64_t> all;
    for (const auto& mine : given) all.insert(mine.begin(), mine.end());
    CHECK(all.size() == 200);
    CHECK(*all.rbegin() == 200);
}

TEMPLATE_TEST_CASE("control numbers wrap to 1 after nine nines", "[contract][control-numbers]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    const PartnerKey partner("northwind");
    valueOf(stores->controlNumbers().next(partner, "isa"));
    const auto connection = valueOf(odbc::Connection::open(odbc::targetOf(backend.settings())));
    valueOf(connection->execute("UPDATE control_number SET last = 999999998"));

    CHECK(valueOf(stores->controlNumbers().next(partner, "isa")) == 999'999'999);
    CHECK(valueOf(stores->controlNumbers().next(partner, "isa")) == 1);
}

TEMPLATE_TEST_CASE("no number is given twice over a restart", "[contract][control-numbers]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const PartnerKey partner("northwind");
    CHECK(valueOf(backend.open()->controlNumbers().next(partner, "isa")) == 1);
    CHECK(valueOf(backend.open()->controlNumbers().next(partner, "isa")) == 2);
}

TEMPLATE_TEST_CASE("a document sent or failed can be queued again with the same bytes",
                   "[contract][outbound]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    queueAnswers(*stores, 2);
    auto& outbound = stores->outbound();
    valueOf(outbound.sent(DocumentId{101}, "to folder", at(70), at(3600)));
    valueOf(outbound.attemptFailed(DocumentId{102}, "no route", at(70), std::nullopt));

    valueOf(outbound.queueAgain(DocumentId{101}, at(80)));
    valueOf(outbound.queueAgain(DocumentId{102}, at(80)));
    valueOf(outbound.queueAgain(DocumentId{102}, at(90)));

    CHECK(idsOf(valueOf(outbound.due(at(80), 10))) == Ids{101, 102});
    CHECK(valueOf(stores->archive().find(DocumentId{102}))->attempts == 0);
    CHECK(valueOf(stores->archive().bytes(DocumentId{102})) == "ISA*OUT~");
    CHECK(test::failureOf(outbound.queueAgain(DocumentId{1}, at(80))) == FailureKind::not_found);
}
