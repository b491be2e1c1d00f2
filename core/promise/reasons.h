// Every reason a promise may carry: its id and the names of its values, in order.
//
// The words are in schemas/texts/reasons.xml; a test keeps both in step. Quantities are in
// `unit`, the item's base unit here; the exchange turns them into the ordered unit where that is
// exact. Days are as 2026-11-21.
#pragma once
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/order_response.h"

namespace entrepot::promise {

struct ReasonKind {
    std::string_view id;
    std::array<std::string_view, 5> values;  // empty ones at the end
};

namespace reasons {

// What a delivery stands on.
inline constexpr ReasonKind stock_covers{"stock-covers", {"site", "quantity", "unit"}};
// `reference` is the ERP's number of the receipt, empty when it has none; for us, not for partners.
inline constexpr ReasonKind waits_for_receipt{"waits-for-receipt",
                                              {"site", "day", "quantity", "reference", "unit"}};
inline constexpr ReasonKind other_site{"other-site", {"site", "instead_of"}};

// What kept it from being there on the wanted day.
inline constexpr ReasonKind wanted_day_past{"wanted-day-past", {"day"}};
inline constexpr ReasonKind transit{"transit", {"site", "days"}};
inline constexpr ReasonKind site_closed{"site-closed", {"site", "day", "next"}};
inline constexpr ReasonKind earlier_promises_bind{"earlier-promises-bind",
                                                  {"site", "day", "quantity", "unit"}};
inline constexpr ReasonKind complete_policy{"complete-policy", {"day"}};

// Why some of it is not promised.
inline constexpr ReasonKind supply_exhausted{"supply-exhausted",
                                             {"available", "horizon_day", "unit"}};
inline constexpr ReasonKind partial_policy{"partial-policy", {"unmet", "unit"}};
inline constexpr ReasonKind split_limit{"split-limit", {"maximum"}};
inline constexpr ReasonKind lot_rounding{"lot-rounding", {"lot", "quantity", "unit"}};
inline constexpr ReasonKind complete_policy_blocked{"complete-policy-blocked", {"line"}};
inline constexpr ReasonKind item_unknown{"item-unknown", {"item"}};
inline constexpr ReasonKind no_lane{"no-lane", {"region"}};
inline constexpr ReasonKind nothing_wanted{"nothing-wanted", {}};

// After a change.
inline constexpr ReasonKind kept_promise{"kept-promise", {"quantity", "unit"}};

inline constexpr std::array all{stock_covers,
                                waits_for_receipt,
                                other_site,
                                wanted_day_past,
                                transit,
                                site_closed,
                                complete_policy,
                                earlier_promises_bind,
                                supply_exhausted,
                                partial_policy,
                                split_limit,
                                lot_rounding,
                                complete_policy_blocked,
                                item_unknown,
                                no_lane,
                                nothing_wanted,
                                kept_promise};

}  // namespace reasons

// The reason with its values, as many as the kind names.
template <class... Values>
model::Reason because(const ReasonKind& kind, Values&&... values) {
    static_assert(sizeof...(Values) <= 5);
    model::Reason reason;
    reason.id = kind.id;
    reason.values.reserve(sizeof...(Values));
    std::size_t at = 0;
    (reason.values.push_back({std::string(kind.values[at++]), std::string(values)}), ...);
    return reason;
}

// A line of a thousand deliveries is not explained delivery by delivery.
inline constexpr std::size_t reasons_max = 32;

// Adds it unless the same one is there, or enough of them are.
inline void addReason(std::vector<model::Reason>& reasons, model::Reason reason) {
    if (reasons.size() >= reasons_max) return;
    if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
}

}  // namespace entrepot::promise
