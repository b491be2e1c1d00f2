// The demo as a new user runs it, its answers checked against conf/demo/erp.sql.
#include <catch2/catch.hpp>

#include "core/base/time.h"
#include "tests/e2e/child_process.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::test;

namespace {

// The report of one customer: from its name to the next blank line.
std::string block(const std::string& report, const std::string& customer) {
    const auto from = report.find("\n" + customer + "  ");
    REQUIRE(from != std::string::npos);
    return report.substr(from, report.find("\n\n", from + 1) - from);
}

// What a line of the order was promised: from "line N  item" to its reasons.
std::string lineOf(const std::string& report, const std::string& item) {
    const auto from = report.find("  " + item + "  ");
    REQUIRE(from != std::string::npos);
    return report.substr(from, report.find("why:", from) - from);
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the demo answers four orders in four forms as the ERP's figures say") {
    const ScratchDirectory directory;
    const Day today = test_day;
    ChildProcess demo(
        {{"demo", "--once", "--folder", (directory / "demo").string()}, {}, directory / "log"});

    const std::string report = demo.readAll();

    INFO(report);
    CHECK(demo.wait() == 0);
    const auto northwind = block(report, "northwind");
    CHECK(has(northwind, "x12/004010/850 0001 accepted"));
    CHECK(has(northwind, "x12/004010/855 to PO-4711"));
    // 2,400 on hand: all of it, as wanted.
    CHECK(has(lineOf(northwind, "TF-10001"),
              "48 EA wanted " + formatDay(today + Days(7)) + ": accepted"));
    // Nothing on hand, 480 due at D310 in five days: not before that.
    const auto waits = lineOf(northwind, "TF-10002");
    CHECK(has(waits, "120 EA leaves D310 on "));
    for (int days = 0; days < 5; ++days)
        CHECK_FALSE(has(waits, "D310 on " + formatDay(today + Days(days))));
    // 600 at plant P100 only.
    CHECK(has(lineOf(northwind, "TF-10003"), "240 EA leaves P100 on "));
    // 30 pieces are two whole cases of 12, here and at Venlo; 60 more at Memphis make the fifth.
    const auto cases = lineOf(northwind, "TF-10005");
    CHECK(has(cases, "2 CS leaves D310 on "));
    CHECK(has(cases, "2 CS leaves D320 on "));
    CHECK(has(cases, "1 CS leaves D310 on "));

    const auto alpenmarkt = block(report, "alpenmarkt");
    CHECK(has(alpenmarkt, "through its watched folder"));
    CHECK(has(alpenmarkt, "edifact/D96A/ORDERS 1 accepted"));
    CHECK(has(alpenmarkt, "edifact/D96A/ORDRSP to B-2201"));
    // 100 on hand but spoken for in ten days; 100 more come in a fortnight: not before those.
    CHECK(has(lineOf(alpenmarkt, "TF-10006"), "80 EA leaves D320 on "));
    for (int days = 0; days < 14; ++days)
        CHECK_FALSE(
            has(lineOf(alpenmarkt, "TF-10006"), "D320 on " + formatDay(today + Days(days))));

    const auto pacific = block(report, "pacific-outdoor");
    CHECK(has(pacific, "acknowledgement  none"));
    // 60 at Memphis and 60 at Venlo by the wanted day, partial delivery agreed: 30 are refused.
    CHECK(has(lineOf(pacific, "TF-10007"), "60 EA leaves D310 on "));
    CHECK(has(lineOf(pacific, "TF-10007"), "60 EA leaves D320 on "));
    CHECK(has(lineOf(pacific, "TF-10007"), "30 EA not promised"));
    CHECK(has(lineOf(pacific, "TF-10004"), "10 EA not promised"));

    const auto huadong = block(report, "huadong");
    CHECK(has(huadong, "csv/1/order-response to DD-31"));
    // 50 at Suzhou by the wanted day; the other 30 come from a site that ships anywhere.
    CHECK(has(lineOf(huadong, "TF-10008"), "50 EA leaves P200 on "));
    CHECK(has(lineOf(huadong, "TF-10008"), "30 EA leaves D3"));
    CHECK(has(huadong, "P200 有现货 50"));
    CHECK(has(lineOf(huadong, "TF-10001"), "4 CS leaves P200 on "));
}

TEST_CASE("the demo answers every order whatever the weekday") {
    const Day day = test_day + Days(GENERATE(5, 6, 38));  // a weekend, the last day of the year
    const ScratchDirectory directory;
    ChildProcess demo({{"demo", "--once", "--folder", (directory / "demo").string()},
                       livingOn(day),
                       directory / "log"});

    INFO(demo.readAll());
    CHECK(demo.wait() == 0);
}
