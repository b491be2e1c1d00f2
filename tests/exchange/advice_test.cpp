// What our application says of a document's content, to partners that want to know.
#include <catch2/catch.hpp>

#include "tests/exchange/hub.h"

using namespace entrepot;
using namespace entrepot::test;
using exchange::Document;
using exchange::DocumentKind;
using exchange::DocumentState;
using exchange::Outbound;

namespace {

void wantAdvice(Hub& hub, const std::string& partner) {
    hub.agree(partner, [](exchange::Partner& agreed) {
        agreed.application_advice = exchange::AdvicePolicy::on_error;
    });
}

std::vector<Outbound> advices(Hub& hub, DocumentId id) {
    std::vector<Outbound> found;
    for (const Outbound& answer : hub.answers(id))
        if (answer.document.kind == DocumentKind::advice) found.push_back(answer);
    return found;
}

bool says(const Outbound& outbound, const std::string& text) {
    return outbound.bytes.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("an order that cannot be taken is told so in the partner's form, once") {
    const auto [partner, format, told] = GENERATE(table<std::string, std::string, std::string>(
        {{"acme", "x12/004010/824", "OTI*TR*TN*PO-1***20261121**"},
         {"globus", "edifact/D96A/APERAK", "BGM+313+"},
         {"nordlys", "ubl/2.1/ApplicationResponse", ">RE</cbc:ResponseCode>"}}));
    Hub hub;
    wantAdvice(hub, partner);

    const DocumentId id = hub.send(partner, hub.form(partner, hub.order(partner, "PO-1", "NOPE")));

    INFO(partner);
    CHECK(hub.document(id).state == DocumentState::answered);
    REQUIRE(advices(hub, id).size() == 1);
    const Outbound advice = advices(hub, id).at(0);
    INFO(advice.bytes);
    CHECK(advice.document.format == format);
    CHECK(says(advice, told));
    CHECK(says(advice, "PO-1"));
    CHECK(says(advice, "We do not know the item seller NOPE"));
    CHECK(advice.document.business_key == "PO-1");
    CHECK(advice.document.state == DocumentState::acknowledged);  // nobody acknowledges it
    CHECK(hub.answers(id).size() == (partner == "nordlys" ? 2 : 3));
    const auto found = hub.findingIds(id);
    CHECK(std::ranges::count(found, "item-unknown") == 1);
    hub.restart();
    hub.run();
    CHECK(advices(hub, id).size() == 1);
}

TEST_CASE("an 824 names the group and the message it speaks of, in the group's version") {
    Hub hub;
    wantAdvice(hub, "acme");
    auto order = hub.order("acme", "PO-1", "NOPE");
    const std::string version = GENERATE("004010", "005010");

    const DocumentId id =
        hub.send("acme", with(hub.form("acme", order), "*X*004010~", "*X*" + version + "~"));

    REQUIRE(advices(hub, id).size() == 1);
    const Outbound advice = advices(hub, id).at(0);
    INFO(advice.bytes);
    CHECK(advice.document.format == "x12/" + version + "/824");
    CHECK(says(advice, "GS*AG*HUB*ACME*"));
    CHECK(says(advice, "**" + order.control + "*0001*850~"));
    CHECK(says(advice, "TED*848*"));
}

TEST_CASE("an order of which some is taken is told as accepted with errors, line by line") {
    Hub hub;
    wantAdvice(hub, "globus");
    auto order = hub.order("globus", "PO-1");
    order.lines.push_back({"NOPE", "5", "PCE"});

    const DocumentId id = hub.send("globus", hub.form("globus", order));

    REQUIRE(advices(hub, id).size() == 1);
    INFO(advices(hub, id).at(0).bytes);
    CHECK(says(advices(hub, id).at(0), "+34'"));
    CHECK(says(advices(hub, id).at(0), "RFF+LI:2'"));
}

TEST_CASE("a good order, a late one and a partner that did not ask get no advice") {
    const auto [wants, item, quantity] = GENERATE(table<bool, std::string, std::string>(
        {{true, "MT-1", "10"}, {true, "MT-1", "500"}, {false, "NOPE", "1"}}));
    Hub hub;
    if (wants) wantAdvice(hub, "acme");

    const DocumentId id =
        hub.send("acme", hub.form("acme", hub.order("acme", "PO-1", item, quantity)));

    CHECK(advices(hub, id).empty());
    CHECK(hub.answers(id).size() == 2);
}

TEST_CASE("a document that the business refuses before it is taken is told as well") {
    Hub hub;
    wantAdvice(hub, "nordlys");

    const DocumentId id =
        hub.send("nordlys", hub.form("nordlys", hub.order("nordlys", "PO-1", "MT-1", "1.00001")));

    CHECK(hub.document(id).state == DocumentState::refused);
    REQUIRE(advices(hub, id).size() == 1);
    INFO(advices(hub, id).at(0).bytes);
    CHECK(says(advices(hub, id).at(0), "PO-1"));
    CHECK(says(advices(hub, id).at(0), ">BV<"));
}

TEST_CASE("errors of syntax are the functional acknowledgement's, and CSV has no form for advice") {
    const std::string partner = GENERATE("acme", "haifeng");
    Hub hub;
    wantAdvice(hub, partner);
    const bool syntax = partner == "acme";

    const DocumentId id =
        hub.send(partner, hub.form(partner, hub.order(partner, "PO-1", syntax ? "MT-1" : "NOPE",
                                                      syntax ? "TEN" : "1")));

    CHECK(advices(hub, id).empty());
}

TEST_CASE("an advice is not answered by an advice") {
    Hub hub;
    wantAdvice(hub, "nordlys");
    model::ApplicationAdvice advice;
    advice.number = "A-1";
    advice.issued = hub.clock.today();
    advice.documents.emplace_back().number = "X";
    const std::string bytes = hub.written("nordlys", advice, {"ubl", "2.1", "ApplicationResponse"});

    const DocumentId id = hub.send("nordlys", with(bytes, "<cbc:ID>A-1</cbc:ID>", ""));

    CHECK(hub.document(id).state == DocumentState::refused);
    CHECK(hub.answers(id).empty());
}
