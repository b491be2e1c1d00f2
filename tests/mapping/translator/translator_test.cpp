#include "mapping/translator.h"

#include <catch2/catch.hpp>

#include "tests/mapping/syntax/samples.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

std::string sample(const std::string& name) {
    return mapping::test::contentOf(std::string(ENTREPOT_SOURCE_DIR "/tests/golden/maps/") + name);
}

model::Order orderOf(const mapping::test::ReadBack& read) {
    REQUIRE(!read.documents.empty());
    return std::get<model::Order>(read.documents.front());
}

// What every form carries.
struct Essence {
    std::string text;
    explicit Essence(const model::Order& order) {
        text = order.number + " " + order.currency;
        for (const auto& day : {order.issued, order.wanted})
            text += day ? " " + formatDay(*day) : std::string(" -");
        for (const model::OrderLine& line : order.lines) {
            text += "\n" + line.number + " " + line.quantity.text() + " " + line.unit + " " +
                    (line.price ? line.price->text() : "-") + " " + line.description;
            for (const model::ItemIdentifier& id : line.ids) text += " " + id.scheme + id.value;
        }
    }
};

}  // namespace

TEST_CASE("an order goes from any form into any other") {
    const SchemaTranslator& translator = mapping::test::translator();
    model::Order order = orderOf(mapping::test::readBack(translator, sample("x12/850-plain.edi")));
    for (model::OrderLine& line : order.lines) line.schedule.clear();
    const Essence expected(order);
    for (const exchange::MessageFormat& format :
         {exchange::MessageFormat{"edifact", "D96A", "ORDERS"},
          {"ubl", "2.1", "Order"},
          {"csv", "1", "order"},
          {"x12", "004010", "850"}}) {
        INFO(format.text());
        model::Order sent = order;
        if (format.syntax == "ubl")
            sent.parties.push_back({model::PartyRole::seller, {}, "S", {}, {}});
        const auto written = translator.write(sent, mapping::test::settingsFor(format));
        REQUIRE(written.has_value());
        model::Order back = orderOf(mapping::test::readBack(translator, written->bytes));
        for (model::OrderLine& line : back.lines)  // UBL names what we sell before the GTIN
            if (line.ids.size() == 2 && line.ids[0].scheme == "seller")
                std::swap(line.ids[0], line.ids[1]);
        CHECK(Essence(back).text == expected.text);
    }
}

TEST_CASE("a payload is identified by its envelope without being translated") {
    const SchemaTranslator& translator = mapping::test::translator();
    const auto x12 = translator.identify(sample("x12/850-plain.edi"));
    CHECK(x12.syntax == "x12");
    CHECK(x12.sender.id == "NORTHWIND");
    CHECK(x12.control == "000000101");
    const auto edifact = translator.identify(sample("edifact/orders-plain.edi"));
    CHECK(edifact.syntax == "edifact");
    CHECK(edifact.sender.qualifier == "14");
    const auto ubl = translator.identify(sample("ubl/order-plain.xml"));
    CHECK(ubl.syntax == "ubl");
    CHECK(ubl.sender.id == "7300010000001");
    CHECK(ubl.control == "UB-1200");
    CHECK(translator.identify(sample("csv/order-plain.csv")).syntax == "csv");
    CHECK(translator.identify("hello").syntax.empty());
    CHECK(translator.identify("").findings.at(0).id == "payload-empty");
}

TEST_CASE("a partner's differences count for its documents only") {
    const SchemaTranslator& translator = mapping::test::translator();
    std::string bytes = sample("x12/850-plain.edi");
    bytes.replace(bytes.find("DTM*001*20261231"), 16, "DTM*074*20261231");
    exchange::Partner partner;
    partner.key = PartnerKey("acme");
    ports::ReadSettings settings;
    settings.partner = &partner;

    const model::Order common = orderOf(mapping::test::readBack(translator, bytes));
    const mapping::test::ReadBack own = mapping::test::readBack(translator, bytes, settings);

    CHECK(common.wanted == makeDay(2026, 12, 4));
    CHECK(own.documents.empty());  // Acme has no CA
    CHECK(own.has("value-code-unmapped"));
    bytes.replace(bytes.find("*CA*96"), 3, "*EA");
    for (std::size_t at = 0; (at = bytes.find("*CA*", at)) != std::string::npos;)
        bytes.replace(at, 3, "*EA");
    const model::Order read = orderOf(mapping::test::readBack(translator, bytes, settings));
    CHECK(read.wanted == makeDay(2026, 12, 31));
    CHECK(read.lines.at(0).unit == "CS");
}

TEST_CASE("a partner's grammar counts for its documents only, also by qualifier") {
    const SchemaTranslator& translator = mapping::test::translator();
    exchange::Partner partner;
    partner.key = PartnerKey("strict");
    ports::ReadSettings settings;
    settings.partner = &partner;
    const auto findingsOf = [&](const std::string& body) {
        std::string text;
        for (const exchange::Finding& finding :
             mapping::test::readBack(translator, mapping::test::x12(body), settings).findings)
            if (finding.severity > exchange::Severity::note)
                text += mapping::test::line(finding) + "\n";
        return text;
    };
    const std::string begin = "BEG*00*SA*PO-1**20261121~MSG*hello~REF*DP*1~";
    const std::string buyer = "N1*BY*Hub*92*01~";
    const std::string ship_to = "N1*ST*Store*92*0789~N3*Road 1~";
    const std::string lines = "PO1*1*48*EA*12.75**VN*W-1*IN*8~CTT*1~";

    CHECK(findingsOf(begin + buyer + ship_to + lines) == "");
    CHECK(mapping::test::readBack(translator, mapping::test::x12(begin + buyer + ship_to + lines))
              .documents.empty());  // MSG stands nowhere near BEG for everybody else
    CHECK(findingsOf(begin + buyer + lines) ==
          "error loop-missing segment 6 N1 expected=N1[01=ST]\n");
    CHECK(findingsOf(begin + "REF*DP*2~" + buyer + ship_to + ship_to + lines) ==
          "error segment-too-often segment 5 REF found=REF[01=DP] maximum=1\n"
          "error loop-too-often segment 9 N1 found=N1[01=ST] maximum=1\n");
    CHECK(findingsOf(begin + "N1*BY*Hub*92*0123~N1*ST*Store~" + lines) ==
          "error element-too-long segment 5 N1[1] N1 4 found=0123 maximum=3 reference=67\n"
          "error segment-missing segment 7 N1[2] N3 expected=N3\n");
    CHECK(findingsOf("BEG*00*SA*PO-1**20261121~CUR*BY*USD~N1*BY*Hub~" + ship_to +
                     "PO1*1*48*CA*12.75**VN*W-1~CTT*1~") ==
          "error segment-unused segment 3 CUR found=CUR\n"
          "error element-missing segment 4 N1[1] N1 4 expected=67 Identification reference=67\n"
          "error element-code-unknown segment 7 PO1[1] PO1 3 found=CA list=355 reference=355\n"
          "error element-missing segment 7 PO1[1] PO1 9 expected=234 Item id reference=234\n");
}

TEST_CASE("a partner's grammar counts for XML and CSV as well") {
    const SchemaTranslator& translator = mapping::test::translator();
    exchange::Partner partner;
    partner.key = PartnerKey("strict");
    ports::ReadSettings settings;
    settings.partner = &partner;
    const auto findingsOf = [&](const std::string& name) {
        std::string text;
        for (const exchange::Finding& finding :
             mapping::test::readBack(translator, sample(name), settings).findings)
            if (finding.severity > exchange::Severity::note)
                text += mapping::test::line(finding) + "\n";
        return text;
    };
    CHECK_THAT(findingsOf("ubl/order-plain.xml"), Catch::Contains("cbc:SalesOrderID"));
    CHECK_THAT(findingsOf("csv/order-chinese.csv"), Catch::Contains("error element-too-long"));
    const auto back = mapping::test::readBack(translator, sample("ubl/order-plain.xml"), settings);
    REQUIRE(back.interchanges.size() == 1);
    CHECK(back.interchanges.front().sender.id == "7300010000001");
}

TEST_CASE("several interchanges in one payload are all read") {
    const SchemaTranslator& translator = mapping::test::translator();
    const auto read = mapping::test::readBack(
        translator, sample("x12/850-plain.edi") + "\r\n" + sample("x12/850-leftovers.edi"));

    CHECK(read.documents.size() == 2);
    CHECK(read.interchanges.size() == 2);
}

TEST_CASE("what was received is acknowledged in its own version, and the good ones are named") {
    const SchemaTranslator& translator = mapping::test::translator();
    const auto received = mapping::test::readBack(translator, sample("x12/850-faults.edi"));
    REQUIRE(received.interchanges.size() == 1);
    ports::WriteSettings settings = mapping::test::settingsFor({});
    const auto written = translator.acknowledge(received.interchanges[0], settings);

    REQUIRE(written.has_value());
    REQUIRE(written->has_value());
    const auto back = mapping::test::readBack(translator, (*written)->bytes);
    INFO((*written)->bytes);
    REQUIRE(back.documents.size() == 1);
    const auto& ack = std::get<model::Acknowledgement>(back.documents[0]);
    CHECK(back.formats[0].text() == "x12/004010/997");
    CHECK(ack.status == model::AcknowledgedAs::partially_accepted);
    CHECK(ack.messages_accepted == 1);
    REQUIRE(ack.messages.size() == 3);
    CHECK(ack.messages[0].status == model::AcknowledgedAs::rejected);
    CHECK_FALSE(ack.messages[0].segments.empty());
    // An acknowledgement is not acknowledged.
    CHECK_FALSE(translator.acknowledge(back.interchanges[0], settings)->has_value());
}

TEST_CASE("a TA1 goes out when it was asked for, a CONTRL for EDIFACT, nothing for XML and CSV") {
    const SchemaTranslator& translator = mapping::test::translator();
    std::string asking = sample("x12/850-plain.edi");
    asking.replace(asking.find("*0*P*>"), 2, "*1");
    const auto x12 = mapping::test::readBack(translator, asking);
    const auto receipt =
        translator.acknowledge(x12.interchanges.at(0), mapping::test::settingsFor({}));
    REQUIRE(receipt.has_value());
    CHECK((*receipt)->bytes.find("TA1*000000101*") != std::string::npos);
    CHECK((*receipt)->bytes.find("ST*997*") != std::string::npos);

    const auto edifact = mapping::test::readBack(translator, sample("edifact/orders-plain.edi"));
    const auto contrl =
        translator.acknowledge(edifact.interchanges.at(0), mapping::test::settingsFor({}));
    REQUIRE(contrl.has_value());
    INFO((*contrl)->bytes);
    const auto back = mapping::test::readBack(translator, (*contrl)->bytes);
    REQUIRE(back.documents.size() == 1);
    CHECK(std::get<model::Acknowledgement>(back.documents[0]).interchange_control == "20261121001");

    for (const char* name : {"ubl/order-plain.xml", "csv/order-plain.csv"}) {
        const auto read = mapping::test::readBack(translator, sample(name));
        CHECK_FALSE(translator.acknowledge(read.interchanges.at(0), mapping::test::settingsFor({}))
                        ->has_value());
    }
}

TEST_CASE("each order form knows the form that answers it") {
    const SchemaTranslator& translator = mapping::test::translator();
    CHECK(translator.answerTo({"x12", "004010", "850"})->text() == "x12/004010/855");
    CHECK(translator.answerTo({"ubl", "2.1", "Order"})->text() == "ubl/2.1/OrderResponse");
    CHECK_FALSE(translator.answerTo({"x12", "004010", "855"}).has_value());
    CHECK_FALSE(translator.answerTo({"x12", "004010", "999"}).has_value());
    CHECK(translator.isAcknowledged({"x12", "004010", "855"}));
    CHECK_FALSE(translator.isAcknowledged({"x12", "004010", "997"}));
    CHECK_FALSE(translator.isAcknowledged({"edifact", "D3", "CONTRL"}));
    CHECK_FALSE(translator.isAcknowledged({"x12", "004010", "824"}));
    CHECK_FALSE(translator.isAcknowledged({"edifact", "D96A", "APERAK"}));
    CHECK(translator.isRepliedTo({"cxml", "1.2", "OrderRequest"}));
    CHECK_FALSE(translator.isRepliedTo({"cxml", "1.2", "Response"}));
    CHECK_FALSE(translator.isRepliedTo({"ubl", "2.1", "Order"}));
    CHECK_FALSE(translator.isAcknowledged({"ubl", "2.1", "OrderResponse"}));
}

TEST_CASE("formats are named in either order, or without their version") {
    const GrammarStore& grammars = mapping::test::translator().grammars();
    CHECK(parseFormat("x12/850/004010", grammars)->text() == "x12/004010/850");
    CHECK(parseFormat("edifact/ORDERS/D96A", grammars)->text() == "edifact/D96A/ORDERS");
    CHECK(parseFormat("csv/order", grammars)->text() == "csv/1/order");
    CHECK_FALSE(parseFormat("x12/851", grammars).has_value());
    CHECK_FALSE(parseFormat("", grammars).has_value());
}

TEST_CASE("everything in the schemas loads") {
    const auto loaded = mapping::test::translator().loadAll();
    INFO((loaded ? std::string() : describe(loaded.error())));
    CHECK(loaded.has_value());
}

TEST_CASE("a text that is too long for the form is cut and told, a number is not sent wrong") {
    const SchemaTranslator& translator = mapping::test::translator();
    model::Order order = orderOf(mapping::test::readBack(translator, sample("x12/850-plain.edi")));
    order.number = std::string(40, 'N');
    order.lines[0].price = Price::fromUnits(1'234'567'890'123'456'789);
    const auto written =
        translator.write(order, mapping::test::settingsFor({"x12", "004010", "850"}));

    REQUIRE(written.has_value());
    REQUIRE(written->findings.size() >= 2);
    CHECK(written->findings[0].id == "element-too-long");
    CHECK(written->bytes.find(std::string(23, 'N')) == std::string::npos);
}
