// Promises days for the lines of one order against the supply picture.
//
// Pure: same picture, same order, same answer. The picture keeps what was reserved (in its journal)
// unless the mode is check. Sites are searched best first: preference of the lane, then transit.
//
//   split     what is there by the wanted day, then the rest as it comes, in at most splits_max
//             deliveries a line; the last one takes all the rest. When that leaves something open,
//             the fewest deliveries that bring everything are tried before.
//   partial   what is there by the wanted day; the rest is not promised.
//   complete  all lines of the order on one delivery day: the last wanted day, else the nearest
//             earlier one, else the first later one on which everything is there; or nothing at
//             all.
//
// No wanted day, or one that has passed, means as soon as possible.
#pragma once
#include <span>
#include <vector>

#include "core/promise/explanation.h"
#include "core/promise/line_planner.h"
#include "core/promise/promise.h"
#include "core/promise/supply_picture.h"

namespace entrepot::promise {

class OrderPromiser {
public:
    explicit OrderPromiser(SupplyPicture& picture) : picture_(picture) {}

    // Optional, before a few promise() in a row: fetches what they will read, all at once.
    void expect(std::span<const PromiseRequest* const> requests);

    // The answer has no id and no state yet; whoever keeps the ledger gives them.
    PromiseAnswer promise(const PromiseRequest& request);

private:
    struct Line {
        const PromiseLine* wanted = nullptr;
        LinePlan plan;
        std::vector<PlannedPart> parts;
        std::vector<model::Reason> reasons;
        Quantity wanted_of_item;  // with policy complete: of all lines of this item, whole lots
    };

    void start(Line& line, const PromiseRequest& request, const PromiseLine& wanted);
    void findCandidates(Line& line, const PromiseRequest& request);

    void promiseSplit(Line& line, int splits_max);
    void splitPart(LinePlanner& planner, PlannedPart& part, int slots);
    void explainMissingOfSplit(Line& line, const PlannedPart& part, bool slots_used, int maximum);
    void promisePartial(Line& line);
    LineAnswer answerOf(Line& line) const;

    // Policy complete: complete_policy.cpp.
    void promiseComplete(std::size_t count);
    void joinParts(Line& line);
    int commonDeadline(std::size_t count) const;
    int takeOnOneDay(std::size_t count, int deadline);
    bool takeAllOn(std::size_t count, int delivery);
    bool coversAll(std::size_t count, int delivery);
    bool covers(Line& line, int delivery);
    int lastDelivery(std::size_t count);
    void explainComplete(std::size_t count, int deadline, int delivery);
    void refuseAll(std::size_t count);

    SupplyPicture& picture_;
    // Kept between orders for their memory.
    std::vector<Line> lines_;
    std::vector<const ItemKey*> expected_;
};

}  // namespace entrepot::promise
