#include "mapping/grammar/grammar_store.h"

#include <catch2/catch.hpp>

#include "tests/mapping/grammar/written_schemas.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;

namespace {

const fs::path schemas = fs::path(ENTREPOT_SOURCE_DIR) / "schemas";

using Schemas = mapping::test::WrittenSchemas;
using mapping::test::whatFailed;

constexpr const char* elements = "<elements><element id='1' type='AN' min='1' max='5'/></elements>";
constexpr const char* segments =
    "<segments><segment id='AA' notes='P0102'><element ref='1' use='M'/><element ref='1'/>"
    "</segment><segment id='BB'><element ref='1'/></segment></segments>";

}  // namespace

TEST_CASE("every grammar that is shipped loads") {
    const GrammarStore store(schemas);
    for (const exchange::MessageFormat& format : store.formats()) {
        const auto grammar = store.find(format);
        INFO(format.text() << ": " << (grammar ? "" : grammar.error().what));
        CHECK(grammar.has_value());
    }
}

TEST_CASE("an 850 has its loops, elements, notes and group") {
    const GrammarStore store(schemas);
    const auto found = store.find({"x12", "004010", "850"});
    REQUIRE(found.has_value());
    const Grammar& grammar = **found;
    const RuleIndex line = grammar.child(0, "PO1");
    REQUIRE(line != no_rule);
    const RuleIndex po1 = grammar.child(line, "PO1");

    CHECK(grammar.functional_id == "PO");
    CHECK(grammar.rule(line).kind == RuleKind::loop);
    CHECK(grammar.rule(line).usage == Usage::mandatory);
    CHECK(grammar.rule(line).key == nameKey("PO1"));
    CHECK(grammar.element(po1, 2)->type == ElementType::real);
    CHECK(grammar.element(po1, 7)->length_max == 48);
    CHECK(grammar.segments[grammar.rule(po1).segment].notes.front().text == "C0302");
}

TEST_CASE("CONTRL is found whatever version its header names") {
    const GrammarStore store(schemas);
    CHECK((*store.find({"edifact", "D3", "CONTRL"}))->format.version == "3");
    CHECK((*store.find({"edifact", "41", "CONTRL"}))->format.version == "4");
}

TEST_CASE("a format that names a path outside finds nothing") {
    const GrammarStore store(schemas);
    CHECK(store.find({"x12", "../../..", "850"}).error().kind == FailureKind::not_found);
    CHECK(store.find({"x12", "004010", "../004010/850"}).error().kind == FailureKind::not_found);
    CHECK(store.find({"x12", "004010", "segments"}).error().kind == FailureKind::not_found);
}

TEST_CASE("mistakes in a grammar are told together, with file and line") {
    const Schemas written("mistakes");
    written.write("x12/1/elements.xml", elements);
    written.write("x12/1/segments.xml", segments);
    written.write("x12/1/900.xml",
                  "<grammar id='x12/1/900'>\n<segment id='AA' use='Q'/>\n<segment id='ZZ'/>\n"
                  "<loop id='L'>\n<segment id='BB' use='M' max='3'/></loop>\n</grammar>");
    const std::string what = whatFailed(written, {"x12", "1", "900"});

    CHECK(what.find("900.xml:2: use=\"Q\"") != std::string::npos);
    CHECK(what.find("900.xml:3: segment ZZ is not defined") != std::string::npos);
    CHECK(what.find("900.xml:4: the segment that opens loop L") != std::string::npos);
}

TEST_CASE("a loop that an earlier unlimited row hides is refused") {
    const Schemas written("ambiguous");
    written.write("x12/1/elements.xml", elements);
    written.write("x12/1/segments.xml", segments);
    written.write("x12/1/900.xml",
                  "<grammar id='x12/1/900'><segment id='AA' max='*'/>\n<loop id='AA'>"
                  "<segment id='AA' use='M'/></loop></grammar>");
    CHECK(whatFailed(written, {"x12", "1", "900"}).find("ambiguous") != std::string::npos);
}

TEST_CASE("unknown elements and double definitions in a dictionary are refused") {
    const Schemas written("dictionary");
    written.write("x12/1/elements.xml", elements);
    written.write("x12/1/segments.xml",
                  "<segments><segment id='AA'><element ref='77'/></segment>"
                  "<segment id='AA'/></segments>");
    written.write("x12/1/900.xml", "<grammar id='x12/1/900'><segment id='AA'/></grammar>");
    const std::string what = whatFailed(written, {"x12", "1", "900"});

    CHECK(what.find("unknown element 77") != std::string::npos);
    CHECK(what.find("defined twice") != std::string::npos);
}

TEST_CASE("an XML grammar declares segments inline and shares blocks without recursion") {
    const Schemas written("xml");
    written.write("ubl/2.1/Order.xml",
                  "<grammar id='ubl/2.1/Order'><segment id='cbc:ID' use='M' type='text' "
                  "max-length='35'/><loop id='cac:Party' shared='Party'/>"
                  "<shared id='Party'><segment id='cbc:Quantity' type='decimal'>"
                  "<attribute name='unitCode' use='M'/></segment>"
                  "<loop id='cac:AgentParty' shared='Party'/></shared></grammar>");
    const GrammarStore store(written.folder());
    const auto found = store.find({"ubl", "2.1", "Order"});
    REQUIRE(found.has_value());
    const Grammar& grammar = **found;
    const RuleIndex party = grammar.child(0, "cac:Party");
    const RuleIndex quantity = grammar.child(party, "cbc:Quantity");

    CHECK(grammar.element(grammar.child(0, "cbc:ID"), 1)->length_max == 35);
    CHECK(grammar.element(quantity, 1)->type == ElementType::real);
    CHECK(grammar.element(quantity, 2)->reference == "@unitCode");
    CHECK(grammar.rule(grammar.child(party, "cac:AgentParty")).first_child == no_rule);
}

TEST_CASE("a CSV grammar has its columns as elements") {
    const Schemas written("csv");
    written.write("csv/1/order.xml",
                  "<grammar id='csv/1/order'><loop id='order' max='*'><segment id='row' max='*'>"
                  "<column name='order_number' use='M' max-length='35'/>"
                  "<column name='quantity' type='decimal'/></segment></loop></grammar>");
    const GrammarStore store(written.folder());
    const auto found = store.find({"csv", "1", "order"});
    REQUIRE(found.has_value());
    const Grammar& grammar = **found;
    const RuleIndex row = grammar.child(grammar.child(0, "order"), "row");

    CHECK(grammar.element(row, 1)->name == "order_number");
    CHECK(grammar.element(row, 1)->usage == Usage::mandatory);
    CHECK(grammar.element(row, 2)->type == ElementType::real);
}
