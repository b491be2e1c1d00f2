// Values that a map reads and cannot write where they stand, so no golden sample makes their round
// trip.
#include <catch2/catch.hpp>

#include "tests/mapping/syntax/samples.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
namespace mt = entrepot::mapping::test;

TEST_CASE("the day at a place and the price of an item are those of its sales in SLSRPT D96A") {
    const mt::ReadBack back = mt::readBack(
        mt::translator(),
        mt::edifact("BGM+73E+VK-1+9'DTM+137:20261207:102'DTM+356:20261206:102'"
                    "NAD+SU+4012345000023::9'LOC+162+4012345000016::9'DTM+356:20261204:102'"
                    "LIN+1++4012345678901:EN'PRI+AAA:0.5'QTY+153:340:PCE'",
                    "SLSRPT:D:96A:UN:EAN004"));

    INFO(back.text);
    REQUIRE(back.documents.size() == 1);
    const auto report = std::get<model::SalesReport>(back.documents[0]);
    CHECK(report.period.from == makeDay(2026, 12, 6));
    CHECK(report.period.to == makeDay(2026, 12, 6));
    const model::StockFigure& figure = report.lines.at(0).figures.at(0);
    CHECK(figure.period.from == makeDay(2026, 12, 4));
    CHECK(figure.period.to == makeDay(2026, 12, 4));
    CHECK(figure.price == *Price::parse("0.5"));
    CHECK(back.findings.empty());
}
