// What entries of maps can say, each on a small message type of its own.
#include <algorithm>
#include <catch2/catch.hpp>

#include "mapping/schema_audit.h"
#include "tests/mapping/map/small_map.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
namespace mt = entrepot::mapping::test;

namespace {

const exchange::MessageFormat sales{"x12", "TREE", "867"};

constexpr std::string_view sales_grammar = R"(<grammar id="x12/TREE/867" name="Sales">
  <segment id="BSN" use="M"/>
  <loop id="PRF" max="100">
    <segment id="PRF" use="M"/>
    <segment id="DTM" max="10"/>
    <loop id="MAN" max="*"> <segment id="MAN" use="M"/> </loop>
    <loop id="LIN" max="100"> <segment id="LIN" use="M"/> <segment id="SN1"/> </loop>
  </loop>
</grammar>)";

}  // namespace

TEST_CASE("a price for so many becomes the price for one, exactly") {
    const SmallMap language(invoice, invoice_grammar,
                            invoiceMap(R"(<value field="price" at="SN1/02" per="01"/>)"));
    const auto price = [&](const std::string& sn1) {
        const auto back = language.read("810", "BSN*00*I-1~LIN*1~SN1*" + sn1 + "~");
        if (back.documents.empty()) return back.findings.at(0).id;
        return only<model::Invoice>(back).lines.at(0).price->text();
    };
    CHECK(price("100*15.35") == "0.1535");
    CHECK(price("1000.0*12") == "0.012");
    CHECK(price("*12") == "12");
    CHECK(price("0.5*12") == "24");
    CHECK(price("3*1") == "value-excess-scale");
    CHECK(price("0*1") == "value-not-decimal");
    CHECK(price("X*1") == "value-not-decimal");
    CHECK(price("0.0001*9000000000") == "value-overflow");
}

TEST_CASE("a prefix is taken off and put on; one that is not there is not missed") {
    const SmallMap language(invoice, invoice_grammar,
                            invoiceMap(R"(<value field="description" at="LIN/03" prefix="00"/>)"));
    const auto with = only<model::Invoice>(language.read("810", "BSN*00*I-1~LIN*1*UP*00123~"));
    const auto without = only<model::Invoice>(language.read("810", "BSN*00*I-1~LIN*1*UP*123~"));
    CHECK(with.lines.at(0).description == "123");
    CHECK(without.lines.at(0).description == "123");
    CHECK(tells(language.write(with, invoice), "LIN*1**00123\n"));
}

TEST_CASE("nodes are counted as they were written") {
    const SmallMap language(invoice, invoice_grammar,
                            invoiceMap("", R"(<count at="HL/01" nodes="LIN"/>)"));
    model::Invoice two;
    two.number = "I-1";
    two.lines.resize(2);
    two.lines[0].number = "1";
    two.lines[1].number = "2";
    CHECK(language.write(two, invoice) == "BSN**I-1\nLIN*1\nLIN*2\nHL*2\n");
}

TEST_CASE("a loop can be named by the segment that opens it") {
    const SmallMap language(sales, sales_grammar,
                            R"(<map grammar="x12/TREE/867" document="Invoice">
             <value field="number" at="BSN/02"/>
             <value field="currency" at="LOOP(PRF)/LOOP(LIN,1)/SN1/03"/></map>)");
    const auto back = language.read("867", "BSN*00*I-1~PRF*PO-1~LIN*1~SN1*1*2*EA~");
    CHECK(only<model::Invoice>(back).currency == "EA");
    language.schemas.put("maps/x12/TREE/867.xml",
                         R"(<map grammar="x12/TREE/867" document="Invoice">
                              <value field="number" at="SG(PRF,2)/01"/></map>)");
    std::string text;
    for (const auto& problem : auditSchemas(SchemaTranslator(language.schemas.folder())))
        text += problem.what + "\n";
    CHECK(tells(text, "the message has no SG(PRF,2)"));
}

TEST_CASE("values of the node above belong to every element, and equal ones share it in writing") {
    const SmallMap language(sales, sales_grammar, R"(<map grammar="x12/TREE/867" document="Invoice">
        <value field="number" at="BSN/02"/>
        <list field="lines" loop="PRF/LIN">
          <value field="number" at="LIN/01"/>
          <value field="order_number" at="../PRF/01"/>
          <value field="description" at="../PRF/02"/>
          <list field="references" loop="../MAN">
            <value field="scheme" at="01"/> <value field="value" at="02"/>
          </list>
        </list></map>)");
    const std::string body = R"(BSN**I-1
PRF*PO-1*X
MAN*AA*1
MAN*AA*2
LIN*1
LIN*2
PRF*PO-2
LIN*3
)";
    std::string segments = body;
    std::replace(segments.begin(), segments.end(), '\n', '~');
    const auto back = language.read("867", segments);
    const auto document = only<model::Invoice>(back);
    CHECK(back.findings.empty());
    REQUIRE(document.lines.size() == 3);
    CHECK(document.lines[1].order_number == "PO-1");
    CHECK(document.lines[1].references.size() == 2);
    CHECK(document.lines[2].order_number == "PO-2");
    CHECK(document.lines[2].references.empty());
    CHECK(language.write(document, sales) == body);

    model::Invoice mixed = document;
    std::swap(mixed.lines[1], mixed.lines[2]);
    CHECK(language.write(mixed, sales) == body);  // grouped again
    mixed.lines[0].references.clear();
    CHECK(tells(language.write(mixed, sales), "PRF*PO-1*X\nLIN*1\nPRF*PO-2\nLIN*3\nPRF*PO-1*X\n"));
}

TEST_CASE("what is above a list's own loop is read, not written") {
    const SmallMap language(sales, sales_grammar, R"(<map grammar="x12/TREE/867" document="Invoice">
        <list field="lines" loop="PRF/LIN">
          <value field="number" at="LIN/01"/>
          <value field="order_number" at="../../BSN/02" only="write"/>
          <value field="description" at="../../../BSN/02"/>
        </list></map>)");
    std::string text;
    for (const auto& problem : auditSchemas(*language.translator)) text += problem.what + "\n";
    CHECK(tells(text, "../../BSN/02 is above the loop: it can only be read"));
    CHECK(tells(text, "../../../BSN/02 goes out of the message"));
}

TEST_CASE("maps of a folder share blocks; a map's own wins") {
    const SmallMap language(invoice, invoice_grammar,
                            invoiceMap(R"(<use shared="item"/><use shared="unit"/>)",
                                       R"(<shared id="unit"><value field="unit" at="LIN/02"/>
                                          </shared>)"));
    language.schemas.put("maps/x12/TREE/shared.xml", R"(<shared-blocks>
        <shared id="item"><value field="description" at="LIN/03"/></shared>
        <shared id="unit"><value field="unit" at="SN1/03"/></shared></shared-blocks>)");
    const auto document =
        only<model::Invoice>(language.read("810", "BSN*00*I-1~LIN*1*EA*Widget~SN1*1*2*CA~"));
    CHECK(document.lines.at(0).description == "Widget");
    CHECK(document.lines.at(0).unit == "EA");

    language.schemas.put("maps/x12/TREE/shared.xml", R"(<shared-blocks>
        <shared id="item">
          <value field="descripton" at="LIN/03"/></shared></shared-blocks>)");
    std::string text;
    for (const auto& problem : auditSchemas(SchemaTranslator(language.schemas.folder())))
        text += problem.where + ": " + problem.what + "\n";
    CHECK(tells(text, "TREE/shared.xml:3: InvoiceLine has no field descripton"));
}

TEST_CASE("a block is looked for in the map's version, then in those it is built on") {
    const SmallMap small(invoice, invoice_grammar,
                         invoiceMap(R"(<use shared="item"/><use shared="unit"/>)"));
    small.schemas.put("maps/x12/TREE/shared.xml", R"(<shared-blocks>
        <shared id="item"><value field="description" at="LIN/03"/></shared>
        <shared id="unit"><value field="unit" at="SN1/03"/></shared></shared-blocks>)");
    for (const auto& [version, below] : {std::pair{"TREE2", "TREE"}, {"TREE3", "TREE2"}})
        small.schemas.put("grammars/x12/" + std::string(version) + "/version.xml",
                          "<version extends=\"" + std::string(below) + "\" types=\"all\"/>");
    small.schemas.put("maps/x12/TREE2/shared.xml", R"(<shared-blocks>
        <shared id="unit"><value field="unit" at="LIN/02"/></shared></shared-blocks>)");
    small.schemas.put("maps/x12/TREE3/810.xml",
                      R"(<map grammar="x12/TREE3/810" extends="x12/TREE/810">
                           <value field="currency" at="HL/01"/></map>)");
    const SchemaTranslator translator(small.schemas.folder());
    model::Invoice document;
    document.number = "I-1";
    document.lines.resize(1);
    document.lines[0].number = "1";
    document.lines[0].description = "W";
    document.lines[0].unit = "EA";
    const auto written = [&](const char* version) {
        ports::WriteSettings settings = mt::settingsFor({"x12", version, "810"});
        settings.syntax_version = "00401";
        const auto result = translator.write(document, settings);
        return result ? result->bytes : describe(result.error());
    };
    CHECK(tells(written("TREE"), "LIN*1**W~SN1***EA~"));
    CHECK(tells(written("TREE2"), "LIN*1*EA*W~"));  // inherits the map, has a block of its own
    CHECK(tells(written("TREE3"), "LIN*1*EA*W~"));  // extends the oldest map
}

TEST_CASE("a period is one value for two days") {
    const SmallMap small(invoice, invoice_grammar,
                         invoiceMap("", R"(<period field="period" at="HL/01"
                                            dates="YYYYMMDD..YYYYMMDD|YYYYMMDD"/>)"));
    const auto document =
        only<model::Invoice>(small.read("810", "BSN*00*I-1~LIN*1~HL*20261123-20261206~"));
    CHECK(document.period.from == makeDay(2026, 11, 23));
    CHECK(document.period.to == makeDay(2026, 12, 6));
    CHECK(tells(small.write(document, invoice), "HL*2026112320261206"));
    CHECK(small.read("810", "BSN*00*I-1~LIN*1~HL*20261123-20261306~").has("value-not-date"));
}

TEST_CASE("elements of a list may lie side by side in a node, with what they share in front") {
    const SmallMap small(invoice, invoice_grammar, R"(<map grammar="x12/TREE/810"
             document="Invoice">
        <value field="number" at="BSN/02"/>
        <list field="lines" loop="ACK" group="03" size="2" max="3">
          <value field="unit" at="01"/>
          <value field="number" at="03"/>
          <value field="quantity" at="04"/>
        </list></map>)");
    const auto back =
        small.read("810", "BSN**I-1~ACK*EA**1*10*2*20*3*30~ACK*EA**4*40~ACK*CA**5*50~");
    const auto document = only<model::Invoice>(back);
    CHECK(back.findings.empty());
    REQUIRE(document.lines.size() == 5);
    CHECK(document.lines[2].number == "3");
    CHECK(document.lines[2].quantity == Quantity::whole(30));
    CHECK(document.lines[4].unit == "CA");
    CHECK(small.write(document, invoice) ==
          "BSN**I-1\nACK*EA**1*10*2*20*3*30\nACK*EA**4*40\nACK*CA**5*50\n");

    const auto gap = only<model::Invoice>(small.read("810", "BSN**I-1~ACK*EA**1*10***3*30~"));
    CHECK(gap.lines.size() == 1);
    CHECK(gap.extras.size() == 2);  // behind the gap
}

TEST_CASE("a list may be written once for each element of an inner list") {
    const SmallMap small(sales, sales_grammar, R"(<map grammar="x12/TREE/867" document="Invoice">
        <value field="number" at="BSN/02"/>
        <list field="lines" loop="PRF" spread="references">
          <value field="number" at="PRF/01"/>
          <list field="references">
            <value field="scheme" at="PRF/02"/>
            <value field="value" at="PRF/03"/>
          </list>
        </list></map>)");
    model::Invoice document;
    document.number = "I-1";
    document.lines.resize(3);
    document.lines[0].number = "1";
    document.lines[0].references = {{"A", "x"}, {"B", "y"}};
    document.lines[1].number = "2";
    document.lines[2].number = "3";
    document.lines[2].references = {{"C", "z"}};
    CHECK(small.write(document, sales) == "BSN**I-1\nPRF*1*A*x\nPRF*1*B*y\nPRF*2\nPRF*3*C*z\n");
}

TEST_CASE("a time is hours and minutes, whatever the form") {
    const SmallMap small(invoice, invoice_grammar,
                         invoiceMap(R"(<value field="description" at="LIN/03"
                                               times="HHMM|HHMMSS"/>)"));
    const auto document = only<model::Invoice>(small.read("810", "BSN*00*I-1~LIN*1**143059~"));
    CHECK(document.lines.at(0).description == "14:30");
    CHECK(tells(small.write(document, invoice), "LIN*1**1430"));
    CHECK(small.read("810", "BSN*00*I-1~LIN*1**2530~").has("element-time-invalid"));
}

TEST_CASE("a value may be taken only in its length, and a prefix only from texts of one length") {
    const SmallMap small(invoice, invoice_grammar,
                         invoiceMap(R"(<value field="description" at="REF/02" length="3"/>
                                       <value field="unit" at="LIN/03" prefix="00" length="4"/>)"));
    const auto taken = only<model::Invoice>(small.read("810", "BSN*00*I-1~LIN*1**0012~REF**ABC~"));
    CHECK(taken.lines.at(0).description == "ABC");
    CHECK(taken.lines.at(0).unit == "12");
    const auto left = only<model::Invoice>(small.read("810", "BSN*00*I-1~LIN*1**00~REF**ABCD~"));
    CHECK(left.lines.at(0).description.empty());
    CHECK(left.lines.at(0).extras.size() == 1);
    CHECK(left.lines.at(0).unit == "00");
}

TEST_CASE("a value that a better one repeats is no leftover, whichever comes first") {
    const SmallMap small(invoice, invoice_grammar,
                         invoiceMap(R"(<value field="description" at="REF/02"/>
                                       <value field="description" at="LIN/03"/>)"));
    const auto same = only<model::Invoice>(small.read("810", "BSN*00*I-1~LIN*1**ABC~REF*ZZ*ABC~"));
    CHECK(same.lines.at(0).extras.empty());
    const auto other = only<model::Invoice>(small.read("810", "BSN*00*I-1~LIN*1**ABC~REF*ZZ*ABD~"));
    CHECK(other.lines.at(0).description == "ABD");
    CHECK(other.lines.at(0).extras.size() == 1);
}

TEST_CASE("attributes that say nothing beside a text that is taken are no leftovers") {
    const std::string order =
        mt::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/ubl/order-plain.xml");
    const std::string mark = "<cbc:DocumentCurrencyCode>";
    std::string listed = order;
    listed.insert(listed.find(mark) + mark.size() - 1, " listID=\"ISO 4217 Alpha\"");
    const auto extrasOf = [&](const SchemaTranslator& translator) {
        const auto back = mt::readBack(translator, listed);
        return only<model::Order>(back).extras.size();
    };
    const mt::TreeSchemas schemas;
    const std::string file = "maps/ubl/2.1/Order.xml";
    std::string map = mt::contentOf(schemas.folder() / file);
    const std::size_t before = extrasOf(SchemaTranslator(schemas.folder()));
    map.insert(map.find("document=\"Order\""), "passing=\"@listID\" ");
    schemas.put(file, map);
    CHECK(extrasOf(SchemaTranslator(schemas.folder())) + 1 == before);
}

TEST_CASE("a list above is read whole for every element, and inner lists write above, too") {
    const SmallMap small(sales, sales_grammar, R"(<map grammar="x12/TREE/867" document="Invoice">
        <value field="number" at="BSN/02"/>
        <list field="lines" loop="PRF/LIN">
          <value field="number" at="LIN/01"/>
          <list field="references">
            <fixed field="scheme" value="order"/>
            <value field="value" at="../PRF/01"/>
            <value field="issued" at="../DTM/02"/>
            <constant at="../DTM/01" value="004"/>
          </list>
          <list field="charges" loop="../MAN">
            <fixed field="kind" value="charge"/>
            <value field="code" at="01"/>
          </list>
        </list></map>)");
    const std::string body =
        "BSN**I-1\nPRF*PO-1\nDTM*004*20261101\nMAN*AA\nMAN*BB\nLIN*1\nLIN*2\n"
        "PRF*PO-2\nLIN*3\n";
    std::string segments = body;
    std::replace(segments.begin(), segments.end(), '\n', '~');
    const auto back = small.read("867", segments);
    const auto document = only<model::Invoice>(back);
    CHECK(back.findings.empty());
    CHECK(document.lines.at(1).references.at(0).value == "PO-1");
    CHECK(document.lines.at(1).references.at(0).issued == makeDay(2026, 11, 1));
    CHECK(document.lines.at(1).charges.size() == 2);
    CHECK(document.lines.at(2).references.at(0).value == "PO-2");
    CHECK(small.write(document, sales) == body);
}

TEST_CASE("pairs of a list above are there for every element") {
    const SmallMap small(sales, sales_grammar, R"(<map grammar="x12/TREE/867" document="Invoice">
        <value field="number" at="BSN/02"/>
        <list field="lines" loop="PRF/LIN">
          <value field="number" at="LIN/01"/>
          <pairs field="ids" at="../MAN/01" codes="x12-item-id"/>
        </list></map>)");
    const auto document = only<model::Invoice>(
        small.read("867", "BSN**I-1~PRF*PO-1~MAN*UP*012345678905~LIN*1~LIN*2~"));
    CHECK(document.lines.at(0).ids.size() == 1);
    CHECK(document.lines.at(1).ids.size() == 1);
}

TEST_CASE("elements that stand inside others are a list of the document, named by those") {
    const exchange::MessageFormat notice{"x12", "TREE", "867"};
    const SmallMap small(notice, sales_grammar, R"(<map grammar="x12/TREE/867"
             document="ShipNotice">
        <value field="number" at="BSN/02"/>
        <list field="lines" loop="PRF">
          <value field="number" at="PRF/01"/>
          <list field="../packages" loop="MAN" key="id" link="package" same="sscc">
            <value field="type" at="01"/>
            <value field="sscc" at="02"/>
          </list>
        </list></map>)");
    const std::string body =
        "BSN**N-1\nPRF*1\nMAN*AA*001\nPRF*2\nPRF*3\nMAN*AA*001\nPRF*4\nMAN*BB*002\n";
    std::string segments = body;
    std::replace(segments.begin(), segments.end(), '\n', '~');
    const auto back = small.read("867", segments);
    const auto document = only<model::ShipNotice>(back);
    CHECK(back.findings.empty());
    REQUIRE(document.packages.size() == 2);
    CHECK(document.lines.at(0).package == document.packages[0].id);
    CHECK(document.lines.at(1).package.empty());
    CHECK(document.lines.at(2).package == document.packages[0].id);
    CHECK(document.lines.at(3).package == document.packages[1].id);
    CHECK(small.write(document, notice) == body);
}

TEST_CASE("a list may name elements of another by number, or by a text of theirs") {
    const exchange::MessageFormat notice{"x12", "TREE", "867"};
    const SmallMap small(notice, sales_grammar, R"(<map grammar="x12/TREE/867"
             document="ShipNotice">
        <value field="number" at="BSN/02"/>
        <list field="lines" loop="PRF">
          <value field="number" at="PRF/01"/>
          <value field="package" at="PRF/02" of="packages.id" as="sscc"/>
        </list>
        <list field="packages" loop="PRF/MAN" only="read">
          <value field="id" at="01"/>
          <value field="sscc" at="02"/>
          <link field="../lines" by="number" at="02" set="lot" to="id"/>
        </list></map>)");
    const auto document = only<model::ShipNotice>(
        small.read("867", "BSN**N-1~PRF*1*2~PRF*2*5~MAN*AA*2~MAN*BB*1~MAN*CC*7~"));
    CHECK(document.lines.at(0).lot == "BB");
    CHECK(document.lines.at(1).lot == "AA");
    CHECK(document.lines.at(0).package == "AA");  // whose sscc is 2
    CHECK(document.lines.at(1).package == "5");   // nobody's
    CHECK(tells(small.write(document, notice), "PRF*1*2\nPRF*2*5\n"));
}

TEST_CASE("the sign may say to which list an element belongs") {
    const SmallMap small(invoice, invoice_grammar, R"(<map grammar="x12/TREE/810"
             document="Invoice">
        <value field="number" at="BSN/02"/>
        <list field="charges" loop="LIN">
          <fixed field="kind" value="allowance"/>
          <value field="amount" at="SN1/02" sign="-" select="yes"/>
          <value field="code" at="LIN/01"/>
        </list>
        <list field="charges" loop="LIN">
          <fixed field="kind" value="charge"/>
          <value field="amount" at="SN1/02" sign="+" select="yes"/>
          <value field="code" at="LIN/01"/>
        </list></map>)");
    const auto document =
        only<model::Invoice>(small.read("810", "BSN*00*I-1~LIN*a~SN1**-5~LIN*b~SN1**7~"));
    REQUIRE(document.charges.size() == 2);
    CHECK(document.charges[0].kind == model::ChargeKind::allowance);
    CHECK(document.charges[0].amount->text() == "5");
    CHECK(document.charges[1].kind == model::ChargeKind::charge);
    CHECK(small.write(document, invoice) == "BSN**I-1\nLIN*a\nSN1**-5\nLIN*b\nSN1**7\n");
}

TEST_CASE("texts go on in the node that may be repeated, and a second row is named by number") {
    constexpr std::string_view grammar = R"(<grammar id="x12/TREE/867" name="Texts">
        <segment id="BSN" use="M"/>
        <loop id="PRF">
          <segment id="PRF" use="M"/>
          <loop id="LIN" max="9"> <segment id="LIN" use="M"/> </loop>
        </loop>
        <segment id="BSN"/>
      </grammar>)";
    const SmallMap small(sales, grammar, R"(<map grammar="x12/TREE/867" document="Invoice">
        <value field="number" at="BSN/02"/>
        <constant at="PRF/01" value="T" always="yes"/>
        <values field="notes" at="PRF/LIN/03"/>
        <value field="currency" at="BSN#2/02"/></map>)");
    model::Invoice document;
    document.number = "I-1";
    document.currency = "SEK";
    document.notes = {"one", "two"};
    CHECK(small.write(document, sales) == "BSN**I-1\nPRF*T\nLIN***one\nLIN***two\nBSN**SEK\n");
}

TEST_CASE("a partner's map is used for writing, too") {
    exchange::Partner partner;
    partner.key = PartnerKey("acme");
    const SmallMap small(invoice, invoice_grammar, invoiceMap(""));
    small.schemas.put("partners/acme/overrides/maps/x12/TREE/810.xml",
                      R"(<map grammar="x12/TREE/810" extends="x12/TREE/810">
                           <constant at="HL/01" value="ACME" always="yes"/></map>)");
    const SchemaTranslator translator(small.schemas.folder(), small.schemas.folder() / "partners");
    model::Invoice document;
    document.number = "I-1";
    ports::WriteSettings settings = mt::settingsFor(invoice);
    settings.syntax_version = "00401";
    CHECK_FALSE(tells(translator.write(document, settings)->bytes, "HL*ACME"));
    settings.partner = &partner;
    CHECK(tells(translator.write(document, settings)->bytes, "HL*ACME"));
}

TEST_CASE("steps further up than anything is written stay one node") {
    constexpr std::string_view grammar = R"(<grammar id="x12/TREE/867" name="Nested">
        <segment id="BSN" use="M"/>
        <loop id="PRF" max="5"> <segment id="PRF" use="M"/>
          <loop id="MAN" max="9"> <segment id="MAN" use="M"/>
            <loop id="LIN" max="9"> <segment id="LIN" use="M"/> </loop>
          </loop>
        </loop>
      </grammar>)";
    const SmallMap small(sales, grammar, R"(<map grammar="x12/TREE/867" document="Invoice">
        <value field="number" at="BSN/02"/>
        <constant at="PRF/01" value="P" always="yes"/>
        <value field="order_number" at="PRF/MAN/01"/>
        <list field="lines" loop="PRF/MAN/LIN">
          <value field="order_number" at="../MAN/01"/>
          <value field="number" at="LIN/01"/>
        </list></map>)");
    model::Invoice document;
    document.number = "I-1";
    document.order_number = "B";
    document.lines.resize(3);
    document.lines[0].order_number = "A";
    document.lines[1].order_number = document.lines[2].order_number = "B";
    document.lines[0].number = "1";
    document.lines[1].number = "2";
    document.lines[2].number = "3";
    CHECK(small.write(document, sales) == "BSN**I-1\nPRF*P\nMAN*B\nLIN*2\nLIN*3\nMAN*A\nLIN*1\n");
}

TEST_CASE("an entry may be for some elements of a list only") {
    const SmallMap small(invoice, invoice_grammar, R"(<map grammar="x12/TREE/810"
             document="Invoice">
        <value field="number" at="BSN/02"/>
        <list field="lines" loop="ACK" group="03" size="2" max="3" where="unit!=">
          <value field="unit" at="01"/> <value field="number" at="03"/>
        </list>
        <list field="lines" loop="LIN" where="unit=">
          <value field="number" at="LIN/01"/>
        </list></map>)");
    model::Invoice document;
    document.number = "I-1";
    document.lines.resize(3);
    document.lines[0].number = "1";
    document.lines[1].number = "2";
    document.lines[1].unit = "EA";
    document.lines[2].number = "3";
    CHECK(small.write(document, invoice) == "BSN**I-1\nLIN*1\nLIN*3\nACK*EA**2\n");
}

TEST_CASE("a date is written by the first pattern that the element has room for") {
    const SmallMap small(
        sales, sales_grammar,
        R"(<map grammar="x12/TREE/867" document="Invoice" dates="YYYY-MM-DD|YYYYMMDD|YYMMDD">
             <value field="number" at="BSN/02"/>
             <value field="issued" at="PRF/DTM/02"/></map>)");
    const auto document = only<model::Invoice>(small.read("867", "BSN**I-1~PRF*P~DTM**20261101~"));
    CHECK(document.issued == makeDay(2026, 11, 1));
    CHECK(tells(small.write(document, sales), "DTM**20261101\n"));
}

TEST_CASE("a number may be read without its sign") {
    const SmallMap small(invoice, invoice_grammar,
                         invoiceMap(R"(<value field="quantity" at="SN1/02" absolute="yes"/>)"));
    const auto document = only<model::Invoice>(small.read("810", "BSN*00*I-1~LIN*1~SN1**-5~"));
    CHECK(document.lines.at(0).quantity == Quantity::whole(5));
    CHECK(tells(small.write(document, invoice), "SN1**5\n"));
}
