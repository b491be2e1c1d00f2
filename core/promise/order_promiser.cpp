#include "core/promise/order_promiser.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace entrepot::promise {
namespace {

constexpr std::size_t expected_max = 32;
constexpr std::size_t reasons_usual = 4;
constexpr int splits_limit = 100;
constexpr int unlimited = std::numeric_limits<int>::max();

PlannedPart partOf(const LinePlanner& planner, const WantedPart& wanted, Day today) {
    PlannedPart part;
    part.wanted = wanted.day;
    part.lots = planner.wholeLots(wanted.quantity);
    part.remainder = wanted.quantity - part.lots;
    part.missing = part.lots;
    part.deadline = wanted.day && *wanted.day >= today
                        ? static_cast<int>((*wanted.day - today).count())
                        : std::max(planner.firstPossibleDelivery(), 0);
    return part;
}

// By delivery day; what leaves one site on one day is one delivery.
void sortAndJoin(std::vector<Take>& takes) {
    if (takes.size() < 2) return;
    std::ranges::stable_sort(takes, {}, [](const Take& take) {
        return std::tuple(take.delivery, take.ship, take.candidate);
    });
    auto last = takes.begin();
    for (auto next = last + 1; next != takes.end(); ++next) {
        if (next->candidate == last->candidate && next->ship == last->ship) {
            last->quantity += next->quantity;
        } else {
            *++last = *next;
        }
    }
    takes.erase(last + 1, takes.end());
}

}  // namespace

PromiseAnswer OrderPromiser::promise(const PromiseRequest& request) {
    const std::size_t before = picture_.bookmark();
    const std::size_t count = request.lines.size();
    if (lines_.size() < count) lines_.resize(count);
    for (std::size_t i = 0; i < count; ++i) start(lines_[i], request, request.lines[i]);
    if (request.policy == model::DeliveryPolicy::complete) {
        promiseComplete(count);
    } else {
        for (std::size_t i = 0; i < count; ++i) {
            if (request.policy == model::DeliveryPolicy::split) {
                promiseSplit(lines_[i], request.splits_max);
            } else {
                promisePartial(lines_[i]);
            }
        }
    }
    PromiseAnswer answer;
    answer.reference = request.reference;
    answer.lines.reserve(count);
    for (std::size_t i = 0; i < count; ++i) answer.lines.push_back(answerOf(lines_[i]));
    if (request.mode == PromiseMode::check) picture_.undoTo(before);
    return answer;
}

void OrderPromiser::expect(std::span<const PromiseRequest* const> requests) {
    expected_.clear();
    for (const PromiseRequest* request : requests)
        for (const PromiseLine& line : request->lines) {
            if (expected_.size() == expected_max) break;
            expected_.push_back(&line.item);
        }
    picture_.prefetch(expected_);
}

void OrderPromiser::start(Line& line, const PromiseRequest& request, const PromiseLine& wanted) {
    line.wanted = &wanted;
    line.parts.clear();
    line.reasons.clear();
    line.reasons.reserve(reasons_usual);
    line.wanted_of_item = Quantity();
    line.plan.candidates.clear();
    line.plan.takes.clear();
    line.plan.lot = wanted.lot;
    line.plan.unit = wanted.unit;
    findCandidates(line, request);
    const LinePlanner planner(picture_, line.plan);
    Quantity total;
    for (const WantedPart& part : wanted.wanted) {
        line.parts.push_back(partOf(planner, part, picture_.today()));
        total += part.quantity;
    }
    if (total.isZero()) addReason(line.reasons, because(reasons::nothing_wanted));
}

void OrderPromiser::findCandidates(Line& line, const PromiseRequest& request) {
    const auto item = picture_.findItem(line.wanted->item);
    if (!item) {
        addReason(line.reasons, because(reasons::item_unknown, line.wanted->item.value));
        return;
    }
    const auto sites = picture_.sitesOf(*item);
    const std::vector<Route>& routes = picture_.routesTo(request.region);
    for (const Route& route : routes) {
        const auto found = std::ranges::find(sites, route.site(), &ItemSite::site);
        if (found == sites.end()) continue;
        line.plan.candidates.push_back({found->series, &route, {}});
    }
    const bool out_of_reach = line.plan.candidates.empty() && !sites.empty();
    if (routes.empty() || out_of_reach)
        addReason(line.reasons, because(reasons::no_lane, request.region));
}

void OrderPromiser::promiseSplit(Line& line, int splits_max) {
    splits_max = std::clamp(splits_max, 1, splits_limit);
    LinePlanner planner(picture_, line.plan);
    // Every wanted part has at least one delivery, whatever the maximum.
    const auto count = static_cast<int>(line.parts.size());
    int spare = std::max(splits_max - count, 0);
    for (PlannedPart& part : line.parts) {
        part.first_take = line.plan.takes.size();
        splitPart(planner, part, 1 + spare);
        part.last_take = line.plan.takes.size();
        const auto used = static_cast<int>(part.last_take - part.first_take);
        const bool all_used = used >= 1 + spare;
        spare -= std::max(used - 1, 0);
        Explanation(picture_, line.plan, line.reasons).explain(part);
        if (!part.missing.isZero()) explainMissingOfSplit(line, part, all_used, splits_max);
    }
}

void OrderPromiser::splitPart(LinePlanner& planner, PlannedPart& part, int slots) {
    if (part.lots.isZero()) return;
    if (planner.takeWhole(part.lots, part.deadline)) {
        part.missing = Quantity();
        return;
    }
    const auto fill = [&] {
        const LinePlanner::Bookmark before = planner.bookmark();
        const Quantity rest = planner.takeBy(part.lots, part.deadline, slots);
        const auto used = static_cast<int>(planner.bookmark().takes - before.takes);
        return planner.takeAsItComes(rest, part.deadline, slots - used);
    };
    const LinePlanner::Bookmark before = planner.bookmark();
    part.missing = fill();
    const auto used = static_cast<int>(planner.bookmark().takes - before.takes);
    if (part.missing < planner.lot() || used < slots) return;
    planner.undoTo(before);
    if (planner.takeInFewest(part.lots, part.deadline, slots)) {
        part.missing = Quantity();
    } else {
        part.missing = fill();
    }
}

void OrderPromiser::explainMissingOfSplit(Line& line, const PlannedPart& part, bool slots_used,
                                          int maximum) {
    if (line.plan.candidates.empty() && !line.reasons.empty()) return;
    LinePlanner planner(picture_, line.plan);
    if (slots_used && planner.freeBy(planner.lastDelivery()) >= line.plan.lot) {
        addReason(line.reasons, because(reasons::split_limit, std::to_string(maximum)));
    } else {
        Explanation(picture_, line.plan, line.reasons).explainExhausted(part);
    }
}

void OrderPromiser::promisePartial(Line& line) {
    LinePlanner planner(picture_, line.plan);
    for (PlannedPart& part : line.parts) {
        part.first_take = line.plan.takes.size();
        // As soon as possible is the first day there is something, not the first day one could
        // ship.
        if (!part.wanted || *part.wanted < picture_.today())
            part.deadline = std::max(part.deadline, planner.firstDelivery());
        if (!part.lots.isZero() && planner.takeWhole(part.lots, part.deadline)) {
            part.missing = Quantity();
        } else {
            part.missing = planner.takeBy(part.lots, part.deadline, unlimited);
        }
        part.last_take = line.plan.takes.size();
        Explanation(picture_, line.plan, line.reasons).explain(part);
        if (!part.missing.isZero() && !line.plan.candidates.empty())
            addReason(line.reasons,
                      because(reasons::partial_policy, part.missing.text(), line.plan.unit));
        if (!part.missing.isZero() && line.reasons.empty())
            Explanation(picture_, line.plan, line.reasons).explainExhausted(part);
    }
}

LineAnswer OrderPromiser::answerOf(Line& line) const {
    LineAnswer answer;
    answer.number = line.wanted->number;
    answer.item = line.wanted->item;
    for (const PlannedPart& part : line.parts) answer.unmet += part.missing + part.remainder;
    sortAndJoin(line.plan.takes);
    answer.parts.reserve(line.plan.takes.size());
    for (const Take& take : line.plan.takes) {
        const Route& route = *line.plan.candidates[take.candidate].route;
        answer.parts.push_back({take.quantity, SiteKey(picture_.siteKey(route.site())),
                                picture_.dayAt(take.ship), picture_.dayAt(take.delivery)});
    }
    answer.reasons = std::move(line.reasons);
    return answer;
}

}  // namespace entrepot::promise
