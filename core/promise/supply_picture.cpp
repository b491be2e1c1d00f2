#include "core/promise/supply_picture.h"

#include <algorithm>
#include <array>

namespace entrepot::promise {
namespace {

constexpr std::size_t prefetch_max = 32;       // items at once
constexpr std::size_t prefetch_sites_max = 4;  // of one item
constexpr std::size_t regions_max = 1024;      // remembered; more are looked up anew

// Where a sum of many rows stops growing.
constexpr std::int64_t units_max = row_units_max * 1000;

std::int64_t addBounded(std::int64_t sum, std::int64_t units) {
    std::int64_t result = 0;
    if (__builtin_add_overflow(sum, units, &result)) result = units > 0 ? units_max : -units_max;
    return std::clamp(result, -units_max, units_max);
}

// How exactly a lane names a region: 3 itself, 2 its country, 1 anybody, 0 not at all.
int closeness(const model::Lane& lane, std::string_view region) {
    if (lane.to == region && !region.empty()) return 3;
    if (lane.to == "*") return 1;
    const bool country = !lane.to.empty() && region.size() > lane.to.size() &&
                         region.starts_with(lane.to) && region[lane.to.size()] == '-';
    return country ? 2 : 0;
}

}  // namespace

SupplyPicture::SupplyPicture(const ports::ErpSnapshot& snapshot, Day today, int horizon_days)
    : today_(today), supply_(arrange(snapshot)) {
    site_calendars_.resize(supply_.sites.size());
    for (const model::Site& site : snapshot.sites)
        site_calendars_[*supply_.sites.find(site.key.value)] = site.calendar;
    for (const model::WorkCalendar& each : snapshot.calendars) calendars_[each.key] = each;
    calendars_[""].weekdays = 0b1111111;
    lanes_ = snapshot.lanes;
    availability_ = Availability(supply_.item_sites.size(), horizon_days);
    moveTo(today);
}

void SupplyPicture::moveTo(Day today) {
    today_ = today;
    routes_by_region_.clear();
    routes_by_lanes_.clear();
    last_routes_ = nullptr;
    journal_.clear();
    for (std::size_t i = 0; i < supply_.item_sites.size(); ++i) {
        const auto series = static_cast<SeriesIndex>(i);
        availability_.load(series, balancesOf(series, days()));
    }
}

int SupplyPicture::dayIndex(Day day) const {
    return static_cast<int>(std::clamp<std::int64_t>((day - today_).count(), 0, days() - 1));
}

std::optional<ItemIndex> SupplyPicture::findItem(const ItemKey& item) const {
    const auto number = supply_.items.find(item.value);
    if (!number) return std::nullopt;
    return static_cast<ItemIndex>(*number);
}

std::optional<SeriesIndex> SupplyPicture::findSeries(const ItemKey& item,
                                                     const SiteKey& site) const {
    const auto item_index = findItem(item);
    const auto site_number = supply_.sites.find(site.value);
    if (!item_index || !site_number) return std::nullopt;
    for (const ItemSite& each : sitesOf(*item_index))
        if (each.site == static_cast<SiteIndex>(*site_number)) return each.series;
    return std::nullopt;
}

std::span<const ItemSite> SupplyPicture::sitesOf(ItemIndex item) const {
    const auto number = static_cast<std::size_t>(item);
    return std::span(supply_.item_sites)
        .subspan(supply_.first_site[number],
                 supply_.first_site[number + 1] - supply_.first_site[number]);
}

void SupplyPicture::prefetch(std::span<const ItemKey* const> items) const {
    std::array<std::optional<ItemIndex>, prefetch_max> found;
    items = items.first(std::min(items.size(), found.size()));
    for (const ItemKey* item : items) supply_.items.prefetch(item->value);
    for (std::size_t i = 0; i < items.size(); ++i) {
        found[i] = findItem(*items[i]);
        if (found[i]) __builtin_prefetch(&supply_.first_site[static_cast<std::size_t>(*found[i])]);
    }
    for (std::size_t i = 0; i < items.size(); ++i)
        if (found[i]) __builtin_prefetch(sitesOf(*found[i]).data());
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!found[i]) continue;
        const auto sites = sitesOf(*found[i]);
        for (const ItemSite& each : sites.first(std::min(sites.size(), prefetch_sites_max)))
            availability_.prefetch(each.series);
    }
}

std::span<const SupplyEvent> SupplyPicture::eventsOf(SeriesIndex series) const {
    const auto number = static_cast<std::size_t>(series);
    return std::span(supply_.events)
        .subspan(supply_.first_event[number],
                 supply_.first_event[number + 1] - supply_.first_event[number]);
}

std::vector<std::int64_t> SupplyPicture::balancesOf(SeriesIndex series, int days) const {
    std::vector<std::int64_t> balances(static_cast<std::size_t>(days), 0);
    balances[0] = addBounded(0, supply_.stock[static_cast<std::size_t>(series)].units());
    for (const SupplyEvent& event : eventsOf(series)) {
        if (event.day >= today_ + Days(days)) break;
        auto& balance = balances[static_cast<std::size_t>(dayIndex(event.day))];
        balance = addBounded(balance, event.quantity.units());
    }
    for (std::size_t day = 1; day < balances.size(); ++day)
        balances[day] = addBounded(balances[day], balances[day - 1]);
    return balances;
}

Quantity SupplyPicture::availableBeforePromises(SeriesIndex series, int day) const {
    std::int64_t balance = supply_.stock[static_cast<std::size_t>(series)].units();
    std::int64_t least = units_max;
    int balance_day = 0;
    for (const SupplyEvent& event : eventsOf(series)) {
        if (event.day >= today_ + Days(days())) break;
        const int event_day = dayIndex(event.day);
        // The balance so far held until the day before this event.
        if (event_day > balance_day && event_day > day) least = std::min(least, balance);
        balance = addBounded(balance, event.quantity.units());
        balance_day = event_day;
    }
    return Quantity::fromUnits(std::max<std::int64_t>(std::min(least, balance), 0));
}

const SupplyEvent* SupplyPicture::receiptOn(SeriesIndex series, int day) const {
    const SupplyEvent* largest = nullptr;
    for (const SupplyEvent& event : eventsOf(series))
        if (event.quantity > Quantity() && event.day == dayAt(day) &&
            (largest == nullptr || event.quantity > largest->quantity))
            largest = &event;
    return largest;
}

void SupplyPicture::reserve(SeriesIndex series, int day, Quantity quantity) {
    availability_.add(series, day, Quantity() - quantity);
    journal_.push_back({series, day, quantity});
}

void SupplyPicture::release(const Withdrawal& what) {
    reserve(what.series, dayIndex(what.day), Quantity() - what.quantity);
}

void SupplyPicture::undoTo(std::size_t bookmark) {
    for (; journal_.size() > bookmark; journal_.pop_back())
        availability_.add(journal_.back().series, journal_.back().day, journal_.back().quantity);
}

const std::vector<Route>& SupplyPicture::routesTo(std::string_view region) {
    if (last_routes_ != nullptr && last_region_ == region) return *last_routes_;
    if (routes_by_region_.size() >= regions_max) routes_by_region_.clear();
    const auto [found, is_new] = routes_by_region_.try_emplace(std::string(region), nullptr);
    if (is_new) {
        const Lanes lanes = closestLanes(region);
        const auto known = routes_by_lanes_.find(lanes);
        found->second = known != routes_by_lanes_.end()
                            ? &known->second
                            : &routes_by_lanes_.emplace(lanes, resolve(lanes)).first->second;
    }
    last_region_ = region;
    last_routes_ = found->second;
    return *last_routes_;
}

SupplyPicture::Lanes SupplyPicture::closestLanes(std::string_view region) const {
    std::map<std::uint32_t, const model::Lane*> closest;  // by site
    for (const model::Lane& lane : lanes_) {
        const auto site = supply_.sites.find(lane.from.value);
        if (!site || closeness(lane, region) == 0) continue;
        const model::Lane*& best = closest[*site];
        if (best == nullptr || closeness(lane, region) > closeness(*best, region)) best = &lane;
    }
    Lanes lanes;
    for (const auto& [site, lane] : closest) lanes.push_back(lane);
    return lanes;
}

std::vector<Route> SupplyPicture::resolve(const Lanes& lanes) const {
    std::vector<Route> routes;
    for (const model::Lane* lane : lanes) {
        const std::uint32_t site = *supply_.sites.find(lane->from.value);
        RouteSettings settings{.site = static_cast<SiteIndex>(site),
                               .preference = lane->preference,
                               .transit_days = lane->transit_days,
                               .site_calendar = calendar(site_calendars_[site]),
                               .lane_calendar = calendar(lane->calendar)};
        routes.emplace_back(std::move(settings), today_, days());
    }
    std::ranges::stable_sort(routes, {}, [](const Route& route) {
        return std::pair(route.preference(), route.transitDays());
    });
    return routes;
}

const model::WorkCalendar& SupplyPicture::calendar(const std::string& key) const {
    const auto found = calendars_.find(key);
    return found == calendars_.end() ? calendars_.at("") : found->second;
}

}  // namespace entrepot::promise
