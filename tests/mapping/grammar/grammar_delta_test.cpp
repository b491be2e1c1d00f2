#include <catch2/catch.hpp>

#include "tests/mapping/grammar/written_schemas.h"

using namespace entrepot;
using namespace entrepot::mapping;
using mapping::test::whatFailed;
using mapping::test::WrittenSchemas;

namespace {

const exchange::MessageFormat old_order{"x12", "1", "900"};
const exchange::MessageFormat new_order{"x12", "2", "900"};

// Version 1 with one message; version 2 is built on it.
WrittenSchemas twoVersions(const char* name, const std::string& version = "types='all'") {
    WrittenSchemas written(name);
    written.write("x12/1/elements.xml",
                  "<elements><element id='1' type='AN' min='1' max='5'/>"
                  "<element id='2' type='ID' min='2' max='2'/></elements>");
    written.write("x12/1/segments.xml",
                  "<segments><segment id='AA' notes='P0102'><element ref='1' use='M'/>"
                  "<element ref='1'/></segment>"
                  "<segment id='BB'><element ref='2'/><element ref='1'/></segment>"
                  "<segment id='CC'><element ref='1'/></segment></segments>");
    written.write("x12/1/codes.xml", "<lists><codes element='2'><code id='ST'/></codes></lists>");
    written.write(
        "x12/1/900.xml",
        "<grammar id='x12/1/900' name='Order'>\n<segment id='AA' use='M'/>\n"
        "<loop id='BB' max='9'>\n<segment id='BB' use='M'/>\n<segment id='CC'/>\n</loop>\n"
        "<loop id='CC'>\n<segment id='CC' use='M'/></loop></grammar>");
    written.write("x12/2/version.xml", "<version extends='1' " + version + "/>");
    return written;
}

std::string rowsOf(const Grammar& grammar, RuleIndex parent = 0) {
    std::string text;
    for (RuleIndex at = grammar.rule(parent).first_child; at != no_rule;
         at = grammar.rule(at).next_sibling) {
        const Rule& rule = grammar.rule(at);
        text += (text.empty() ? "" : " ") + rule.name;
        text += rule.usage == Usage::mandatory ? "!" : rule.usage == Usage::unused ? "-" : "";
        if (rule.occurs_max != 1)
            text += rule.occurs_max == unbounded ? "*" : std::to_string(rule.occurs_max);
        if (rule.kind == RuleKind::loop) text += "(" + rowsOf(grammar, at) + ")";
    }
    return text;
}

std::string rowsOf(const WrittenSchemas& written, const exchange::MessageFormat& format,
                   const PartnerKey& partner = {}) {
    const GrammarStore store(written.folder(), written.partners());
    const auto found = store.find(format, partner);
    return found ? rowsOf(**found) : found.error().what;
}

std::string changed(const char* name, const std::string& rows) {
    const WrittenSchemas written = twoVersions(name);
    written.write("x12/2/900.xml",
                  "<grammar id='x12/2/900' extends='x12/1/900'>\n" + rows + "</grammar>");
    return rowsOf(written, new_order);
}

}  // namespace

TEST_CASE("a version serves the types of the version it is built on, with its own dictionary") {
    const WrittenSchemas written = twoVersions("inherit");
    written.write("x12/2/elements.xml",
                  "<elements><element id='1' type='AN' min='1' max='80'/></elements>");
    written.write("x12/2/codes.xml",
                  "<lists><codes element='2' extends='yes'><code id='BY'/></codes></lists>");
    written.write("x12/3/version.xml", "<version extends='2' types='900'/>");
    const GrammarStore store(written.folder());
    const auto found = store.find({"x12", "3", "900"});
    REQUIRE(found.has_value());
    const Grammar& grammar = **found;

    CHECK(rowsOf(grammar) == "AA! BB9(BB! CC) CC(CC!)");
    CHECK(grammar.format.version == "3");
    REQUIRE(grammar.bases.size() == 2);
    CHECK(grammar.bases.front().text() == "x12/2/900");
    CHECK(grammar.element(grammar.child(0, "AA"), 1)->length_max == 80);
    CHECK((*store.find(old_order))->element(1, 1)->length_max == 5);
    const RuleIndex bb = grammar.child(grammar.child(0, "BB"), "BB");
    const CodeList& codes = grammar.code_lists[grammar.element(bb, 1)->codes];
    CHECK(codes.contains("ST"));
    CHECK(codes.contains("BY"));
    CHECK(store.formats().size() == 3);
}

TEST_CASE("a version without types=\"all\" serves those only that it names or has") {
    const WrittenSchemas written = twoVersions("some", "");
    CHECK(GrammarStore(written.folder()).find(new_order).error().kind == FailureKind::not_found);
}

TEST_CASE("a segment of a later version replaces the earlier one, or changes it by position") {
    const WrittenSchemas written = twoVersions("segments");
    written.write("x12/2/segments.xml",
                  "<segments><segment id='BB'><element ref='1' use='M'/></segment>"
                  "<segment id='AA' extends='yes'><element at='2' ref='2' use='M'/>"
                  "<element ref='1' max='3'/></segment></segments>");
    const GrammarStore store(written.folder());
    const Grammar& grammar = **store.find(new_order);
    const RuleIndex aa = grammar.child(0, "AA");
    const RuleIndex bb = grammar.child(grammar.child(0, "BB"), "BB");

    CHECK(grammar.segments[grammar.rule(bb).segment].element_count == 1);
    CHECK(grammar.segments[grammar.rule(aa).segment].element_count == 3);
    CHECK(grammar.segments[grammar.rule(aa).segment].notes.size() == 1);
    CHECK(grammar.element(aa, 2)->reference == "2");
    CHECK(grammar.element(aa, 3)->occurs_max == 3);
}

TEST_CASE("rows of a grammar change, come, go and are replaced") {
    CHECK(changed("change", "<change at='BB' use='M' max='*'/>") == "AA! BB!*(BB! CC) CC(CC!)");
    CHECK(changed("change2", "<change at='BB/CC' use='N'/>") == "AA! BB9(BB! CC-) CC(CC!)");
    CHECK(changed("after", "<insert after='AA'><segment id='CC' max='2'/></insert>") ==
          "AA! CC2 BB9(BB! CC) CC(CC!)");
    CHECK(changed("before", "<insert before='BB/CC'><segment id='AA'/></insert>") ==
          "AA! BB9(BB! AA CC) CC(CC!)");
    CHECK(changed("into", "<insert into='BB'><segment id='AA'/></insert>") ==
          "AA! BB9(BB! AA CC) CC(CC!)");
    CHECK(changed("top", "<insert into='.'><segment id='BB'/></insert>") ==
          "BB AA! BB9(BB! CC) CC(CC!)");
    CHECK(changed("remove", "<remove at='CC'/>") == "AA! BB9(BB! CC)");
    CHECK(changed("replace", "<replace at='BB'><segment id='BB'/><segment id='CC'/></replace>") ==
          "AA! BB CC CC(CC!)");
    CHECK(changed("second",
                  "<insert after='AA'><segment id='AA'/></insert>"
                  "<change at='AA#2' max='7'/>") == "AA! AA7 BB9(BB! CC) CC(CC!)");
}

TEST_CASE("what a change does not find is told with file, line and the nearest name") {
    const std::string path = changed("nowhere", "\n<remove at='BB/CD'/>");
    CHECK(path.find("2/900.xml:3: BB has no row CD; did you mean CC?") != std::string::npos);
    CHECK(changed("malformed", "<remove at='BB['/>").find("is not a path") != std::string::npos);
    CHECK(changed("plain", "<segment id='AA'/>").find("<segment> is not known here") !=
          std::string::npos);
    CHECK(changed("element", "<change at='AA/03' use='M'/>").find("AA has 2 elements, not 3") !=
          std::string::npos);
    CHECK(changed("lengths", "<change at='AA' max-length='3'/>").find("names a row") !=
          std::string::npos);
    // What is wrong with a row of the base is told with the base's file.
    CHECK(changed("base", "<change at='BB/BB' max='4'/>")
              .find("1/900.xml:3: the segment that opens") != std::string::npos);
}

TEST_CASE("versions and grammars that extend nothing or each other are told") {
    const WrittenSchemas written = twoVersions("circle");
    written.write("x12/1/version.xml", "<version extends='2'/>");
    CHECK(whatFailed(written, old_order).find("circle") != std::string::npos);
    const WrittenSchemas other = twoVersions("unknown");
    other.write("x12/2/version.xml", "<version extends='7'/>");
    other.write("x12/2/900.xml", "<grammar id='x12/2/900' extends='x12/1/900'/>");
    CHECK(whatFailed(other, new_order).find("version.xml:1: there is no version 7") !=
          std::string::npos);
    other.write("x12/2/version.xml", "<version extends='1'/>");
    other.write("x12/2/900.xml", "<grammar id='x12/2/900' extends='x12/1/901'/>");
    CHECK(whatFailed(other, new_order).find("900.xml:1: extends=\"x12/1/901\"") !=
          std::string::npos);
    other.write("x12/2/900.xml", "<grammar id='x12/2/900' extends='x12/2/900'/>");
    CHECK(whatFailed(other, new_order).find("circle") != std::string::npos);
}

TEST_CASE("elements change for one row only, not for others of that segment") {
    const WrittenSchemas written = twoVersions("elements");
    written.write("x12/2/900.xml",
                  "<grammar id='x12/2/900' extends='x12/1/900'>"
                  "<change at='BB/CC/01' use='M' max-length='2'/>"
                  "<codes at='BB/01'><code id='BY'/></codes></grammar>");
    const GrammarStore store(written.folder());
    const auto found = store.find(new_order);
    REQUIRE(found.has_value());
    const Grammar& grammar = **found;
    const RuleIndex loop = grammar.child(0, "BB");
    const RuleIndex inner = grammar.child(loop, "CC");
    const RuleIndex outer = grammar.child(grammar.child(0, "CC"), "CC");

    CHECK(grammar.element(inner, 1)->usage == Usage::mandatory);
    CHECK(grammar.element(inner, 1)->length_max == 2);
    CHECK(grammar.segments[grammar.rule(inner).segment].mandatory == 1);
    CHECK(grammar.element(outer, 1)->usage == Usage::optional);
    const CodeList& codes =
        grammar.code_lists[grammar.element(grammar.child(loop, "BB"), 1)->codes];
    CHECK(codes.contains("BY"));
    CHECK_FALSE(codes.contains("ST"));
}

TEST_CASE("a partner's grammar differs from the common one by its rows") {
    const WrittenSchemas written = twoVersions("partner");
    written.writePartner("acme", "x12/1/900.xml",
                         "<grammar id='x12/1/900'><change at='BB' max='2'/>"
                         "<remove at='CC'/></grammar>");
    const GrammarStore store(written.folder(), written.partners());

    CHECK(rowsOf(written, old_order, PartnerKey("acme")) == "AA! BB2(BB! CC)");
    CHECK(rowsOf(written, old_order, PartnerKey("other")) == "AA! BB9(BB! CC) CC(CC!)");
    CHECK(rowsOf(written, old_order) == "AA! BB9(BB! CC) CC(CC!)");
    CHECK(store.differs(old_order, PartnerKey("acme")));
    CHECK_FALSE(store.differs(new_order, PartnerKey("acme")));
    CHECK(store.overridden(PartnerKey("acme")).size() == 1);
    written.writePartner("acme", "x12/1/900.xml",
                         "<grammar id='x12/1/900'><remove at='X'/></grammar>");
    CHECK(whatFailed(written, old_order, PartnerKey("acme")).find("has no row X") !=
          std::string::npos);
}

TEST_CASE("EDIFACT groups are named by their openers, and numbered when a version has others") {
    WrittenSchemas written("groups");
    written.write("edifact/A/elements.xml", "<elements><element id='1' type='an..5'/></elements>");
    written.write("edifact/A/segments.xml",
                  "<segments><segment id='LIN'><element ref='1'/></segment>"
                  "<segment id='ALC'><element ref='1'/></segment>"
                  "<segment id='PRI'><element ref='1'/></segment></segments>");
    written.write("edifact/A/ORDERS.xml",
                  "<grammar id='edifact/A/ORDERS'>"
                  "<loop max='9'><segment id='ALC' use='M'/></loop>"
                  "<loop max='9'><segment id='LIN' use='M'/>"
                  "<loop><segment id='PRI' use='M'/></loop></loop></grammar>");
    written.write("edifact/B/version.xml", "<version extends='A'/>");
    written.write("edifact/B/ORDERS.xml",
                  "<grammar id='edifact/B/ORDERS' extends='edifact/A/ORDERS'>"
                  "<insert before='SG(LIN)'><loop><segment id='PRI' use='M'/></loop></insert>"
                  "<change at='SG(LIN)/SG(PRI)/PRI/01' use='M'/>"
                  "<insert into='SG2/SG3'><loop><segment id='ALC' use='M'/></loop></insert>"
                  "</grammar>");
    written.writePartner(
        "acme", "edifact/A/ORDERS.xml",
        "<grammar id='edifact/A/ORDERS'>"
        "<insert into='.'><loop id='OWN'><segment id='PRI' use='M'/></loop></insert>"
        "</grammar>");
    const exchange::MessageFormat a{"edifact", "A", "ORDERS"};

    CHECK(rowsOf(written, a) == "SG19(ALC!) SG29(LIN! SG3(PRI!))");
    CHECK(rowsOf(written, {"edifact", "B", "ORDERS"}) ==
          "SG19(ALC!) SG2(PRI!) SG39(LIN! SG4(PRI! SG5(ALC!)))");
    CHECK(rowsOf(written, a, PartnerKey("acme")) == "OWN(PRI!) SG19(ALC!) SG29(LIN! SG3(PRI!))");
}

TEST_CASE("a change reaches into a shared block at one place only") {
    WrittenSchemas written("shared");
    written.write("ubl/2.1/shared.xml",
                  "<blocks><shared id='Party'><segment id='cbc:Name' type='text'/>"
                  "<loop id='cac:Agent' shared='Party'/></shared></blocks>");
    written.write("ubl/2.1/Order.xml",
                  "<grammar id='ubl/2.1/Order'><loop id='cac:Buyer' shared='Party'/>"
                  "<loop id='cac:Seller'><use shared='Party'/></loop></grammar>");
    written.writePartner("acme", "ubl/2.1/Order.xml",
                         "<grammar id='ubl/2.1/Order'>"
                         "<change at='cac:Seller/cbc:Name' use='M' max-length='9'/></grammar>");
    const exchange::MessageFormat order{"ubl", "2.1", "Order"};
    const GrammarStore store(written.folder(), written.partners());
    const auto found = store.find(order, PartnerKey("acme"));
    REQUIRE(found.has_value());
    const Grammar& grammar = **found;
    const RuleIndex seller = grammar.child(grammar.child(0, "cac:Seller"), "cbc:Name");
    const RuleIndex buyer = grammar.child(grammar.child(0, "cac:Buyer"), "cbc:Name");

    CHECK(grammar.rule(seller).usage == Usage::mandatory);
    CHECK(grammar.element(seller, 1)->length_max == 9);
    CHECK(grammar.rule(buyer).usage == Usage::optional);
    CHECK(grammar.element(buyer, 1)->length_max == 0);
}

TEST_CASE("a shared block is the same wherever it is used, whatever blocks are open around it") {
    WrittenSchemas written("copies");
    written.write(
        "ubl/2.1/Order.xml",
        "<grammar id='ubl/2.1/Order'><loop id='cac:A' shared='P'/>"
        "<loop id='cac:B'><segment id='cbc:X'/><use shared='P'/><segment id='cbc:Y'/></loop>"
        "<loop id='cac:C' shared='Q'/><loop id='cac:D' shared='Q'/>"
        "<shared id='P'><segment id='cbc:N'/><loop id='cac:Q' shared='Q'/></shared>"
        "<shared id='Q'><segment id='cbc:M'/><loop id='cac:P' shared='P'/></shared>"
        "</grammar>");
    CHECK(rowsOf(written, {"ubl", "2.1", "Order"}) ==
          "cac:A(cbc:N cac:Q(cbc:M cac:P())) cac:B(cbc:X cbc:N cac:Q(cbc:M cac:P()) cbc:Y) "
          "cac:C(cbc:M cac:P(cbc:N cac:Q())) cac:D(cbc:M cac:P(cbc:N cac:Q()))");
    written.write("ubl/2.1/Order.xml",
                  "<grammar id='ubl/2.1/Order'><loop id='cac:A' shared='P'/>"
                  "<loop id='cac:B'><segment id='cbc:N'/>\n<use shared='P'/></loop>"
                  "<shared id='P'><segment id='cbc:N'/></shared></grammar>");
    CHECK(rowsOf(written, {"ubl", "2.1", "Order"}).find("Order.xml:2: cbc:N stands twice") !=
          std::string::npos);
}
