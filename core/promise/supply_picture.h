// What the ERP told us about supply, arranged for promising, and what is reserved on top of it.
//
// Built from one reading of the ERP in any thread; from then on owned by the promise thread.
// Reservations are journalled: what was reserved since a bookmark can be taken back at once.
// Days are counted from `today`: earlier ones (late receipts, late demand, negative stock) count as
// day 0; supply after the horizon is unknown.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/ports/erp.h"
#include "core/promise/availability.h"
#include "core/promise/route.h"
#include "core/promise/supply_arrangement.h"

namespace entrepot::promise {

class SupplyPicture {
public:
    SupplyPicture(const ports::ErpSnapshot& snapshot, Day today, int horizon_days);

    SupplyPicture(SupplyPicture&&) = default;
    SupplyPicture& operator=(SupplyPicture&&) = default;

    // The same supply seen from another day. Forgets every reservation; the ledger puts them back.
    void moveTo(Day today);

    Day today() const { return today_; }
    int days() const { return availability_.days(); }
    int dayIndex(Day day) const;  // within the horizon
    Day dayAt(int index) const { return today_ + Days(index); }

    std::optional<ItemIndex> findItem(const ItemKey& item) const;
    std::optional<SeriesIndex> findSeries(const ItemKey& item, const SiteKey& site) const;
    std::span<const ItemSite> sitesOf(ItemIndex item) const;
    const std::string& siteKey(SiteIndex site) const {
        return supply_.sites.key(static_cast<std::uint32_t>(site));
    }

    // The ways to a region, best first; valid until the next call. Of several lanes from one site
    // the one that names the region counts before the one of its country, that before "*".
    const std::vector<Route>& routesTo(std::string_view region);

    // Starts what promising these items will read on its way to the processor, all at once.
    void prefetch(std::span<const ItemKey* const> items) const;

    const Availability& availability() const { return availability_; }
    // What would be available on `day` if no promise had been made. Slow; for explanations.
    Quantity availableBeforePromises(SeriesIndex series, int day) const;
    // The receipt that arrives on `day` (the largest, when several do).
    const SupplyEvent* receiptOn(SeriesIndex series, int day) const;
    const std::string& reference(const SupplyEvent& event) const {
        return supply_.references[event.reference];
    }

    // The ERP's open demand that carries the id of a promise of ours. Not part of the balances: who
    // keeps the ledger reserves it.
    const std::map<PromiseId, std::vector<Withdrawal>>& takenOver() const {
        return supply_.taken_over;
    }

    void reserve(SeriesIndex series, int day, Quantity quantity);
    void reserve(const Withdrawal& what) {
        reserve(what.series, dayIndex(what.day), what.quantity);
    }
    void release(const Withdrawal& what);

    std::size_t bookmark() const { return journal_.size(); }
    void undoTo(std::size_t bookmark);
    void keep() { journal_.clear(); }

private:
    using Lanes = std::vector<const model::Lane*>;  // by site

    struct Step {
        SeriesIndex series{};
        int day = 0;
        Quantity quantity;
    };

    std::span<const SupplyEvent> eventsOf(SeriesIndex series) const;
    std::vector<std::int64_t> balancesOf(SeriesIndex series, int days) const;
    Lanes closestLanes(std::string_view region) const;
    std::vector<Route> resolve(const Lanes& lanes) const;
    const model::WorkCalendar& calendar(const std::string& key) const;

    Day today_;
    SupplyArrangement supply_;
    std::vector<std::string> site_calendars_;  // by site
    std::map<std::string, model::WorkCalendar> calendars_;
    std::vector<model::Lane> lanes_;
    // However many regions are asked for, routes are kept once for each set of lanes.
    std::map<Lanes, std::vector<Route>> routes_by_lanes_;
    std::unordered_map<std::string, const std::vector<Route>*> routes_by_region_;
    std::string last_region_;
    const std::vector<Route>* last_routes_ = nullptr;
    Availability availability_{0, 1};
    std::vector<Step> journal_;
};

}  // namespace entrepot::promise
