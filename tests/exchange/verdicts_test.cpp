// What partners say of documents we sent: linked to those, and shown by them.
#include <catch2/catch.hpp>

#include "tests/exchange/hub.h"

using namespace entrepot;
using namespace entrepot::test;
using exchange::Document;
using exchange::DocumentKind;
using exchange::DocumentState;
using exchange::EventId;
using exchange::Verdict;
using model::AcknowledgedAs;

namespace {

constexpr const char* order_number = "PO-1";

// Our answer to an order of that partner, sent.
Document answered(Hub& hub, const std::string& partner) {
    const DocumentId order = hub.send(partner, hub.form(partner, hub.order(partner, order_number)));
    return hub.answers(order).back().document;
}

model::Acknowledgement groupOf(const Document& sent, AcknowledgedAs status) {
    model::Acknowledgement ack;
    ack.group_type = "PR";
    ack.group_control = sent.group_control;
    ack.interchange_control = sent.control;
    ack.sender = "A";
    ack.receiver = "B";
    ack.status = status;
    ack.messages_included = 1;
    ack.messages_received = 1;
    return ack;
}

model::AcknowledgedMessage messageOf(const std::string& type, const std::string& control,
                                     AcknowledgedAs status) {
    model::AcknowledgedMessage message;
    message.type = type;
    message.control = control;
    message.version = "D";
    message.release = "96A";
    message.agency = "UN";
    message.status = status;
    return message;
}

std::string padded(const std::string& control) {
    return std::string(4 - std::min<std::size_t>(4, control.size()), '0') + control;
}

const exchange::MessageFormat ack997{"x12", "004010", "997"};
const exchange::MessageFormat contrl{"edifact", "D3", "CONTRL"};

// A TA1 from acme, in an interchange of its own.
std::string receipt(Hub& hub, const Document& sent, char verdict) {
    std::string text = hub.form("acme", hub.order("acme", "X"));
    const std::string control = text.substr(90, 9);
    const std::string isa = text.substr(0, text.find("GS*"));
    return isa + "TA1*" + std::string(9 - sent.control.size(), '0') + sent.control +
           "*261121*0800*" + verdict + "*000~IEA*0*" + control + "~";
}

}  // namespace

TEST_CASE("a 997 settles the document whose group and message it names") {
    struct Row {
        AcknowledgedAs group;
        std::optional<AcknowledgedAs> message;
        DocumentState state;
        std::optional<Verdict> verdict;
    };
    const auto row =
        GENERATE(Row{AcknowledgedAs::accepted, {}, DocumentState::acknowledged, Verdict::accepted},
                 Row{AcknowledgedAs::accepted, AcknowledgedAs::accepted,
                     DocumentState::acknowledged, Verdict::accepted},
                 Row{AcknowledgedAs::accepted_with_errors, AcknowledgedAs::accepted_with_errors,
                     DocumentState::acknowledged, Verdict::accepted_with_errors},
                 Row{AcknowledgedAs::partially_accepted, AcknowledgedAs::rejected,
                     DocumentState::failed, Verdict::refused},
                 Row{AcknowledgedAs::rejected, {}, DocumentState::failed, Verdict::refused});
    Hub hub;
    const Document sent = answered(hub, "acme");
    REQUIRE(sent.state == DocumentState::sent);
    auto ack = groupOf(sent, row.group);
    if (row.message) ack.messages = {messageOf("855", padded(sent.message_control), *row.message)};

    const DocumentId id = hub.send("acme", hub.written("acme", ack, ack997));

    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.document(id).kind == DocumentKind::acknowledgement);
    CHECK(hub.answers(id).empty());
    const Document settled = hub.document(sent.id);
    CHECK(settled.state == row.state);
    CHECK(settled.verdict == row.verdict);
    REQUIRE(hub.verdicts(sent.id).size() == 1);
    CHECK(hub.verdicts(sent.id).at(0).by == id);
    CHECK(hub.verdicts(id).at(0).on == sent.id);
    CHECK(hub.verdicts(id).at(0).message == hub.messages(id).at(0).id);
    const bool refused = row.state == DocumentState::failed;
    CHECK(hub.log.count(EventId::outbound_rejected) == (refused ? 1 : 0));
}

TEST_CASE("an acknowledgement of a message we did not send says nothing of one we did") {
    Hub hub;
    const Document sent = answered(hub, "acme");
    auto ack = groupOf(sent, AcknowledgedAs::rejected);
    ack.messages = {messageOf("855", "9999", AcknowledgedAs::rejected)};

    const DocumentId id = hub.send("acme", hub.written("acme", ack, ack997));

    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.document(sent.id).state == DocumentState::sent);
    CHECK(hub.verdicts(id).empty());
}

TEST_CASE("a CONTRL that takes the interchange but not our message refuses it") {
    Hub hub;
    const Document sent = answered(hub, "globus");
    auto ack = groupOf(sent, AcknowledgedAs::accepted);
    ack.group_type.clear();
    ack.group_control.clear();
    const bool refused = GENERATE(true, false);
    if (refused) {
        ack.messages = {messageOf("ORDRSP", sent.message_control, AcknowledgedAs::rejected)};
        ack.messages[0].codes = {"12"};
    }

    hub.send("globus", hub.written("globus", ack, contrl));

    const Document settled = hub.document(sent.id);
    CHECK(settled.verdict == (refused ? Verdict::refused : Verdict::accepted));
    CHECK(settled.state == (refused ? DocumentState::failed : DocumentState::acknowledged));
    CHECK((settled.note.find("code 12") != std::string::npos) == refused);
}

TEST_CASE("a TA1 is linked; only its refusal settles anything") {
    const auto [code, state] = GENERATE(
        table<char, DocumentState>({{'A', DocumentState::sent}, {'R', DocumentState::failed}}));
    Hub hub;
    const Document sent = answered(hub, "acme");

    const DocumentId id = hub.send("acme", receipt(hub, sent, code));

    CHECK(hub.document(id).state == DocumentState::answered);
    CHECK(hub.document(id).kind == DocumentKind::acknowledgement);
    CHECK(hub.document(sent.id).state == state);
    CHECK(hub.verdicts(id).size() == 1);
}

TEST_CASE("an application advice speaks of our document by its control numbers or its number") {
    struct Row {
        std::string partner;
        exchange::MessageFormat format;
    };
    const auto row = GENERATE(Row{"acme", {"x12", "004010", "824"}},
                              Row{"globus", {"edifact", "D96A", "APERAK"}},
                              Row{"nordlys", {"ubl", "2.1", "ApplicationResponse"}});
    const bool by_control = GENERATE(true, false);
    Hub hub;
    INFO(row.partner);
    const Document sent = answered(hub, row.partner);
    model::ApplicationAdvice advice;
    advice.number = "A-1";
    advice.issued = hub.clock.today();
    advice.status = model::AdviceStatus::rejected;
    if (row.partner == "nordlys") {
        advice.parties.resize(2);
        advice.parties[0].role = model::PartyRole::reporter;
        advice.parties[0].ids = {{"gln", "7300010000001"}};
        advice.parties[1].role = model::PartyRole::recipient;
        advice.parties[1].ids = {{"gln", "5790001398644"}};
    }
    model::AdvisedDocument document;
    document.status = model::AdviceStatus::rejected;
    document.number = row.partner == "nordlys" ? sent.number : order_number;
    if (by_control && row.partner == "acme") document.group_control = sent.group_control;
    if (by_control && row.partner != "nordlys") {
        document.message_control = padded(sent.message_control);
        document.number = "OTHER";
    }
    document.errors.push_back({"848", "the price is not as agreed", "", "", "", ""});
    advice.documents.push_back(document);

    const DocumentId id = hub.send(row.partner, hub.written(row.partner, advice, row.format));

    for (const auto& finding : hub.findingIds(id)) UNSCOPED_INFO(finding);
    CHECK(nameOf(hub.document(id).state) == "answered");
    CHECK(hub.document(id).kind == DocumentKind::advice);
    CHECK(hub.answers(id).empty());
    CHECK_FALSE(hub.messages(id).at(0).content.empty());
    const Document settled = hub.document(sent.id);
    CHECK(settled.verdict == Verdict::refused);
    CHECK(settled.state == DocumentState::failed);
    CHECK(settled.note.find("the price is not as agreed") != std::string::npos);
}

TEST_CASE("a good word after a refusal undoes nothing; sending again starts anew") {
    Hub hub;
    const Document sent = answered(hub, "acme");
    const auto say = [&](AcknowledgedAs status) {
        hub.send("acme", hub.written("acme", groupOf(sent, status), ack997));
    };
    say(AcknowledgedAs::rejected);
    say(AcknowledgedAs::accepted);
    CHECK(hub.document(sent.id).state == DocumentState::failed);
    CHECK(hub.document(sent.id).verdict == Verdict::refused);

    REQUIRE(hub.desk().resend(sent.id).has_value());
    hub.run();
    CHECK_FALSE(hub.document(sent.id).verdict.has_value());
    say(AcknowledgedAs::accepted);

    CHECK(hub.document(sent.id).state == DocumentState::acknowledged);
    CHECK(hub.document(sent.id).verdict == Verdict::accepted);
    CHECK(hub.verdicts(sent.id).size() == 3);
}

TEST_CASE("what a refused interchange says counts for nothing") {
    Hub hub;
    const Document sent = answered(hub, "acme");
    const std::string bytes = hub.written("acme", groupOf(sent, AcknowledgedAs::rejected), ack997);

    hub.send("acme", with(bytes, "GE*1*", "GE*2*"));

    CHECK(hub.document(sent.id).state == DocumentState::sent);
    CHECK(hub.verdicts(sent.id).empty());
}
