#include "core/promise/supply_picture.h"

#include <catch2/catch.hpp>
#include <limits>

#include "core/promise/order_promiser.h"
#include "tests/core/promise/desk_fixture.h"

using namespace entrepot;
using namespace entrepot::promise;
using namespace entrepot::test;

namespace {

const ItemKey widget("widget");
const SiteKey plant("plant-1");

Quantity most() {
    return Quantity::fromUnits(std::numeric_limits<std::int64_t>::max());
}

Quantity least() {
    return Quantity::fromUnits(std::numeric_limits<std::int64_t>::min());
}

}  // namespace

TEST_CASE("an ERP may say any number without harm") {
    for (const Quantity& absurd : {most(), least()}) {
        ports::ErpSnapshot snapshot = onlyStock("widget", 0);
        for (int i = 0; i < 20; ++i) {
            snapshot.stock.push_back({widget, plant, absurd});
            snapshot.receipts.push_back({widget, plant, first_day, absurd, "PO"});
            snapshot.demand.push_back({widget, plant, first_day + Days(1), absurd, "SO"});
            snapshot.demand.push_back({widget, plant, first_day, absurd, formatId(7)});
        }
        SupplyPicture picture(snapshot, first_day, 10);
        for (const Withdrawal& row : picture.takenOver().at(PromiseId{7})) picture.reserve(row);

        const auto answer = OrderPromiser(picture).promise(order("O-1", "widget", 1));

        CHECK(answer.lines[0].parts.size() + (answer.lines[0].unmet.isZero() ? 0 : 1) == 1);
        picture.undoTo(0);
        picture.moveTo(first_day + Days(500));
    }
}

TEST_CASE("rows for the same item and site add up, whatever the master data lists") {
    ports::ErpSnapshot snapshot = onlyStock("widget", 5);
    snapshot.stock.push_back({widget, plant, Quantity::whole(7)});
    snapshot.items.push_back({.key = ItemKey("gadget"), .description = "", .units = {}, .ids = {}});
    snapshot.sites.push_back({.key = plant, .name = "", .country = "", .calendar = "missing"});
    const SupplyPicture picture(snapshot, first_day, 10);

    const auto series = picture.findSeries(widget, plant);

    REQUIRE(series);
    CHECK(picture.availability().available(*series, 0) == Quantity::whole(12));
    CHECK(picture.findItem(ItemKey("gadget")));
    CHECK(picture.sitesOf(*picture.findItem(ItemKey("gadget"))).empty());
    CHECK_FALSE(picture.findItem(ItemKey("none")));
    CHECK_FALSE(picture.findSeries(ItemKey("gadget"), plant));
}

TEST_CASE("what a bookmark remembers is undone to the last unit") {
    SupplyPicture picture(onlyStock("widget", 50), first_day, 30);
    const SeriesIndex series = *picture.findSeries(widget, plant);
    picture.reserve(series, 3, Quantity::whole(10));
    const std::size_t bookmark = picture.bookmark();

    picture.reserve(series, 20, Quantity::whole(20));
    picture.release({series, first_day + Days(3), Quantity::whole(10)});
    picture.undoTo(bookmark);

    CHECK(picture.availability().balance(series, 2) == Quantity::whole(50));
    CHECK(picture.availability().balance(series, 3) == Quantity::whole(40));
    CHECK(picture.availability().balance(series, 29) == Quantity::whole(40));
}

TEST_CASE("before our promises as much was there as the ERP's rows say") {
    ports::ErpSnapshot snapshot = onlyStock("widget", 10);
    snapshot.demand.push_back({widget, plant, first_day + Days(4), Quantity::whole(8), "SO"});
    snapshot.receipts.push_back({widget, plant, first_day + Days(4), Quantity::whole(3), "PO"});
    snapshot.receipts.push_back({widget, plant, first_day + Days(9), Quantity::whole(20), "PO"});
    SupplyPicture picture(snapshot, first_day, 30);
    const SeriesIndex series = *picture.findSeries(widget, plant);
    picture.reserve(series, 0, Quantity::whole(5));

    CHECK(picture.availability().available(series, 0) == Quantity());
    CHECK(picture.availableBeforePromises(series, 0) == Quantity::whole(5));
    CHECK(picture.availableBeforePromises(series, 4) == Quantity::whole(5));
    CHECK(picture.availableBeforePromises(series, 9) == Quantity::whole(25));
}

TEST_CASE("any number of regions is served, each by its closest lane") {
    ports::ErpSnapshot snapshot = onlyStock("widget", 10);
    snapshot.lanes.push_back({plant, "DE", 3, "", 0});
    snapshot.lanes.push_back({plant, "DE-BY", 1, "", 0});
    SupplyPicture picture(snapshot, first_day, 30);

    for (int i = 0; i < 5000; ++i)
        CHECK(picture.routesTo("XX-" + std::to_string(i)).at(0).transitDays() == 0);
    CHECK(picture.routesTo("DE").at(0).transitDays() == 3);
    CHECK(picture.routesTo("DE-NW").at(0).transitDays() == 3);
    CHECK(picture.routesTo("DE-BY").at(0).transitDays() == 1);
    CHECK(picture.routesTo("DEN").at(0).transitDays() == 0);
    CHECK(picture.routesTo("").at(0).transitDays() == 0);
}
