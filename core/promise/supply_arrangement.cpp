#include "core/promise/supply_arrangement.h"

#include <algorithm>
#include <utility>

#include "core/base/id_source.h"

namespace entrepot::promise {
namespace {

Quantity bounded(Quantity quantity) {
    return Quantity::fromUnits(std::clamp(quantity.units(), -row_units_max, row_units_max));
}

class Arranger {
public:
    explicit Arranger(const ports::ErpSnapshot& snapshot) : snapshot_(snapshot) {}

    SupplyArrangement run() {
        numberKeys();
        numberSeries();
        addStock();
        addEvents();
        return std::move(result_);
    }

private:
    // Item and site in one number, so that series sort by item, then site.
    template <class Row>
    std::uint64_t pairOf(const Row& row) const {
        return std::uint64_t{*result_.items.find(row.item.value)} << 32 |
               *result_.sites.find(row.site.value);
    }

    template <class Row>
    SeriesIndex seriesOf(const Row& row) const {
        const auto found = std::ranges::lower_bound(pairs_, pairOf(row));
        return static_cast<SeriesIndex>(found - pairs_.begin());
    }

    template <class Rows>
    void numberKeysOf(const Rows& rows) {
        for (const auto& row : rows) {
            const std::uint64_t item = result_.items.add(row.item.value);
            pairs_.push_back(item << 32 | result_.sites.add(row.site.value));
        }
    }

    void numberKeys() {
        for (const model::Item& item : snapshot_.items) result_.items.add(item.key.value);
        for (const model::Site& site : snapshot_.sites) result_.sites.add(site.key.value);
        numberKeysOf(snapshot_.stock);
        numberKeysOf(snapshot_.receipts);
        numberKeysOf(snapshot_.demand);
        std::ranges::sort(pairs_);
        pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    }

    void numberSeries() {
        result_.first_site.assign(result_.items.size() + 1, 0);
        for (const std::uint64_t pair : pairs_) ++result_.first_site[(pair >> 32) + 1];
        for (std::size_t i = 1; i < result_.first_site.size(); ++i)
            result_.first_site[i] += result_.first_site[i - 1];
        for (const std::uint64_t pair : pairs_)
            result_.item_sites.push_back({static_cast<SiteIndex>(pair & 0xffffffffU),
                                          static_cast<SeriesIndex>(result_.item_sites.size())});
        result_.stock.resize(pairs_.size());
    }

    void addStock() {
        for (const ports::ErpStock& row : snapshot_.stock) {
            Quantity& stock = result_.stock[static_cast<std::size_t>(seriesOf(row))];
            stock = bounded(stock + bounded(row.quantity));
        }
    }

    void addEvents() {
        result_.references.emplace_back();
        std::vector<std::pair<SeriesIndex, SupplyEvent>> found;
        for (const ports::ErpReceipt& row : snapshot_.receipts) {
            const auto reference = static_cast<std::uint32_t>(result_.references.size());
            result_.references.push_back(row.reference);
            found.push_back({seriesOf(row), {row.day, bounded(row.quantity), reference}});
        }
        for (const ports::ErpDemand& row : snapshot_.demand) {
            if (const auto promise = parseId(row.reference))
                result_.taken_over[PromiseId{*promise}].push_back(
                    {seriesOf(row), row.day, bounded(row.quantity)});
            else
                found.push_back({seriesOf(row), {row.day, Quantity() - bounded(row.quantity), 0}});
        }
        std::ranges::stable_sort(found, [](const auto& a, const auto& b) {
            return std::pair(a.first, a.second.day) < std::pair(b.first, b.second.day);
        });
        result_.first_event.assign(pairs_.size() + 1, 0);
        for (const auto& [series, event] : found) {
            ++result_.first_event[static_cast<std::size_t>(series) + 1];
            result_.events.push_back(event);
        }
        for (std::size_t i = 1; i < result_.first_event.size(); ++i)
            result_.first_event[i] += result_.first_event[i - 1];
    }

    const ports::ErpSnapshot& snapshot_;
    std::vector<std::uint64_t> pairs_;
    SupplyArrangement result_;
};

}  // namespace

SupplyArrangement arrange(const ports::ErpSnapshot& snapshot) {
    return Arranger(snapshot).run();
}

}  // namespace entrepot::promise
