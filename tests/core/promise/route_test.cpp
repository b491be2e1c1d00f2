#include "core/promise/route.h"

#include <catch2/catch.hpp>
#include <random>

using namespace entrepot;
using namespace entrepot::promise;

namespace {

const Day tuesday = Day(std::chrono::year(2026) / 12 / 1);

model::WorkCalendar everyDay() {
    return {.key = "", .weekdays = 0b1111111, .holidays = {}};
}

model::WorkCalendar working() {
    return {.key = "working", .weekdays = 0b0011111, .holidays = {}};
}

}  // namespace

TEST_CASE("ship and delivery days follow both calendars") {
    const Route route({.transit_days = 2, .site_calendar = working(), .lane_calendar = working()},
                      tuesday, 14);

    CHECK(route.firstShip() == 0);
    CHECK(route.deliveryOf(0) == 2);
    CHECK(route.deliveryOf(2) == 6);  // Thursday: there on Monday
    CHECK(route.openShipFrom(4) == 6);
    CHECK(route.latestShip(5) == 1);
    CHECK(route.latestShip(1) == no_day);
    CHECK(route.latestShip(-3) == no_day);
}

TEST_CASE("a site that never opens ships never") {
    model::WorkCalendar never{.key = "never", .weekdays = 0, .holidays = {}};
    const Route route({.site_calendar = never, .lane_calendar = everyDay()}, tuesday, 14);

    CHECK(route.firstShip() == no_day);
    CHECK(route.latestShip(10) == no_day);
    CHECK(route.latestShip(10'000) == no_day);
    CHECK(route.lastDelivery() == no_day);
}

TEST_CASE("days after the horizon are found without tables") {
    const Route route({.transit_days = 2, .site_calendar = working(), .lane_calendar = everyDay()},
                      tuesday, 7);

    // Day 104 is a Sunday: ships on Friday 102 and is there on the Sunday.
    CHECK(std::chrono::weekday(tuesday + Days(103)) == std::chrono::Sunday - std::chrono::days(0));
    CHECK(route.latestShip(103) == 101);
    CHECK(route.deliveryOf(101) == 103);
}

TEST_CASE("the latest ship day is the last that is there in time") {
    const auto seed = GENERATE(take(20, random(1, 1 << 30)));
    INFO("seed " << seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto calendar = [&] {
        model::WorkCalendar some = everyDay();
        some.weekdays = static_cast<std::uint8_t>(1 + random() % 127);
        for (int day = 0; day < 40; ++day)
            if (random() % 8 == 0) some.holidays.push_back(tuesday + Days(day));
        return some;
    };
    const RouteSettings settings{.transit_days = static_cast<int>(random() % 5),
                                 .site_calendar = calendar(),
                                 .lane_calendar = calendar()};
    const Route route(settings, tuesday, 30);

    for (int delivery = 0; delivery < 30; ++delivery) {
        int latest = no_day;
        for (int ship = 0; ship < 30; ++ship) {
            const Day there =
                settings.lane_calendar.addOpenDays(tuesday + Days(ship), settings.transit_days);
            if (settings.site_calendar.isOpen(tuesday + Days(ship)) &&
                there <= tuesday + Days(delivery))
                latest = ship;
        }
        REQUIRE(route.latestShip(delivery) == latest);
    }
}
