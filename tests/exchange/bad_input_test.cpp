// Rubbish, mistakes and attacks, through the whole exchange: each is refused, quarantined or
// answered by name, leaves a finding that says so, promises nothing it should not, and the next
// good order goes on.
#include <catch2/catch.hpp>
#include <functional>
#include <iostream>

#include "tests/exchange/hub.h"

using namespace entrepot;
using namespace entrepot::test;
using exchange::DocumentState;

namespace {

constexpr DocumentState answered = DocumentState::answered;
constexpr DocumentState refused = DocumentState::refused;
constexpr DocumentState quarantined = DocumentState::quarantined;

struct Row {
    std::string what;
    std::string partner;
    std::function<std::string(Hub&)> bytes;
    DocumentState state;
    std::string finding;  // id of one of its findings; empty = none expected
    std::string reason;   // of the first line, when the order is answered
};

std::string good(Hub& hub, const std::string& partner) {
    return hub.form(partner, hub.order(partner, "PO-1"));
}

std::function<std::string(Hub&)> edited(const std::string& partner, const std::string& from,
                                        const std::string& to) {
    return [=](Hub& hub) { return with(good(hub, partner), from, to); };
}

std::function<std::string(Hub&)> ordering(const std::string& partner, const std::string& item,
                                          const std::string& quantity) {
    return [=](Hub& hub) { return hub.form(partner, hub.order(partner, "PO-1", item, quantity)); };
}

std::function<std::string(Hub&)> bytes(std::string text) {
    return [text](Hub&) { return text; };
}

std::function<std::string(Hub&)> cut(const std::string& partner) {
    return [=](Hub& hub) {
        const auto text = good(hub, partner);
        return text.substr(0, text.size() * 2 / 3);
    };
}

std::string bomb() {
    std::string text = "<?xml version=\"1.0\"?>\n<!DOCTYPE Order [\n<!ENTITY a \"aaaaaaaaaa\">\n";
    for (char c = 'b'; c < 'k'; ++c) {
        text += std::string("<!ENTITY ") + c + " \"";
        for (int i = 0; i < 10; ++i) text += std::string("&") + static_cast<char>(c - 1) + ";";
        text += "\">\n";
    }
    return text +
           "]>\n<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\">&j;"
           "</Order>";
}

std::string deep() {
    std::string text = "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\">";
    for (int i = 0; i < 100'000; ++i) text += "<a>";
    return text;
}

const std::string png =
    std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) + std::string(2000, '\x07');

std::vector<Row> rows() {
    return {
        {"unknown X12 sender", "", edited("acme", "*ZZ*ACME ", "*ZZ*ECMA "), quarantined,
         "sender-unknown", ""},
        {"another partner's name", "globus", [](Hub& hub) { return good(hub, "acme"); },
         quarantined, "sender-not-caller", ""},
        {"somebody else's receiver", "acme",
         edited("acme", "*HUB            *", "*NOTUS          *"), quarantined, "receiver-not-us",
         ""},
        {"SE count", "acme", edited("acme", "SE*6*", "SE*7*"), refused, "message-count-mismatch",
         ""},
        {"GE count", "acme", edited("acme", "GE*1*", "GE*2*"), refused, "group-count-mismatch", ""},
        {"UNT count", "globus", edited("globus", "UNT+12+", "UNT+11+"), refused,
         "message-count-mismatch", ""},
        {"UNZ count", "globus", edited("globus", "UNZ+1+", "UNZ+3+"), refused,
         "interchange-count-mismatch", ""},
        {"ST and SE numbers", "acme", edited("acme", "*0001~\nGE", "*0002~\nGE"), refused,
         "message-control-mismatch", ""},
        {"no BEG", "acme",
         [](Hub& hub) {
             auto text = good(hub, "acme");
             const auto from = text.find("BEG*");
             text.erase(from, text.find("DTM*") - from);
             return with(text, "SE*6*", "SE*5*");
         },
         refused, "segment-missing", ""},
        {"no BGM", "globus",
         [](Hub& hub) {
             auto text = good(hub, "globus");
             const auto from = text.find("BGM+");
             text.erase(from, text.find("DTM+137") - from);
             return with(text, "UNT+12+", "UNT+11+");
         },
         refused, "segment-missing", ""},
        {"no ID", "nordlys", edited("nordlys", "<cbc:ID>PO-1</cbc:ID>", ""), refused,
         "segment-missing", ""},
        {"unknown purpose code", "acme", edited("acme", "BEG*00", "BEG*QQ"), refused,
         "element-code-unknown", ""},
        {"letters in a number", "acme", ordering("acme", "MT-1", "TEN"), refused,
         "element-not-numeric", ""},
        {"letters in a number", "globus", ordering("globus", "MT-1", "TEN"), refused,
         "element-not-numeric", ""},
        {"letters in a number", "nordlys", ordering("nordlys", "MT-1", "TEN"), refused,
         "element-not-numeric", ""},
        {"letters in a number", "haifeng", ordering("haifeng", "MT-1", "TEN"), refused,
         "element-not-numeric", ""},
        {"a date that does not exist", "acme",
         edited("acme", "DTM*002*20261201", "DTM*002*20260230"), refused, "element-date-invalid",
         ""},
        {"a date that does not exist", "globus",
         edited("globus", "DTM+2:20261201", "DTM+2:20260230"), refused, "element-date-invalid", ""},
        {"a date that does not exist", "nordlys", edited("nordlys", "2026-12-01", "2026-02-30"),
         refused, "value-not-date", ""},
        {"a date that does not exist", "haifeng", edited("haifeng", "2026-12-01", "2026-02-30"),
         refused, "value-not-date", ""},
        {"truncated", "acme", cut("acme"), refused, "", ""},
        {"truncated", "globus", cut("globus"), refused, "", ""},
        {"truncated", "nordlys", cut("nordlys"), refused, "xml-malformed", ""},
        {"0 bytes", "acme", bytes(""), quarantined, "payload-empty", ""},
        {"a PNG", "acme", bytes(png), quarantined, "payload-unrecognised", ""},
        {"plain text", "acme", bytes("Dear Sirs: send ten widgets"), quarantined,
         "payload-unrecognised", ""},
        {"a DOCTYPE that reads a file", "nordlys",
         bytes("<!DOCTYPE Order [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Order "
               "xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\">&x;</Order>"),
         refused, "xml-doctype-refused", ""},
        {"an XML bomb", "nordlys", bytes(bomb()), refused, "xml-doctype-refused", ""},
        {"100,000 open tags", "nordlys", bytes(deep()), refused, "xml-too-deep", ""},
        {"unknown item", "acme", ordering("acme", "NOPE", "1"), answered, "", "item-unknown"},
        {"quantity 0", "globus", ordering("globus", "MT-1", "0"), answered, "",
         "quantity-not-positive"},
        {"negative quantity", "nordlys", ordering("nordlys", "MT-1", "-5"), answered, "",
         "quantity-not-positive"},
        {"quantity 10^10", "nordlys", ordering("nordlys", "MT-1", "10000000000"), answered, "",
         "quantity-too-large"},
        {"quantity 10^18", "acme", ordering("acme", "MT-1", "1000000000000000000"), refused,
         "element-too-long", ""},
        {"quantity 10^18", "nordlys", ordering("nordlys", "MT-1", "1000000000000000000"), refused,
         "value-overflow", ""},
        {"quantity 10^18", "haifeng", ordering("haifeng", "MT-1", "1000000000000000000"), refused,
         "value-overflow", ""},
        {"five decimals", "nordlys", ordering("nordlys", "MT-1", "1.00001"), refused,
         "value-excess-scale", ""},
    };
}

}  // namespace

TEST_CASE("every bad input ends where it should and says why") {
    for (const Row& row : rows()) {
        Hub hub;
        INFO(row.what << " from " << row.partner);
        const DocumentId id = hub.send(row.partner, row.bytes(hub));

        const auto found = hub.findingIds(id);
        for (const auto& finding : found) UNSCOPED_INFO("finding " << finding);
        CHECK(nameOf(hub.document(id).state) == nameOf(row.state));
        if (!row.finding.empty()) CHECK(std::ranges::count(found, row.finding) > 0);
        if (row.state != answered) CHECK_FALSE(found.empty());
        if (!row.reason.empty())
            CHECK(hub.response(row.partner, "PO-1").lines.at(0).reasons.at(0).id == row.reason);
        CHECK(hub.erp.written.empty());

        const DocumentId next = hub.send("acme", hub.form("acme", hub.order("acme", "PO-2")));
        CHECK(nameOf(hub.document(next).state) == "answered");
    }
}

TEST_CASE("one bad transaction does not hold up its interchange") {
    Hub hub;
    auto text = good(hub, "acme");
    const auto from = text.find("ST*850");
    const auto to = text.find("GE*1*");
    const std::string first = text.substr(from, to - from);
    auto bad = with(with(with(first, "0001", "0002"), "SE*6*0001", "SE*6*0002"), "PO-1", "PO-2");
    bad = with(bad, "*10*EA", "*TEN*EA");
    auto third = with(with(with(first, "0001", "0003"), "SE*6*0001", "SE*6*0003"), "PO-1", "PO-3");
    text = with(text.replace(from, to - from, first + bad + third), "GE*1*", "GE*3*");

    const DocumentId id = hub.send("acme", text);

    const auto messages = hub.messages(id);
    REQUIRE(messages.size() == 3);
    CHECK(nameOf(messages[0].state) == "answered");
    CHECK(nameOf(messages[1].state) == "refused");
    CHECK(nameOf(messages[2].state) == "answered");
    CHECK(hub.erp.written.size() == 2);
    const auto answers = hub.answers(id);
    REQUIRE(answers.size() == 3);
    CHECK(answers[0].bytes.find("AK2*850*0002") != std::string::npos);
    CHECK(answers[0].bytes.find("AK5*R") != std::string::npos);
    CHECK(answers[0].bytes.find("AK9*P*3*3*2") != std::string::npos);
}

TEST_CASE("200 MB of noise are turned away at the door") {
    Hub hub;
    exchange::Arrival arrival;
    arrival.channel = "test";
    arrival.caller = PartnerKey("acme");
    arrival.bytes.resize(std::size_t{200} << 20);
    std::uint64_t state = 1;
    for (char& c : arrival.bytes)
        c = static_cast<char>((state = state * 6364136223846793005u + 1) >> 56);

    const auto receipt = hub.desk().accept(std::move(arrival));

    REQUIRE_FALSE(receipt.has_value());
    CHECK(receipt.error().kind == FailureKind::too_large);
    CHECK(receipt.error().what.find("limits/body_bytes_max") != std::string::npos);
}

TEST_CASE("an interchange of another sender behind the caller's own is refused by name") {
    Hub hub;
    auto stranger = hub.order("acme", "PO-2");
    stranger.sender = GENERATE("STRANGER", "BOLT");
    auto partners = hub.partners.all();
    partners.push_back(partners[0]);
    partners.back().key = PartnerKey("bolt");
    partners.back().identities[0].partner.id = "BOLT";
    hub.partners = *exchange::PartnerDirectory::make(partners);

    const DocumentId id = hub.send("acme", good(hub, "acme") + hub.form("acme", stranger));

    const auto messages = hub.messages(id);
    REQUIRE(messages.size() == 2);
    CHECK(nameOf(messages[0].state) == "answered");
    CHECK(nameOf(messages[1].state) == "refused");
    CHECK(messages[1].findings.at(0).id == "sender-not-caller");
    CHECK(hub.erp.written.size() == 1);
}
