// The world fails: ERP away, partner away, many at once.
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "tests/exchange/hub.h"

using namespace entrepot;
using namespace entrepot::test;
using exchange::DocumentState;
using exchange::EventId;

TEST_CASE("orders wait while the ERP has never been read, and go on when it comes") {
    Hub hub;
    hub.erp.away = true;
    hub.restart();

    const DocumentId id = hub.send("acme", hub.form("acme", hub.order("acme", "PO-1")));

    CHECK(hub.document(id).state == DocumentState::translated);
    CHECK(hub.answers(id).size() == 1);
    CHECK(hub.log.count(EventId::erp_away) == 1);
    hub.erp.away = false;
    REQUIRE(hub.erpDesk().readSupply().has_value());
    hub.clock.advance(std::chrono::minutes(2));
    hub.run();
    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.answers(id).size() == 2);
}

TEST_CASE("rows of the ERP that make no sense are left out, and the operator is told") {
    Hub hub;
    hub.erp.snapshot.problems = {{"stock", "MT-9 / DC-1", "the item is not known"}};
    hub.erp.snapshot.problems_dropped = 2;

    const auto reading = hub.erpDesk().readSupply();

    REQUIRE(reading.has_value());
    CHECK(reading->left_out == 3);
    CHECK(hub.log.count(EventId::erp_rows_left_out) == 1);
}

TEST_CASE("promises go on with the last picture while the ERP is away, and are handed over later") {
    Hub hub;
    hub.erp.away = true;
    CHECK_FALSE(hub.erpDesk().readSupply().has_value());

    const DocumentId id = hub.send("acme", hub.form("acme", hub.order("acme", "PO-1")));

    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.response("acme", "PO-1").lines.at(0).status == model::LineStatus::accepted);
    CHECK(hub.erp.written.empty());
    hub.erp.away = false;
    hub.clock.advance(std::chrono::minutes(2));
    hub.run();
    hub.run();
    CHECK(hub.erp.written.size() == 1);
}

TEST_CASE("a delivery that fails is tried again with the same bytes, then given up with an alarm") {
    Hub hub;
    hub.transport.away = true;
    const DocumentId order = hub.send("acme", hub.form("acme", hub.order("acme", "PO-1")));
    const auto answer = hub.answers(order).back();

    SECTION("it comes back") {
        hub.transport.away = false;
        hub.clock.advance(std::chrono::minutes(2));
        hub.run();
        REQUIRE(hub.transport.delivered.size() == 2);
        CHECK(hub.transport.delivered.back().second == answer.bytes);
    }
    SECTION("it does not") {
        for (int i = 0; i < 14; ++i) {
            hub.clock.advance(std::chrono::hours(2));
            hub.run();
        }
        CHECK(hub.document(answer.document.id).state == DocumentState::failed);
        CHECK(hub.transport.delivered.empty());
        REQUIRE(hub.desk().resend(answer.document.id).has_value());
        hub.transport.away = false;
        hub.run();
        CHECK(hub.transport.delivered.at(0).second == answer.bytes);
    }
}

TEST_CASE("a document whose failed commit took effect is worked on when it comes again") {
    Hub hub;
    exchange::Arrival arrival;
    arrival.channel = "test";
    arrival.caller = PartnerKey("acme");
    arrival.bytes = hub.form("acme", hub.order("acme", "PO-1"));
    arrival.sha256 = "its hash";
    REQUIRE(hub.stores().inbound().accept(arrival, DocumentId{1}).has_value());

    const auto receipt = hub.desk().accept(arrival);
    hub.run();

    CHECK(receipt->duplicate);
    CHECK(hub.document(DocumentId{1}).state == DocumentState::answered);
    CHECK(hub.erp.written.size() == 1);
}

TEST_CASE("a repeat does not shorten the pause before the next attempt, a person does") {
    Hub hub;
    hub.erp.away = true;
    hub.restart();
    const auto order = hub.form("acme", hub.order("acme", "PO-1"));
    const DocumentId id = hub.send("acme", order);
    REQUIRE(hub.log.count(EventId::document_step_failed) == 1);

    hub.send("acme", order);
    CHECK(hub.log.count(EventId::document_step_failed) == 1);
    REQUIRE(hub.desk().reprocess(id).has_value());
    hub.run();
    CHECK(hub.log.count(EventId::document_step_failed) == 2);
}

TEST_CASE("an order whose step is done twice is not a number used again") {
    Hub hub;
    const DocumentId id = hub.send("acme", hub.form("acme", hub.order("acme", "PO-1")));
    // As if the process had died after the order was kept, before the step was.
    exchange::DocumentChange back;
    back.document = id;
    back.from = DocumentState::answered;
    back.to = DocumentState::translated;
    back.at = hub.clock.now();
    back.messages = hub.messages(id);
    back.messages.at(0).state = exchange::MessageState::translated;
    REQUIRE(hub.stores().inbound().apply(back).has_value());

    hub.restart();
    hub.run();

    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.response("acme", "PO-1").lines.at(0).status == model::LineStatus::accepted);
    CHECK(hub.answers(id).back().bytes.find("ACK*IR") == std::string::npos);
    CHECK(hub.erp.written.size() == 1);
}

TEST_CASE("the same file at once from two connections is one document") {
    Hub hub;
    const auto bytes = hub.form("acme", hub.order("acme", "PO-1"));
    std::set<std::int64_t> ids;
    std::mutex mutex;
    std::vector<std::thread> connections;
    for (int i = 0; i < 8; ++i)
        connections.emplace_back([&] {
            const auto receipt = hub.accept("acme", bytes);
            const std::lock_guard lock(mutex);
            ids.insert(receipt.id.value);
        });
    for (auto& connection : connections) connection.join();
    hub.run();

    CHECK(ids.size() == 1);
    CHECK(hub.erp.written.size() == 1);
}

TEST_CASE(
    "two hundred parallel orders for the last hundred pieces: exactly a hundred are promised") {
    Hub hub;
    hub.erp.snapshot.receipts.clear();
    REQUIRE(hub.erpDesk().readSupply().has_value());
    std::vector<DocumentId> documents;
    for (int i = 0; i < 200; ++i)
        documents.push_back(
            hub.accept("acme",
                       hub.form("acme", hub.order("acme", "PO-" + std::to_string(i), "MT-1", "1")))
                .id);
    std::vector<std::thread> workers;
    for (int i = 0; i < 8; ++i)
        workers.emplace_back([&] {
            while (hub.desk().workOne()) {
            }
        });
    for (auto& worker : workers) worker.join();

    Quantity promised;
    Quantity unmet;
    for (int i = 0; i < 200; ++i) {
        const auto line = hub.response("acme", "PO-" + std::to_string(i)).lines.at(0);
        for (const auto& delivery : line.deliveries) promised += delivery.quantity;
        unmet += line.unmet;
    }
    CHECK(promised == Quantity::whole(100));
    CHECK(unmet == Quantity::whole(100));
    std::set<std::string> controls;
    for (const DocumentId id : documents)
        for (const auto& answer : hub.answers(id)) controls.insert(answer.document.control);
    CHECK(controls.size() == 400);
}

TEST_CASE("a quarantined document starts again once its sender is known") {
    Hub hub;
    auto order = hub.order("acme", "PO-1");
    order.sender = "NEWNAME";
    const DocumentId id = hub.send("", hub.form("acme", order));
    REQUIRE(hub.document(id).state == DocumentState::quarantined);

    auto partners = hub.partners.all();
    partners[0].identities[0].partner.id = "NEWNAME";
    hub.partners = *exchange::PartnerDirectory::make(partners);
    REQUIRE(hub.desk().reprocess(id).has_value());
    hub.run();

    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.desk().reprocess(id).error().kind == FailureKind::conflict);
}
