#include "mapping/check/document_checks.h"

#include <catch2/catch.hpp>

#include "mapping/check/check_digit.h"
#include "tests/mapping/syntax/recording.h"
#include "tests/mapping/syntax/samples.h"
#include "tests/mapping/translator/support.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::mapping;
using entrepot::test::ScratchDirectory;

namespace {

const std::filesystem::path common = ENTREPOT_SOURCE_DIR "/schemas/checks.xml";

Amount amount(const char* text) {
    return Amount::fromUnits(*parseScaled(text, Amount::scale));
}

// What the shipped rules find in a document that came from nowhere.
std::string foundIn(const model::BusinessDocument& document) {
    static const CheckRules rules = CheckRules::load(common).value();
    static const std::map<std::string, exchange::Severity, std::less<>> none;
    const FindingCollector collector(mapping::test::shippedGrammars().findings(), none, 100);
    Map map;
    map.scopes.emplace_back().type = &model::typeOf(document);
    const Tree tree;
    exchange::MessageReport report;
    checkDocument(rules, {document, map, tree}, collector, report);
    std::string text;
    for (const exchange::Finding& finding : report.findings)
        text += mapping::test::line(finding) + "\n";
    return text;
}

// Two lines, 120 and 30.25; freight 10, a rebate of 5; taxes 19.
model::Invoice invoice() {
    model::Invoice made;
    made.issued = makeDay(2026, 11, 21);
    for (const auto& [price, line_amount] : {std::pair{"10", "120"}, {"2.5208", "30.25"}}) {
        model::InvoiceLine& line = made.lines.emplace_back();
        line.quantity = Quantity::whole(12);
        line.price = Price::fromUnits(*parseScaled(price, Price::scale));
        line.amount = amount(line_amount);
    }
    made.charges.resize(2);
    made.charges[0] = {model::ChargeKind::charge, "freight", "", amount("10"), {}, {}, {}, {}, ""};
    made.charges[1] = {model::ChargeKind::allowance, "rebate", "", amount("5"), {}, {}, {}, {}, ""};
    made.taxes.push_back({"vat", "standard", {}, {}, amount("19"), ""});
    made.lines_total = amount("150.25");
    made.net_total = amount("155.25");
    made.tax_total = amount("19");
    made.total = amount("174.25");
    return made;
}

std::string loadProblems(const std::string& own) {
    const ScratchDirectory folder;
    folder.write("checks.xml", own);
    const auto loaded = CheckRules::load(common, folder.path() / "checks.xml");
    return loaded ? "" : loaded.error().what;
}

std::string findingsOf(const std::string& bytes) {
    std::string text;
    for (const exchange::Finding& finding :
         mapping::test::readBack(mapping::test::translator(), bytes).findings)
        if (finding.severity > exchange::Severity::note)
            text += mapping::test::line(finding) + "\n";
    return text;
}

}  // namespace

TEST_CASE("check digits of GTIN, GLN and SSCC") {
    CHECK(checkDigitOf("4012345678901") == '1');
    CHECK(checkDigitOf("04012345678901") == '1');
    CHECK(checkDigitOf("96385074") == '4');
    CHECK(checkDigitOf("012345678905") == '5');
    CHECK(checkDigitOf("376104250021234569") == '9');
    CHECK_FALSE(checkDigitOf("401234567890A"));
    CHECK_FALSE(checkDigitOf("4"));
}

TEST_CASE("an invoice whose sums fit has no finding, each wrong total has its own") {
    CHECK(foundIn(invoice()) == "");
    model::Invoice wrong = invoice();
    wrong.lines[1].amount = amount("31.25");
    CHECK(foundIn(wrong) ==
          "warning sum-differs field=lines.amount found=31.25 expected=30.2496 difference=1.0004\n"
          "warning sum-differs field=lines_total found=150.25 expected=151.25 difference=-1\n");
    wrong = invoice();
    wrong.total = amount("174");
    CHECK(foundIn(wrong) ==
          "warning sum-differs field=total found=174 expected=174.25 difference=-0.25\n");
    wrong = invoice();
    wrong.net_total = amount("150.25");
    wrong.total = amount("169.25");
    CHECK(foundIn(wrong) ==
          "warning sum-differs field=net_total found=150.25 expected=155.25 difference=-5\n");
}

TEST_CASE("an invoice with one total only is added up from quantities, prices and charges") {
    model::Invoice plain = invoice();
    plain.lines_total = plain.net_total = plain.tax_total = {};
    for (model::InvoiceLine& line : plain.lines) line.amount = {};
    plain.lines[0].price_quantity = Quantity::whole(2);  // 12 pieces at 10 for two: 60
    plain.total = amount("114.25");
    CHECK(foundIn(plain) == "");
    plain.total = amount("117.27");
    CHECK(foundIn(plain) ==
          "warning sum-differs field=total found=117.27 expected=114.2496 difference=3.0204\n");
    plain.lines[0].price = {};  // not known: nothing to add
    CHECK(foundIn(plain) == "");
}

TEST_CASE("days that contradict each other are told") {
    model::ShipNotice notice;
    notice.shipped = makeDay(2026, 11, 21);
    notice.arrives = makeDay(2026, 11, 20);
    notice.lines.resize(2);
    notice.lines[0].expires = makeDay(2027, 1, 1);
    notice.lines[1].expires = makeDay(2026, 1, 1);
    notice.lines[1].order_issued = makeDay(2026, 11, 30);
    CHECK(foundIn(notice) ==
          "warning dates-out-of-order field=lines.order_issued found=2026-11-30 other=shipped "
          "limit=2026-11-21\n"
          "warning dates-out-of-order field=lines.expires found=2026-01-01 other=shipped "
          "limit=2026-11-21\n"
          "warning dates-out-of-order field=arrives found=2026-11-20 other=shipped "
          "limit=2026-11-21\n");
    model::Order order;
    order.issued = makeDay(2026, 11, 21);
    order.wanted = makeDay(2026, 10, 22);  // 30 days before: late paper work
    CHECK(foundIn(order) == "");
    order.wanted = makeDay(2026, 10, 21);
    CHECK(foundIn(order) ==
          "warning date-in-past field=wanted found=2026-10-21 other=issued limit=2026-11-21\n");
}

TEST_CASE("SSCC, GTIN and GLN are looked at wherever a document has them") {
    model::ShipNotice notice;
    notice.packages.resize(2);
    notice.packages[0].sscc = "376104250021234569";
    notice.packages[1].sscc = "376104250021234568";
    notice.lines.resize(1);
    notice.lines[0].ids = {{"gtin", "40123456789"}, {"seller", "1"}};
    CHECK(foundIn(notice) ==
          "warning check-digit-wrong found=40123456789 kind=GTIN expected=8, 12, 13, 14 digits\n"
          "warning check-digit-wrong found=376104250021234568 kind=SSCC "
          "expected=376104250021234569\n");
}

TEST_CASE("findings of checks stand where the value stood, in every syntax") {
    CHECK(findingsOf(mapping::test::x12(
              "BEG*00*SA*PO-1**20261121~DTM*002*20260101~N1*ST*Store*UL*4012345000008~"
              "PO1*1*48*EA*12.75**VN*W-1*EN*4012345678902~CTT*2*47~")) ==
          "error count-differs segment 6 CTT[1] CTT 1 field=lines found=2 expected=1\n"
          "warning sum-differs segment 6 CTT[1] CTT 2 field=lines.quantity found=47 expected=48\n"
          "warning date-in-past segment 3 DTM 2 field=wanted found=2026-01-01 other=issued "
          "limit=2026-11-21\n"
          "warning check-digit-wrong segment 5 PO1[1] PO1 9 found=4012345678902 kind=GTIN "
          "expected=4012345678901 line=1\n"
          "warning check-digit-wrong segment 4 N1[1] N1 4 found=4012345000008 kind=GLN "
          "expected=4012345000009\n");
    CHECK(findingsOf(mapping::test::edifact(
              "BGM+220+PO-1+9'DTM+137:20261121:102'DTM+2:20260101:102'NAD+BY+5412345000014::9'"
              "LIN+1++4012345000017:EN'QTY+21:48'UNS+S'CNT+2:3'")) ==
          "error count-differs segment 9 CNT 1 field=lines found=3 expected=1\n"
          "warning date-in-past segment 4 DTM 1 field=wanted found=2026-01-01 other=issued "
          "limit=2026-11-21\n"
          "warning check-digit-wrong segment 6 SG25[1] LIN 3 found=4012345000017 kind=GTIN "
          "expected=4012345000016 line=1\n"
          "warning check-digit-wrong segment 5 SG2[1] NAD 2 found=5412345000014 kind=GLN "
          "expected=5412345000013\n");
}

TEST_CASE("a partner's checks replace, add and remove by id; mistakes are told") {
    const ScratchDirectory folder;
    folder.write("checks.xml",
                 "<checks><remove id='gtin'/><sum id='invoice-total' document='Invoice' "
                 "total='total' of='net_total + tax_total' tolerance='1'/></checks>");
    const CheckRules rules = CheckRules::load(common, folder.path() / "checks.xml").value();
    const DocumentChecks* checks = rules.find(*model::findType("Invoice"));
    REQUIRE(checks != nullptr);
    CHECK(checks->digits.size() == 1);  // GLN
    CHECK(std::any_of(checks->sums.begin(), checks->sums.end(),
                      [](const SumRule& rule) { return rule.tolerance == amount("1"); }));

    CHECK(loadProblems("<checks>\n<dates id='x' document='Order' field='lines.wante' "
                       "not-before='issued'/></checks>")
              .find("checks.xml:2: OrderLine has no field wante; did you mean wanted?") !=
          std::string::npos);
    CHECK(loadProblems("<checks><remove id='gtn'/></checks>").find("did you mean gtin?") !=
          std::string::npos);
    CHECK(loadProblems("<checks><sum id='x' document='Invoice' total='number' of='lines.x*y'/>"
                       "</checks>")
              .find("is no number") != std::string::npos);
    CHECK(loadProblems("<checks><digits id='x' name='X' type='Nothing' field='value' "
                       "lengths='8'/></checks>")
              .find("no document has a Nothing") != std::string::npos);
}
