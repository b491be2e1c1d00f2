// What comes in beside orders: taken, acknowledged and kept, without a promise and without an
// answer.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "tests/exchange/hub.h"
#include "tests/support/files.h"

using namespace entrepot;
using namespace entrepot::test;
using exchange::DocumentState;
using exchange::MessageState;

namespace {

const std::filesystem::path samples = ENTREPOT_SOURCE_DIR "/tests/golden/maps";

const mapping::SchemaTranslator& translator() {
    static const mapping::SchemaTranslator made(ENTREPOT_SOURCE_DIR "/schemas", {});
    return made;
}

// The sample's bytes; the partner of its syntax is named as its sender from now on.
std::string asSentBy(Hub& hub, const std::string& partner, const std::filesystem::path& file) {
    std::string bytes = contentOf(file);
    const auto identified = translator().identify(bytes);
    hub.agree(partner, [&](exchange::Partner& agreed) {
        auto& identity = agreed.identities.at(0);
        if (!identified.sender.id.empty()) identity.partner = identified.sender;
        if (!identified.receiver.id.empty()) identity.us = identified.receiver;
    });
    return bytes;
}

// Good documents of that syntax, one of each message.
std::vector<std::filesystem::path> plainSamples(const std::string& folder) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(samples / folder)) {
        const std::string name = entry.path().filename().string();
        const bool refused = name == "869-plain.edi";  // miscounts its levels
        if (!refused && (name.ends_with("-plain.edi") || name.ends_with("-plain.xml")))
            found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

std::string type(Hub& hub, DocumentId id) {
    return hub.messages(id).at(0).content_type_name;
}

}  // namespace

TEST_CASE("every document of the model is taken, acknowledged by its syntax and kept") {
    const auto [partner, folder] = GENERATE(table<std::string, std::string>(
        {{"acme", "x12"}, {"globus", "edifact"}, {"nordlys", "ubl"}}));
    std::optional<Hub> kept;
    std::set<std::string> types;
    std::set<std::string> senders;  // with the control numbers they used
    for (const auto& file : plainSamples(folder)) {
        INFO(file);
        const auto identified = translator().identify(contentOf(file));
        if (!senders.insert(identified.sender.id + " " + identified.control).second) kept.reset();
        if (!kept) kept.emplace();
        Hub& hub = *kept;
        const DocumentId id = hub.send(partner, asSentBy(hub, partner, file));
        for (const auto& finding : hub.findingIds(id)) UNSCOPED_INFO(finding);
        REQUIRE(!hub.messages(id).empty());
        types.insert(type(hub, id));
        if (type(hub, id) == "Order") continue;

        CHECK(nameOf(hub.document(id).state) == "answered");
        for (const auto& message : hub.messages(id)) {
            CHECK(nameOf(message.state) == "answered");
            CHECK_FALSE(message.content.empty());
            CHECK_FALSE(message.promise);
        }
        const bool speaks =
            type(hub, id) == "Acknowledgement" || type(hub, id) == "ApplicationAdvice";
        const auto answers = hub.answers(id);
        CHECK(answers.size() == (speaks || folder == "ubl" ? 0 : 1));
        for (const auto& answer : answers) CHECK(isAcknowledgement(answer.document));
        CHECK(hub.erp.written.empty());
    }
    CHECK(types.size() >= (folder == "ubl" ? 10 : 12));
}

TEST_CASE("what a partner may not send is refused by name, and the acknowledgement says so") {
    const auto [partner, file, expected, told] =
        GENERATE(table<std::string, std::string, std::string, std::string>(
            {{"acme", "x12/810-plain.edi", "Invoice", "AK5*R*1~"},
             {"globus", "edifact/invoic-plain.edi", "Invoice", "+4+17'"},
             {"nordlys", "ubl/invoice-plain.xml", "Invoice", ""}}));
    Hub hub;
    INFO(partner);
    const std::string bytes = asSentBy(hub, partner, samples / file);
    hub.agree(partner, [](exchange::Partner& agreed) { agreed.expects = {"Order"}; });

    const DocumentId refused = hub.send(partner, bytes);
    const DocumentId order = hub.send(partner, hub.form(partner, hub.order(partner, "PO-1")));

    CHECK(hub.document(refused).state == DocumentState::refused);
    CHECK(hub.messages(refused).at(0).state == MessageState::refused);
    CHECK(hub.messages(refused).at(0).content.empty());
    CHECK_FALSE(hub.document(refused).business_key.empty());
    const auto found = hub.findingIds(refused);
    CHECK(std::ranges::count(found, "document-not-expected") == 1);
    if (!told.empty()) {
        REQUIRE(hub.answers(refused).size() == 1);
        CHECK(hub.answers(refused).at(0).bytes.find(told) != std::string::npos);
    }
    CHECK(hub.document(order).state == DocumentState::answered);

    hub.agree(partner, [](exchange::Partner& agreed) { agreed.expects = {"Order", "Invoice"}; });
    CHECK(hub.document(hub.send(partner, bytes)).state == DocumentState::answered);
}

TEST_CASE("a 999 by agreement, with codes, elements and what they depend on") {
    Hub hub;
    auto order = with(hub.form("acme", hub.order("acme", "PO-1")), "*X*004010~", "*X*005010~");
    order = with(order, "***VP*MT-1~", "***VP~");
    const bool agreed = GENERATE(true, false);
    hub.agree("acme",
              [&](exchange::Partner& partner) { partner.implementation_acknowledgement = agreed; });

    const DocumentId id = hub.send("acme", order);

    REQUIRE(hub.answers(id).size() == 1);
    const auto answer = hub.answers(id).at(0);
    INFO(answer.bytes);
    CHECK(answer.document.format == (agreed ? "x12/005010/999" : "x12/005010/997"));
    const auto says = [&](const char* text) {
        return answer.bytes.find(text) != std::string::npos;
    };
    if (agreed) {
        CHECK(says("AK2*850*0001~"));
        CHECK(says("IK3*PO1*4*PO1*8~"));
        CHECK(says("IK4*7*234*2~"));
        CHECK(says("CTX*SITUATIONAL TRIGGER*PO1*4*PO1*6~"));
        CHECK(says("IK5*R*5~"));
    } else {
        CHECK(says("AK4*7*234*2~"));
        CHECK_FALSE(says("CTX"));
    }
    CHECK(hub.transport.delivered.size() == 1);
}

TEST_CASE("a 999 is for groups from 005010 on only") {
    Hub hub;
    hub.agree("acme",
              [](exchange::Partner& partner) { partner.implementation_acknowledgement = true; });

    const DocumentId id = hub.send("acme", hub.form("acme", hub.order("acme", "PO-1")));

    CHECK(hub.answers(id).at(0).document.format == "x12/004010/997");
}

TEST_CASE("a cXML request is replied to, and no reply to our own is awaited") {
    Hub hub;
    hub.agree("nordlys", [](exchange::Partner& partner) {
        partner.identities.at(0).syntax = "cxml";
        partner.application_advice = exchange::AdvicePolicy::on_error;
    });
    const std::string bytes = asSentBy(hub, "nordlys", samples / "cxml/order.xml");
    const bool good = GENERATE(true, false);

    const DocumentId id = hub.send("nordlys", good ? bytes : with(bytes, "orderID=", "orderNo="));

    for (const auto& finding : hub.findingIds(id)) UNSCOPED_INFO(finding);
    CHECK(nameOf(hub.document(id).state) == (good ? "answered" : "refused"));
    const auto answers = hub.answers(id);
    REQUIRE(answers.size() == (good ? 2 : 1));  // its Response says it all: no advice
    CHECK(answers[0].document.format == "cxml/1.2/Response");
    CHECK(isAcknowledgement(answers[0].document));
    CHECK(answers[0].bytes.find(good ? "code=\"200\"" : "code=\"4") != std::string::npos);
    if (!good) return;
    CHECK(answers[1].document.format == "cxml/1.2/ConfirmationRequest");
    CHECK(answers[1].document.state == DocumentState::acknowledged);
}
