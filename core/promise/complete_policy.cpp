// The part of OrderPromiser that brings a whole order on one day.
//
// What the sites have by a day never gets less with a later day, so the first day on which every
// item is there in total is found by halving. From there on the days are tried one by one: sites
// and carriers do not deliver on every day, and lines of one item take from each other.
#include <algorithm>
#include <map>

#include "core/promise/order_promiser.h"

namespace entrepot::promise {
namespace {

constexpr int earlier_days_max = 60;  // before the wanted day, when nothing arrives on that

}  // namespace

void OrderPromiser::promiseComplete(std::size_t count) {
    std::map<SeriesIndex, Quantity> wanted;  // by the best site's series: one per item
    for (std::size_t i = 0; i < count; ++i) {
        joinParts(lines_[i]);
        if (!lines_[i].plan.candidates.empty())
            wanted[lines_[i].plan.candidates[0].series] += lines_[i].parts[0].lots;
    }
    for (std::size_t i = 0; i < count; ++i)
        if (!lines_[i].plan.candidates.empty())
            lines_[i].wanted_of_item = wanted[lines_[i].plan.candidates[0].series];
    const int deadline = commonDeadline(count);
    const int delivery = takeOnOneDay(count, deadline);
    if (delivery == no_day) refuseAll(count);
    explainComplete(count, deadline, delivery);
}

// One delivery: what was wanted on several days comes on the last of them.
void OrderPromiser::joinParts(Line& line) {
    PlannedPart all = line.parts.front();
    Quantity quantity;
    for (const PlannedPart& part : line.parts) {
        quantity += part.lots + part.remainder;
        if (part.deadline > all.deadline) {
            all.deadline = part.deadline;
            all.wanted = part.wanted;
        }
    }
    all.lots = LinePlanner(picture_, line.plan).wholeLots(quantity);
    all.remainder = quantity - all.lots;
    all.missing = all.lots;
    line.parts.assign(1, all);
}

int OrderPromiser::commonDeadline(std::size_t count) const {
    int deadline = 0;
    for (std::size_t i = 0; i < count; ++i)
        deadline = std::max(deadline, lines_[i].parts[0].deadline);
    return deadline;
}

int OrderPromiser::lastDelivery(std::size_t count) {
    int last = no_day;
    for (std::size_t i = 0; i < count; ++i)
        last = std::max(last, LinePlanner(picture_, lines_[i].plan).lastDelivery());
    return last;
}

int OrderPromiser::takeOnOneDay(std::size_t count, int deadline) {
    const int earliest = std::max(deadline - earlier_days_max, 0);
    for (int day = deadline; day >= earliest && coversAll(count, day); --day)
        if (takeAllOn(count, day)) return day;
    for (std::size_t i = 0; i < count; ++i)
        LinePlanner(picture_, lines_[i].plan).noteFree(deadline);
    const int last = lastDelivery(count);
    int low = deadline + 1;
    int high = last + 1;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (coversAll(count, middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    for (int day = low; day <= last; ++day)
        if (takeAllOn(count, day)) return day;
    return no_day;
}

bool OrderPromiser::covers(Line& line, int delivery) {
    const LinePlanner planner(picture_, line.plan);
    if (line.parts[0].lots.isZero()) return true;
    return planner.freeBy(delivery) >= line.parts[0].lots &&
           planner.freeUnitsBy(delivery) >= line.wanted_of_item;
}

bool OrderPromiser::coversAll(std::size_t count, int delivery) {
    return std::all_of(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(count),
                       [&](Line& line) { return covers(line, delivery); });
}

bool OrderPromiser::takeAllOn(std::size_t count, int delivery) {
    const std::size_t before = picture_.bookmark();
    for (std::size_t i = 0; i < count; ++i) {
        Line& line = lines_[i];
        PlannedPart& part = line.parts[0];
        line.plan.takes.clear();
        if (part.lots.isZero() || LinePlanner(picture_, line.plan).takeOn(part.lots, delivery))
            continue;
        picture_.undoTo(before);
        return false;
    }
    for (std::size_t i = 0; i < count; ++i) {
        PlannedPart& part = lines_[i].parts[0];
        part.missing = Quantity();
        part.last_take = lines_[i].plan.takes.size();
    }
    return true;
}

void OrderPromiser::explainComplete(std::size_t count, int deadline, int delivery) {
    for (std::size_t i = 0; i < count; ++i) {
        Line& line = lines_[i];
        if (delivery > deadline) {
            // Later than wanted because of this line itself, or of another one it waits for.
            addReason(line.reasons,
                      because(reasons::complete_policy, formatDay(picture_.dayAt(delivery))));
        }
        line.parts[0].deadline = deadline;
        Explanation(picture_, line.plan, line.reasons).explain(line.parts[0]);
    }
}

void OrderPromiser::refuseAll(std::size_t count) {
    const int last = lastDelivery(count);
    std::size_t blocking = 0;
    while (blocking + 1 < count && covers(lines_[blocking], last)) ++blocking;
    if (covers(lines_[blocking], last)) blocking = 0;  // each alone could, not all on one day
    for (std::size_t i = 0; i < count; ++i) {
        Line& line = lines_[i];
        line.plan.takes.clear();
        const bool can = covers(line, last);
        if (!can && !line.plan.candidates.empty())
            Explanation(picture_, line.plan, line.reasons).explainExhausted(line.parts[0]);
        if (can)
            addReason(line.reasons,
                      because(reasons::complete_policy_blocked, lines_[blocking].wanted->number));
        if (line.reasons.empty())
            Explanation(picture_, line.plan, line.reasons).explainExhausted(line.parts[0]);
    }
}

}  // namespace entrepot::promise
