#include "adapters/erp/demo_erp.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "adapters/erp/sql_erp.h"
#include "tests/contract/backends.h"
#include "tests/support/manual_clock.h"

using namespace entrepot;
using namespace entrepot::test;
namespace fs = std::filesystem;

namespace {

const fs::path conf = ENTREPOT_SOURCE_DIR "/conf";
const fs::path schemas = ENTREPOT_SOURCE_DIR "/schemas";
const Day today = *parseDay("2026-11-21");

class Demo {
public:
    explicit Demo(Day day = today) {
        valueOf(erp::createDemoErp(file(), day, conf));
        erp = valueOf(erp::SqlErp::open({.profile = conf / "demo" / "erp-profile.xml",
                                         .connection = "Database=" + file().string()},
                                        schemas, clock));
    }
    fs::path file() const { return directory_ / "erp.db"; }
    ports::ErpSnapshot read() { return valueOf(erp->read()); }
    std::unique_ptr<odbc::Connection> connect() const {
        const std::string driver = odbc::defaultDriver(odbc::Product::sqlite);
        return valueOf(odbc::Connection::open(odbc::foreignTarget(
            odbc::Product::sqlite, "Driver=" + driver + ";Database=" + file().string(), "demo")));
    }
    std::vector<std::string> texts(const std::string& sql) const {
        return valueOf(connect()->select(sql, {}, [](odbc::Row& row) { return row.text(); }));
    }

private:
    ScratchDirectory directory_;
    test::ManualClock clock{at(0)};

public:
    std::unique_ptr<erp::SqlErp> erp;
};

Quantity stockOf(const ports::ErpSnapshot& snapshot, const char* item) {
    Quantity sum;
    for (const auto& stock : snapshot.stock)
        if (stock.item.value == item) sum += stock.quantity;
    return sum;
}

template <class Planned>
std::vector<Day> daysOf(const std::vector<Planned>& planned, const char* item, const char* site) {
    std::vector<Day> days;
    for (const auto& each : planned)
        if (each.item.value == item && each.site.value == site) days.push_back(each.day);
    std::ranges::sort(days);
    return days;
}

bool checkDigitHolds(const std::string& gtin) {
    int sum = 0;
    for (std::size_t i = 0; i < gtin.size(); ++i)
        sum += (gtin[gtin.size() - 1 - i] - '0') * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0;
}

ports::ErpOrder order(std::int64_t promise) {
    ports::ErpOrder order;
    order.promise = PromiseId{promise};
    order.customer = PartnerKey("northwind");
    order.order_number = "PO-'1'; DROP TABLE part";
    order.currency = "USD";
    order.lines = {{"10", ItemKey("TF-10001"), Quantity::whole(24), "EA", SiteKey("D310"), today,
                    today + Days(2), Price::whole(19)},
                   {"10", ItemKey("TF-10001"), Quantity::fromUnits(5000), "EA", SiteKey("P100"),
                    today + Days(1), today + Days(4), std::nullopt}};
    return order;
}

}  // namespace

TEST_CASE("the demo's ERP is read whole, with nothing left out", "[erp]") {
    Demo demo;
    const auto snapshot = demo.read();

    CHECK(snapshot.problems.empty());
    CHECK(snapshot.read_at == at(0));
    CHECK(snapshot.items.size() == 200);
    CHECK(snapshot.sites.size() == 4);
    CHECK(snapshot.calendars.size() == 7);
    CHECK(snapshot.lanes.size() == 13);
    CHECK(snapshot.stock.size() > 700);
    CHECK(snapshot.receipts.size() > 200);
    CHECK(snapshot.demand.size() > 100);
    for (const auto& item : snapshot.items) {
        REQUIRE(item.units.size() == 3);
        REQUIRE(item.ids.size() == 2);
        for (const auto& id : item.ids)
            if (id.scheme == "gtin") CHECK(checkDigitHolds(id.value));
    }
    const auto plant = std::ranges::find(snapshot.sites, SiteKey("P200"), &model::Site::key);
    REQUIRE(plant != snapshot.sites.end());
    CHECK(plant->kind == model::SiteKind::plant);
    CHECK(plant->country == "CN");
    CHECK(plant->calendar == "CN");
    const auto us = std::ranges::find(snapshot.calendars, "US", &model::WorkCalendar::key);
    REQUIRE(us != snapshot.calendars.end());
    CHECK(us->weekdays == 0b0011111);
    CHECK_FALSE(us->isOpen(*parseDay("2026-12-25")));
    CHECK(us->isOpen(*parseDay("2026-12-24")));
    CHECK_FALSE(us->isOpen(*parseDay("2028-07-04")));
}

TEST_CASE("the demo's parts are the cases its README names", "[erp]") {
    Demo demo;
    const auto snapshot = demo.read();
    using DayList = std::vector<Day>;

    CHECK(stockOf(snapshot, "TF-10001") == Quantity::whole(9600));
    CHECK(stockOf(snapshot, "TF-10002").isZero());
    CHECK(daysOf(snapshot.receipts, "TF-10002", "D310") == DayList{today + Days(5)});
    CHECK(stockOf(snapshot, "TF-10003") == Quantity::whole(600));
    CHECK(stockOf(snapshot, "TF-10004").isZero());
    for (const char* site : {"P100", "P200", "D310", "D320"}) {
        CHECK(daysOf(snapshot.receipts, "TF-10004", site).empty());
        CHECK(daysOf(snapshot.receipts, "TF-10003", site).empty());
    }
    CHECK(daysOf(snapshot.receipts, "TF-10005", "D310") == DayList{today + Days(7)});
    CHECK(daysOf(snapshot.demand, "TF-10006", "D310") == DayList{today + Days(10)});
    CHECK(daysOf(snapshot.receipts, "TF-10006", "D310") == DayList{today + Days(14)});
    CHECK(daysOf(snapshot.receipts, "TF-10007", "P200") ==
          DayList{today + Days(7), today + Days(14)});
    const auto& item = snapshot.items.at(4);
    CHECK(item.key.value == "TF-10005");
    CHECK(toBaseUnit(item, Quantity::whole(1), "CS") == Quantity::whole(12));
}

TEST_CASE("the same day makes the same demo, another day moves it", "[erp]") {
    const auto first = Demo(today).read();
    const auto same = Demo(today).read();
    const auto later = Demo(today + Days(100)).read();

    REQUIRE(first.receipts.size() == same.receipts.size());
    for (std::size_t i = 0; i < first.receipts.size(); ++i) {
        CHECK(first.receipts[i].day == same.receipts[i].day);
        CHECK(first.receipts[i].day + Days(100) == later.receipts[i].day);
        CHECK(first.receipts[i].quantity == later.receipts[i].quantity);
    }
}

TEST_CASE("a demo is not made over another one", "[erp]") {
    const Demo demo;
    CHECK(test::failureOf(erp::createDemoErp(demo.file(), today, conf)) == FailureKind::conflict);
    CHECK(test::failureOf(erp::createDemoErp(demo.file().string() + "2", today, "/nowhere")) ==
          FailureKind::not_found);
    CHECK_FALSE(fs::exists(demo.file().string() + "2"));
}

TEST_CASE("an order is written once, however often", "[erp]") {
    Demo demo;
    valueOf(demo.erp->write(order(1)));
    auto other_lines = order(1);
    other_lines.lines.clear();
    valueOf(demo.erp->write(other_lines));
    valueOf(demo.erp->write(order(2)));

    CHECK(demo.texts("SELECT customer_order || '|' || status FROM sales_order_staging") ==
          std::vector<std::string>(2, "PO-'1'; DROP TABLE part|new"));
    CHECK(demo.texts("SELECT promise_id || '|' || position || '|' || part_no || '|' || quantity "
                     "|| '|' || facility || '|' || ship_day || '|' || delivery_day || '|' || "
                     "coalesce(price, 'none') FROM sales_order_staging_line "
                     "ORDER BY promise_id, position LIMIT 2") ==
          std::vector<std::string>{"0000000000001|1|TF-10001|24|D310|2026-11-21|2026-11-23|19",
                                   "0000000000001|2|TF-10001|0.5|P100|2026-11-22|2026-11-25|none"});
}

TEST_CASE("an order is taken back unless the ERP went on with it", "[erp]") {
    Demo demo;
    for (const int promise : {1, 2}) valueOf(demo.erp->write(order(promise)));
    valueOf(demo.connect()->run(
        "UPDATE sales_order_staging SET status = 'taken' WHERE promise_id = '0000000000002'"));

    for (const int promise : {1, 1, 2, 3}) valueOf(demo.erp->cancel(PromiseId{promise}));

    CHECK(demo.texts("SELECT status FROM sales_order_staging ORDER BY promise_id") ==
          std::vector<std::string>{"cancelled", "taken"});
    const auto demand = demo.read().demand;
    CHECK(std::ranges::count(demand, "0000000000002", &ports::ErpDemand::reference) == 2);
}

TEST_CASE("an ERP that is away is unavailable, and read again when it is back", "[erp]") {
    Demo demo;
    const fs::path away = demo.file().string() + ".away";
    fs::rename(demo.file(), away);
    const auto gone = demo.erp->read();
    REQUIRE(test::failureOf(gone) == FailureKind::unavailable);
    CHECK(gone.error().what.find("erp/connection") != std::string::npos);
    CHECK(test::failureOf(demo.erp->write(order(1))) == FailureKind::unavailable);
    CHECK_FALSE(fs::exists(demo.file()));

    fs::rename(away, demo.file());
    CHECK(demo.read().items.size() == 200);
    CHECK(demo.erp->write(order(1)).has_value());
}
