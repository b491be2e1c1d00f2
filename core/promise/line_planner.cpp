#include "core/promise/line_planner.h"

#include <algorithm>

namespace entrepot::promise {

Quantity LinePlanner::wholeLots(Quantity quantity) const {
    const std::int64_t lot = plan_.lot.units();
    return Quantity::fromUnits(quantity.units() / lot * lot);
}

Quantity LinePlanner::freeAt(const Candidate& candidate, int ship) const {
    const Quantity free =
        picture_.availability().available(candidate.series, std::min(ship, picture_.days() - 1));
    return std::min(free, Quantity::fromUnits(row_units_max));
}

Quantity LinePlanner::offerBy(const Candidate& candidate, int delivery) const {
    const int ship = candidate.route->latestShip(delivery);
    return ship == no_day ? Quantity() : wholeLots(freeAt(candidate, ship));
}

void LinePlanner::take(std::uint32_t number, int ship, Quantity quantity) {
    const Candidate& candidate = plan_.candidates[number];
    plan_.takes.push_back({number, ship, candidate.route->deliveryOf(ship), quantity,
                           picture_.availability().earliest(candidate.series, quantity)});
    picture_.reserve(candidate.series, std::min(ship, picture_.days() - 1), quantity);
}

void LinePlanner::takeDelivery(const Offer& offer) {
    take(offer.candidate, plan_.candidates[offer.candidate].route->latestShip(offer.delivery),
         offer.quantity);
}

bool LinePlanner::takeWhole(Quantity quantity, int deadline) {
    for (std::uint32_t number = 0; number < plan_.candidates.size(); ++number) {
        Candidate& candidate = plan_.candidates[number];
        const int ship = candidate.route->latestShip(deadline);
        candidate.free_by_deadline = ship == no_day ? Quantity() : freeAt(candidate, ship);
        if (ship == no_day || candidate.free_by_deadline < quantity) continue;
        take(number, ship, quantity);
        return true;
    }
    return false;
}

void LinePlanner::noteFree(int deadline) {
    for (Candidate& candidate : plan_.candidates) {
        const int ship = candidate.route->latestShip(deadline);
        candidate.free_by_deadline = ship == no_day ? Quantity() : freeAt(candidate, ship);
    }
}

Quantity LinePlanner::takeBy(Quantity quantity, int deadline, int slots) {
    offers_.clear();
    for (std::uint32_t number = 0; number < plan_.candidates.size(); ++number) {
        const Quantity free = offerBy(plan_.candidates[number], deadline);
        if (!free.isZero()) offers_.push_back({number, deadline, free});
    }
    const auto slots_left = static_cast<std::size_t>(std::max(slots, 0));
    std::size_t count = offersToCover(quantity);
    if (count > slots_left) {
        // Best sites first would be too many deliveries; the fullest sites first are fewer.
        std::ranges::stable_sort(offers_, std::ranges::greater{}, &Offer::quantity);
        count = offersToCover(quantity);
        if (count > slots_left) count = slots_left == 0 ? 0 : slots_left - 1;
    } else if (count == slots_left && freeBy(deadline) < quantity) {
        count = slots_left == 0 ? 0 : slots_left - 1;
    }
    for (std::size_t i = 0; i < count && i < offers_.size(); ++i) {
        Offer offer = offers_[i];
        offer.quantity = std::min(offer.quantity, quantity);
        takeDelivery(offer);
        quantity -= offer.quantity;
    }
    return quantity;
}

// How many of the offers, from the first on, it takes; all of them when they do not suffice.
std::size_t LinePlanner::offersToCover(Quantity quantity) const {
    std::size_t count = 0;
    for (Quantity sum; count < offers_.size() && sum < quantity; ++count)
        sum += std::min(offers_[count].quantity, quantity);
    return count;
}

int LinePlanner::deliveryOfFirst(const Candidate& candidate, Quantity quantity) const {
    const int free_from = picture_.availability().earliest(candidate.series, quantity);
    const int ship = candidate.route->openShipFrom(free_from);
    return ship == no_day ? no_day : candidate.route->deliveryOf(ship);
}

// The earliest delivery of at least `least`; of several on that day one that has it all, then the
// best site.
LinePlanner::Offer LinePlanner::earliestOffer(Quantity quantity, Quantity least, int start) const {
    Offer best;
    for (std::uint32_t number = 0; number < plan_.candidates.size(); ++number) {
        const int first = deliveryOfFirst(plan_.candidates[number], least);
        if (first == no_day) continue;
        const int delivery = std::max(first, start);
        const Quantity free = std::min(offerBy(plan_.candidates[number], delivery), quantity);
        const bool fuller = free == quantity && best.quantity < quantity;
        if (best.delivery == no_day || delivery < best.delivery ||
            (delivery == best.delivery && fuller))
            best = {number, delivery, free};
    }
    return best;
}

// The site that has most in the end, as early as it has that.
LinePlanner::Offer LinePlanner::largestOffer(Quantity quantity, int start) const {
    Offer best;
    for (std::uint32_t number = 0; number < plan_.candidates.size(); ++number) {
        const Candidate& candidate = plan_.candidates[number];
        const Quantity free =
            std::min(offerBy(candidate, candidate.route->lastDelivery()), quantity);
        if (free > best.quantity)
            best = {number, std::max(deliveryOfFirst(candidate, free), start), free};
    }
    return best;
}

Quantity LinePlanner::takeAsItComes(Quantity quantity, int start, int slots) {
    for (; slots > 0 && quantity >= plan_.lot; --slots) {
        Offer offer = earliestOffer(quantity, slots == 1 ? quantity : plan_.lot, start);
        if (offer.delivery == no_day && slots == 1) offer = largestOffer(quantity, start);
        if (offer.delivery == no_day) break;
        takeDelivery(offer);
        quantity -= offer.quantity;
    }
    return quantity;
}

bool LinePlanner::takeInFewest(Quantity quantity, int start, int slots) {
    const auto slots_left = static_cast<std::size_t>(std::max(slots, 0));
    const auto covers = [&](int delivery) {
        sortOffers(delivery);
        Quantity sum;
        for (std::size_t i = 0; i < offers_.size() && i < slots_left; ++i)
            sum += std::min(offers_[i].quantity, quantity);
        return sum >= quantity;
    };
    int low = start;
    int high = std::max(lastDelivery(), start);
    if (!covers(high)) return false;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (covers(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    covers(high);
    for (std::size_t i = 0; !quantity.isZero(); ++i) {
        Offer offer = offers_[i];
        offer.quantity = std::min(offer.quantity, quantity);
        const int first = deliveryOfFirst(plan_.candidates[offer.candidate], offer.quantity);
        offer.delivery = std::max(first, start);
        takeDelivery(offer);
        quantity -= offer.quantity;
    }
    return true;
}

// What each site has by `deadline`, the fullest first.
void LinePlanner::sortOffers(int deadline) {
    offers_.clear();
    for (std::uint32_t number = 0; number < plan_.candidates.size(); ++number)
        offers_.push_back({number, deadline, offerBy(plan_.candidates[number], deadline)});
    std::ranges::stable_sort(offers_, std::ranges::greater{}, &Offer::quantity);
}

bool LinePlanner::takeOn(Quantity quantity, int delivery) {
    const Bookmark before = bookmark();
    offers_.clear();
    for (std::uint32_t number = 0; number < plan_.candidates.size(); ++number) {
        const Candidate& candidate = plan_.candidates[number];
        const int ship = candidate.route->latestShip(delivery);
        if (ship == no_day || candidate.route->deliveryOf(ship) != delivery) continue;
        const Quantity free = freeAt(candidate, ship);
        if (free >= quantity) {
            take(number, ship, quantity);
            return true;
        }
        offers_.push_back({number, delivery, wholeLots(free)});
    }
    for (Offer offer : offers_) {
        offer.quantity = std::min(offer.quantity, quantity);
        if (offer.quantity.isZero()) continue;
        takeDelivery(offer);
        quantity -= offer.quantity;
    }
    if (quantity.isZero()) return true;
    undoTo(before);
    return false;
}

Quantity LinePlanner::freeBy(int delivery) const {
    Quantity sum;
    for (const Candidate& candidate : plan_.candidates) sum += offerBy(candidate, delivery);
    return sum;
}

Quantity LinePlanner::freeUnitsBy(int delivery) const {
    Quantity sum;
    for (const Candidate& candidate : plan_.candidates) {
        const int ship = candidate.route->latestShip(delivery);
        if (ship != no_day) sum += freeAt(candidate, ship);
    }
    return sum;
}

int LinePlanner::firstDelivery() const {
    return earliestOffer(plan_.lot, plan_.lot, 0).delivery;
}

int LinePlanner::firstPossibleDelivery() const {
    int first = no_day;
    for (const Candidate& candidate : plan_.candidates) {
        const int ship = candidate.route->firstShip();
        if (ship == no_day) continue;
        const int delivery = candidate.route->deliveryOf(ship);
        if (first == no_day || delivery < first) first = delivery;
    }
    return first;
}

int LinePlanner::lastDelivery() const {
    int last = no_day;
    for (const Candidate& candidate : plan_.candidates)
        last = std::max(last, candidate.route->lastDelivery());
    return last;
}

void LinePlanner::undoTo(Bookmark bookmark) {
    picture_.undoTo(bookmark.picture);
    plan_.takes.resize(bookmark.takes);
}

}  // namespace entrepot::promise
