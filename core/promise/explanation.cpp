#include "core/promise/explanation.h"

#include <algorithm>
#include <string>

namespace entrepot::promise {

void Explanation::explain(const PlannedPart& part) {
    if (part.wanted && *part.wanted < picture_.today())
        add(because(reasons::wanted_day_past, formatDay(*part.wanted)));
    if (isLate(part))
        for (const Candidate& candidate : plan_.candidates) explainLate(part, candidate);
    for (std::size_t i = part.first_take; i < part.last_take; ++i) explainTake(plan_.takes[i]);
    if (!part.remainder.isZero())
        add(because(reasons::lot_rounding, plan_.lot.text(), part.remainder.text(), plan_.unit));
}

bool Explanation::isLate(const PlannedPart& part) const {
    if (!part.missing.isZero()) return true;
    for (std::size_t i = part.first_take; i < part.last_take; ++i)
        if (plan_.takes[i].delivery > part.deadline) return true;
    return false;
}

void Explanation::explainTake(const Take& take) {
    const Candidate& candidate = plan_.candidates[take.candidate];
    const std::string& site = picture_.siteKey(candidate.route->site());
    if (take.candidate != 0) {
        const Route& best = *plan_.candidates[0].route;
        add(because(reasons::other_site, site, picture_.siteKey(best.site())));
    }
    if (take.free_from == 0) {
        add(because(reasons::stock_covers, site, take.quantity.text(), plan_.unit));
        return;
    }
    const SupplyEvent* receipt = picture_.receiptOn(candidate.series, take.free_from);
    add(because(reasons::waits_for_receipt, site, formatDay(picture_.dayAt(take.free_from)),
                receipt == nullptr ? take.quantity.text() : receipt->quantity.text(),
                receipt == nullptr ? std::string() : picture_.reference(*receipt), plan_.unit));
}

void Explanation::explainLate(const PlannedPart& part, const Candidate& candidate) {
    const Route& route = *candidate.route;
    const std::string& site = picture_.siteKey(route.site());
    const int first = route.firstShip();
    if (first == no_day) return;
    if (route.deliveryOf(first) > part.deadline) {
        if (first > 0 && route.deliveryIfOpenToday() <= part.deadline) {
            add(because(reasons::site_closed, site, formatDay(picture_.today()),
                        formatDay(picture_.dayAt(first))));
        } else {
            add(because(reasons::transit, site, std::to_string(route.transitDays())));
        }
        return;
    }
    const int ship = route.latestShip(part.deadline);
    const Quantity before = picture_.availableBeforePromises(candidate.series, ship);
    if (before > candidate.free_by_deadline)
        add(because(reasons::earlier_promises_bind, site, formatDay(picture_.dayAt(ship)),
                    (before - candidate.free_by_deadline).text(), plan_.unit));
}

void Explanation::explainExhausted(const PlannedPart& part) {
    Quantity available = part.lots - part.missing;
    Quantity left_over;
    for (const Candidate& candidate : plan_.candidates)
        left_over += std::min(
            picture_.availability().available(candidate.series, picture_.days() - 1), part.missing);
    if (!left_over.isZero())
        add(because(reasons::lot_rounding, plan_.lot.text(), left_over.text(), plan_.unit));
    add(because(reasons::supply_exhausted, (available + left_over).text(),
                formatDay(picture_.dayAt(picture_.days() - 1)), plan_.unit));
}

}  // namespace entrepot::promise
