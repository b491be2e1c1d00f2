// One site's way to one region: which day it must leave to be there on which day.
//
// A site ships on its open days; the carrier moves on the open days of the lane's calendar. Both
// directions are tables over the horizon, counted in days from the picture's today:
//
//     ship day 0 (Tue)  1 (Wed)  2 (Thu)  3 (Fri)  4 (Sat)  5 (Sun)  6 (Mon)
//     there    2        3        6        7        -        -        8        transit 2, Mon to Fri
#pragma once
#include <cstdint>
#include <vector>

#include "core/base/time.h"
#include "core/model/site.h"

namespace entrepot::promise {

enum class SiteIndex : std::uint32_t {};

inline constexpr int no_day = -1;

struct RouteSettings {
    SiteIndex site{};
    int preference = 0;
    int transit_days = 0;
    model::WorkCalendar site_calendar;
    model::WorkCalendar lane_calendar;
};

class Route {
public:
    static constexpr int transit_days_max = 366;

    Route(RouteSettings settings, Day today, int horizon_days);

    SiteIndex site() const { return settings_.site; }
    int preference() const { return settings_.preference; }
    int transitDays() const { return settings_.transit_days; }

    // All days below count from today; no_day when there is none.
    int firstShip() const { return openShipFrom(0); }
    // The first day on or after a day of the horizon that the site ships, perhaps after its end.
    int openShipFrom(int day) const;
    int deliveryOf(int ship) const;          // the site must ship on `ship`
    int latestShip(int delivery_max) const;  // the last ship day that is there by then
    int lastDelivery() const { return static_cast<int>(latest_ship_.size()) - 1; }
    // When it would be there if the site shipped today although closed.
    int deliveryIfOpenToday() const;

private:
    int transitFrom(int ship) const;
    int latestShipBeyond(int delivery_max) const;

    RouteSettings settings_;
    Day today_;
    std::vector<std::int16_t> open_from_;    // by day: the next ship day
    std::vector<std::int32_t> delivery_;     // by ship day
    std::vector<std::int32_t> latest_ship_;  // by delivery day
};

}  // namespace entrepot::promise
