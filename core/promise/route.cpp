#include "core/promise/route.h"

#include <algorithm>

namespace entrepot::promise {

Route::Route(RouteSettings settings, Day today, int horizon_days)
    : settings_(std::move(settings)), today_(today) {
    settings_.transit_days = std::clamp(settings_.transit_days, 0, transit_days_max);
    const auto days = static_cast<std::size_t>(horizon_days);
    open_from_.assign(days, no_day);
    delivery_.assign(days, no_day);
    // What is free at the end of the horizon can leave on the first open day after it.
    const Day after = settings_.site_calendar.openOnOrAfter(today_ + Days(horizon_days));
    int next =
        settings_.site_calendar.isOpen(after) ? static_cast<int>((after - today_).count()) : no_day;
    for (int ship = horizon_days - 1; ship >= 0; --ship) {
        const auto at = static_cast<std::size_t>(ship);
        if (settings_.site_calendar.isOpen(today_ + Days(ship))) {
            next = ship;
            delivery_[at] = transitFrom(ship);
        }
        open_from_[at] = static_cast<std::int16_t>(next);
    }
    for (int ship = firstShip(); ship != no_day; ship = openShipFrom(ship + 1)) {
        const auto there = static_cast<std::size_t>(deliveryOf(ship));
        const int before = latest_ship_.empty() ? no_day : latest_ship_.back();
        if (latest_ship_.size() <= there) latest_ship_.resize(there + 1, before);
        latest_ship_[there] = ship;
    }
}

int Route::openShipFrom(int day) const {
    if (day < 0) day = 0;
    return day < static_cast<int>(open_from_.size()) ? open_from_[static_cast<std::size_t>(day)]
                                                     : no_day;
}

int Route::deliveryOf(int ship) const {
    if (ship < static_cast<int>(delivery_.size())) return delivery_[static_cast<std::size_t>(ship)];
    return transitFrom(ship);
}

int Route::latestShip(int delivery_max) const {
    if (delivery_max < 0 || latest_ship_.empty()) return no_day;
    if (delivery_max < static_cast<int>(latest_ship_.size()))
        return latest_ship_[static_cast<std::size_t>(delivery_max)];
    return latestShipBeyond(delivery_max);
}

int Route::deliveryIfOpenToday() const {
    return transitFrom(0);
}

int Route::transitFrom(int ship) const {
    const Day there =
        settings_.lane_calendar.addOpenDays(today_ + Days(ship), settings_.transit_days);
    return static_cast<int>((there - today_).count());
}

int Route::latestShipBeyond(int delivery_max) const {
    const int last_in_tables = latest_ship_.back();
    for (int ship = delivery_max - settings_.transit_days; ship > last_in_tables; --ship)
        if (settings_.site_calendar.isOpen(today_ + Days(ship)) &&
            transitFrom(ship) <= delivery_max)
            return ship;
    return last_in_tables;
}

}  // namespace entrepot::promise
