// The life of a document, each form through the whole way.
#include <catch2/catch.hpp>
#include <set>

#include "core/exchange/finding_ids.h"
#include "tests/exchange/hub.h"

using namespace entrepot;
using namespace entrepot::test;
using exchange::DocumentState;
using exchange::EventId;
using exchange::MessageState;

TEST_CASE("an order in every form is acknowledged, promised and answered in its form") {
    const auto [partner, documents, acknowledgement_format, answer_format] =
        GENERATE(table<std::string, std::size_t, std::string, std::string>({
            {"acme", 2, "x12/004010/997", "x12/004010/855"},
            {"globus", 2, "edifact/D3/CONTRL", "edifact/D96A/ORDRSP"},
            {"nordlys", 1, "", "ubl/2.1/OrderResponse"},
            {"haifeng", 1, "", "csv/1/order-response"},
        }));
    Hub hub;

    const DocumentId id = hub.send(partner, hub.form(partner, hub.order(partner, "PO-1")));

    INFO(partner);
    for (const auto& finding : hub.findingIds(id)) UNSCOPED_INFO(finding);
    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.messages(id).at(0).state == MessageState::answered);
    const auto answers = hub.answers(id);
    REQUIRE(answers.size() == documents);
    CHECK(answers.back().document.format == answer_format);
    if (documents == 2) {
        CHECK(isAcknowledgement(answers.front().document));
        CHECK(answers.front().document.format == acknowledgement_format);
    }
    CHECK(hub.transport.delivered.size() == documents);
    const auto response = hub.response(partner, "PO-1");
    REQUIRE(response.lines.size() == 1);
    CHECK(response.lines[0].status == model::LineStatus::accepted);
    CHECK(response.lines[0].deliveries.at(0).quantity == Quantity::whole(10));
    CHECK(response.lines[0].deliveries.at(0).delivery_day <= *parseDay("2026-12-01"));
    CHECK_FALSE(response.lines[0].reason_text.empty());
    REQUIRE(hub.erp.written.size() == 1);
    CHECK(hub.erp.written[0].order_number == "PO-1");
}

TEST_CASE("what stock cannot cover waits for the receipt, and the rest is unmet") {
    Hub hub;
    hub.send("acme", hub.form("acme", hub.order("acme", "PO-1", "MT-1", "160")));

    const auto line = hub.response("acme", "PO-1").lines.at(0);

    REQUIRE(line.deliveries.size() == 2);
    CHECK(line.deliveries[0].quantity == Quantity::whole(100));
    CHECK(line.deliveries[1].quantity == Quantity::whole(50));
    CHECK(line.deliveries[1].ship_day == hub.clock.today() + Days(10));
    CHECK(line.unmet == Quantity::whole(10));
    CHECK(line.status == model::LineStatus::reduced);
}

TEST_CASE("the Chinese-speaking partner reads its reasons in Chinese") {
    Hub hub;
    hub.send("haifeng", hub.form("haifeng", hub.order("haifeng", "PO-1", "NOPE")));

    CHECK(hub.response("haifeng", "PO-1").lines.at(0).reason_text.find("未知物料") !=
          std::string::npos);
}

TEST_CASE("the same content again gets the first document and does nothing") {
    Hub hub;
    const auto bytes = hub.form("acme", hub.order("acme", "PO-1"));
    const DocumentId first = hub.send("acme", bytes);

    const auto again = hub.accept("acme", bytes);
    hub.run();
    hub.restart();
    const auto after_restart = hub.accept("acme", bytes);
    hub.run();

    CHECK(again.duplicate);
    CHECK(again.id == first);
    CHECK(after_restart.duplicate);
    CHECK(after_restart.id == first);
    CHECK(hub.answers(first).size() == 2);
    CHECK(hub.transport.delivered.size() == 2);
    CHECK(hub.erp.written.size() == 1);
}

TEST_CASE("other content under a used control number is refused and acknowledged so") {
    const std::string partner = GENERATE("acme", "globus");
    Hub hub;
    auto order = hub.order(partner, "PO-1");
    hub.send(partner, hub.form(partner, order));
    order.number = "PO-2";

    const DocumentId id = hub.send(partner, hub.form(partner, order));

    CHECK(hub.document(id).state == DocumentState::refused);
    CHECK(hub.findingIds(id).at(0) == exchange::findings::interchange_duplicate);
    CHECK(hub.erp.written.size() == 1);
    REQUIRE(hub.answers(id).size() == 1);
    const std::string bytes = hub.answers(id)[0].bytes;
    CHECK(bytes.find(partner == "acme" ? "AK9*R" : "UCI+") != std::string::npos);
}

TEST_CASE("no interchange that leaves has a control number another one had") {
    Hub hub;
    for (const std::string number : {"PO-1", "PO-2", "PO-3"}) {
        std::string bytes = hub.form("acme", hub.order("acme", number));
        if (number != "PO-3") bytes.replace(bytes.find("*0*P*>"), 3, "*1*");  // asks for a TA1
        hub.send("acme", bytes);
    }

    std::vector<std::string> controls;
    for (const auto& [id, bytes] : hub.transport.delivered)
        for (std::size_t at = bytes.find("ISA*"); at != bytes.npos; at = bytes.find("ISA*", at + 1))
            controls.push_back(bytes.substr(at + 90, 9));

    CHECK(controls.size() == 8);  // three 997, three 855, two TA1
    CHECK(std::set(controls.begin(), controls.end()).size() == controls.size());
}

TEST_CASE("a corrected repeat of a refused document is taken as new") {
    Hub hub;
    const auto order = hub.order("acme", "PO-1");
    const auto good = hub.form("acme", order);
    const DocumentId bad = hub.send("acme", with(good, "SE*6*0001", "SE*9*0001"));
    REQUIRE(hub.document(bad).state == DocumentState::refused);

    const DocumentId id = hub.send("acme", good);

    CHECK(hub.document(id).state == DocumentState::answered);
}

TEST_CASE("an order number used before is answered as rejected and the first order stands") {
    Hub hub;
    hub.send("acme", hub.form("acme", hub.order("acme", "PO-1", "MT-1", "10")));

    const DocumentId id =
        hub.send("acme", hub.form("acme", hub.order("acme", "PO-1", "MT-1", "20")));

    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.answers(id).back().bytes.find("ACK*IR") != std::string::npos);
    CHECK(hub.response("acme", "PO-1").lines.at(0).ordered == Quantity::whole(10));
    CHECK(hub.erp.written.size() == 1);
}

TEST_CASE("a cancellation frees the goods and reaches the ERP") {
    Hub hub;
    hub.send("acme", hub.form("acme", hub.order("acme", "PO-1", "MT-1", "100")));
    const auto cancel =
        with(hub.form("acme", hub.order("acme", "PO-1", "MT-1", "100")), "BEG*00", "BEG*01");

    hub.send("acme", cancel);
    hub.send("acme", hub.form("acme", hub.order("acme", "PO-2", "MT-1", "100")));

    CHECK(hub.erp.cancelled.size() == 1);
    CHECK(hub.response("acme", "PO-2").lines.at(0).status == model::LineStatus::accepted);
}

TEST_CASE("a replacement keeps its place and takes the new quantity") {
    Hub hub;
    hub.send("acme", hub.form("acme", hub.order("acme", "PO-1", "MT-1", "100")));
    const auto replace =
        with(hub.form("acme", hub.order("acme", "PO-1", "MT-1", "60")), "BEG*00", "BEG*05");

    hub.send("acme", replace);
    hub.send("acme", hub.form("acme", hub.order("acme", "PO-2", "MT-1", "40")));

    CHECK(hub.response("acme", "PO-1").lines.at(0).ordered == Quantity::whole(60));
    CHECK(hub.response("acme", "PO-1").lines.at(0).status == model::LineStatus::accepted);
    CHECK(hub.response("acme", "PO-2").lines.at(0).status == model::LineStatus::accepted);
}

TEST_CASE("the partner's acknowledgement settles what we sent, or calls for a person") {
    const auto [code, state] = GENERATE(table<std::string, DocumentState>(
        {{"A", DocumentState::acknowledged}, {"R", DocumentState::failed}}));
    Hub hub;
    const DocumentId order = hub.send("acme", hub.form("acme", hub.order("acme", "PO-1")));
    const auto sent = hub.answers(order).back().document;
    REQUIRE(sent.state == DocumentState::sent);
    auto shell = hub.form("acme", hub.order("acme", "X"));
    const auto from = shell.find("GS*");
    const std::string control = hub.order("acme", "Y").control;
    shell = with(shell.substr(0, from), shell.substr(shell.find("*00401*") + 7, 9),
                 std::string(9 - control.size(), '0') + control);
    const std::string ack = shell + "GS*FA*ACME*HUB*20261121*0800*" + control +
                            "*X*004010~ST*997*0001~AK1*PR*" + sent.group_control + "~AK9*" + code +
                            "*1*1*" + (code == "A" ? "1" : "0") + "~SE*4*0001~GE*1*" + control +
                            "~IEA*1*" + std::string(9 - control.size(), '0') + control + "~";

    const DocumentId id = hub.send("acme", ack);

    for (const auto& finding : hub.findingIds(id)) UNSCOPED_INFO(finding);
    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.answers(id).empty());
    CHECK(hub.document(sent.id).state == state);
    CHECK(hub.log.count(EventId::outbound_rejected) == (code == "R" ? 1 : 0));
}

TEST_CASE("an acknowledgement that does not come is reported once, when it is overdue") {
    Hub hub;
    const DocumentId order = hub.send("acme", hub.form("acme", hub.order("acme", "PO-1")));

    hub.clock.advance(std::chrono::hours(25));
    hub.reportOverdue();
    hub.reportOverdue();

    CHECK(hub.document(hub.answers(order).back().document.id).state == DocumentState::overdue);
    CHECK(hub.log.count(EventId::outbound_overdue) == 1);
}

TEST_CASE("where no acknowledgement was agreed, none is awaited") {
    Hub hub;
    hub.agree("acme", [](exchange::Partner& partner) { partner.acknowledgement_hours_max = 0; });
    const DocumentId order = hub.send("acme", hub.form("acme", hub.order("acme", "PO-1")));

    hub.clock.advance(std::chrono::hours(25));
    hub.reportOverdue();

    CHECK(hub.answers(order).back().document.state == DocumentState::acknowledged);
    CHECK(hub.log.count(EventId::outbound_overdue) == 0);
}
