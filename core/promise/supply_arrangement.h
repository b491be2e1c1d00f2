// The rows of an ERP reading, numbered and sorted by item, site and day: what a picture stands on.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/ports/erp.h"
#include "core/promise/availability.h"
#include "core/promise/key_index.h"
#include "core/promise/route.h"

namespace entrepot::promise {

enum class ItemIndex : std::uint32_t {};

// An ERP may hold any number; what we take of one row stays far enough from the ends of an integer
// that thousands of rows add up without overflow: 10^11 pieces.
inline constexpr std::int64_t row_units_max = 1'000'000'000'000'000;

struct ItemSite {
    SiteIndex site{};
    SeriesIndex series{};
};

// One receipt or one open demand of the ERP (its quantity then below zero).
struct SupplyEvent {
    Day day{};
    Quantity quantity;
    std::uint32_t reference = 0;  // in SupplyArrangement::references
};

// So much leaves a series on a day.
struct Withdrawal {
    SeriesIndex series{};
    Day day{};
    Quantity quantity;
};

struct SupplyArrangement {
    KeyIndex items;
    KeyIndex sites;
    std::vector<std::uint32_t> first_site;   // by item, one more at the end
    std::vector<ItemSite> item_sites;        // by series
    std::vector<Quantity> stock;             // by series
    std::vector<std::uint32_t> first_event;  // by series, one more at the end
    std::vector<SupplyEvent> events;         // by series, then day
    std::vector<std::string> references;     // the first is empty
    // Open demand that carries the id of one of our promises; not among the events.
    std::map<PromiseId, std::vector<Withdrawal>> taken_over;
};

// Rows that name an item or a site the master data lacks count too: the goods are there.
SupplyArrangement arrange(const ports::ErpSnapshot& snapshot);

}  // namespace entrepot::promise
