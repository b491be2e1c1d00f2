// Takes the goods for one order line out of the picture, delivery by delivery.
//
// The moves the promiser composes its policies from: the whole of it from one site, what several
// sites have by a day, what comes as it comes, in the fewest deliveries, all on one day. Every
// delivery is a whole number of lots. Days are counted from the picture's today.
#pragma once
#include <cstdint>
#include <vector>

#include "core/promise/supply_picture.h"

namespace entrepot::promise {

// A site that has or expects the item and a way from there to the customer.
struct Candidate {
    SeriesIndex series{};
    const Route* route = nullptr;
    Quantity free_by_deadline;  // seen when the whole was looked for
};

struct Take {
    std::uint32_t candidate = 0;
    int ship = 0;
    int delivery = 0;
    Quantity quantity;
    int free_from = 0;  // the day from which it was available; 0 = out of stock on hand
};

struct LinePlan {
    std::vector<Candidate> candidates;  // best first
    std::vector<Take> takes;
    Quantity lot = Quantity::whole(1);
    std::string_view unit;  // of every quantity, for the reasons
};

class LinePlanner {
public:
    struct Bookmark {
        std::size_t picture = 0;
        std::size_t takes = 0;
    };

    LinePlanner(SupplyPicture& picture, LinePlan& plan) : picture_(picture), plan_(plan) {}

    // All of it from the best site that has it there by `deadline`.
    bool takeWhole(Quantity quantity, int deadline);
    // Only looks what each site has by `deadline`, for the explanation.
    void noteFree(int deadline);
    // What the sites have there by `deadline`, in at most `slots` deliveries, keeping one slot back
    // when that is not all. Gives what is missing.
    Quantity takeBy(Quantity quantity, int deadline, int slots);
    // As much as early as possible, not before `start`; the last slot takes all the rest.
    Quantity takeAsItComes(Quantity quantity, int start, int slots);
    // All of it as early as at most `slots` deliveries of different sites allow.
    bool takeInFewest(Quantity quantity, int start, int slots);
    // All of it, arriving on that very day.
    bool takeOn(Quantity quantity, int delivery);

    // Whole lots of all sites that can be there by then: never less for a later day.
    Quantity freeBy(int delivery) const;
    // The same, whole lots or not.
    Quantity freeUnitsBy(int delivery) const;
    // The first day one lot can be there; no_day when never.
    int firstDelivery() const;
    int firstPossibleDelivery() const;  // if there were goods; no_day when no site ever ships
    int lastDelivery() const;

    Bookmark bookmark() const { return {picture_.bookmark(), plan_.takes.size()}; }
    void undoTo(Bookmark bookmark);

    Quantity wholeLots(Quantity quantity) const;
    Quantity lot() const { return plan_.lot; }

private:
    struct Offer {
        std::uint32_t candidate = 0;
        int delivery = no_day;
        Quantity quantity;
    };

    Quantity freeAt(const Candidate& candidate, int ship) const;
    Quantity offerBy(const Candidate& candidate, int delivery) const;
    int deliveryOfFirst(const Candidate& candidate, Quantity quantity) const;
    Offer earliestOffer(Quantity quantity, Quantity least, int start) const;
    Offer largestOffer(Quantity quantity, int start) const;
    void sortOffers(int deadline);
    std::size_t offersToCover(Quantity quantity) const;
    void take(std::uint32_t candidate, int ship, Quantity quantity);
    void takeDelivery(const Offer& offer);

    SupplyPicture& picture_;
    LinePlan& plan_;
    std::vector<Offer> offers_;
};

}  // namespace entrepot::promise
