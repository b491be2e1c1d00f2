#include "mapping/map/output_tree.h"

#include <algorithm>

namespace entrepot::mapping {
namespace {

constexpr std::uint32_t counted_max = 200;  // more than that the emitter counts

}  // namespace

OutputTree::Index OutputTree::add(Index parent, RuleIndex rule) {
    const auto index = static_cast<Index>(nodes_.size());
    nodes_.emplace_back().rule = rule;
    attach(parent, index);
    return index;
}

void OutputTree::attach(Index parent, Index node) {
    const RuleIndex rule = nodes_[node].rule;
    OutputNode& above = nodes_[parent];
    if (above.last_child == none || nodes_[above.last_child].rule <= rule) {
        (above.last_child == none ? above.first_child : nodes_[above.last_child].next) = node;
        above.last_child = node;
        return;
    }
    Index* link = &above.first_child;
    while (nodes_[*link].rule <= rule) link = &nodes_[*link].next;
    nodes_[node].next = *link;
    *link = node;
}

OutputTree::Index OutputTree::addDetached(const Step& step) {
    const auto index = static_cast<Index>(nodes_.size());
    nodes_.emplace_back().rule = step.rule;
    putConditions(index, step);
    return index;
}

OutputTree::Index OutputTree::addStep(Index parent, const Step& step) {
    const Index added = add(parent, step.rule);
    putConditions(added, step);
    return added;
}

void OutputTree::putConditions(Index added, const Step& step) {
    for (const Condition& condition : step.conditions) {
        if (!condition.equal || condition.value.empty()) continue;
        const Index holder = makeAt(added, condition.path);
        put(holder, condition.path.element, condition.path.component, condition.value);
    }
}

OutputTree::Index OutputTree::addAt(Index from, const Path& path) {
    for (std::size_t i = 0; i + 1 < path.steps.size(); ++i) {
        const Index found = findStep(from, path.steps[i], nullptr);
        from = found != none ? found : addStep(from, path.steps[i]);
    }
    return path.steps.empty() ? from : addStep(from, path.steps.back());
}

bool OutputTree::hasRoomAt(Index from, const Path& path) const {
    if (path.steps.empty()) return true;
    for (std::size_t i = 0; i + 1 < path.steps.size(); ++i) {
        from = findStep(from, path.steps[i], nullptr);
        if (from == none) return true;
    }
    const RuleIndex rule = path.steps.back().rule;
    std::uint64_t count = 0;
    if (grammar_.rule(rule).occurs_max > counted_max) return true;
    for (Index at = nodes_[from].first_child; at != none; at = nodes_[at].next)
        if (nodes_[at].rule == rule) ++count;
    return count < grammar_.rule(rule).occurs_max;
}

std::size_t OutputTree::countAt(Index from, const Path& path) const {
    for (std::size_t i = 0; i + 1 < path.steps.size(); ++i) {
        from = findStep(from, path.steps[i], nullptr);
        if (from == none) return 0;
    }
    std::size_t count = 0;
    for (Index at = nodes_[from].first_child; at != none; at = nodes_[at].next)
        if (nodes_[at].rule == path.steps.back().rule) ++count;
    return count;
}

OutputTree::Index OutputTree::makeAt(Index from, const Path& path) {
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
        const bool last = i + 1 == path.steps.size();
        const Index found = findStep(from, path.steps[i], last ? &path : nullptr);
        from = found != none ? found : addStep(from, path.steps[i]);
    }
    return from;
}

OutputTree::Index OutputTree::findFree(Index from, const Path& path) const {
    if (path.steps.empty() && find(from, path.element, path.component) != nullptr) return none;
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
        if (from == none) return none;
        from = findStep(from, path.steps[i], i + 1 == path.steps.size() ? &path : nullptr);
    }
    return from;
}

OutputTree::Index OutputTree::findAt(Index from, const Path& path) const {
    for (const Step& step : path.steps) {
        if (from == none) return none;
        from = findStep(from, step, nullptr);
    }
    return from;
}

OutputTree::Index OutputTree::findStep(Index parent, const Step& step, const Path* free_for) const {
    // There is one node for all: what stands there stays.
    if (grammar_.rule(step.rule).occurs_max == 1) free_for = nullptr;
    for (Index at = nodes_[parent].first_child; at != none; at = nodes_[at].next) {
        if (nodes_[at].rule != step.rule) continue;
        const bool fits =
            std::all_of(step.conditions.begin(), step.conditions.end(),
                        [&](const Condition& condition) { return holds(at, condition); });
        if (!fits) continue;
        if (free_for != nullptr && free_for->element != 0 &&
            find(at, free_for->element, free_for->component) != nullptr)
            continue;
        return at;
    }
    return none;
}

bool OutputTree::holds(Index node, const Condition& condition) const {
    const Index holder = findAt(node, condition.path);
    const OutputValue* found =
        holder == none ? nullptr : find(holder, condition.path.element, condition.path.component);
    const std::string_view text = found == nullptr ? std::string_view() : found->text;
    return (text == condition.value) == condition.equal;
}

void OutputTree::put(Index node, std::uint16_t element, std::uint16_t component, std::string text) {
    Index* link = &nodes_[node].first_value;
    const auto before = [&](const OutputValue& value) {
        return value.element < element || (value.element == element && value.component < component);
    };
    while (*link != none && before(values_[*link])) link = &values_[*link].next;
    if (*link != none && values_[*link].element == element &&
        values_[*link].component == component) {
        values_[*link].text = std::move(text);
        return;
    }
    const Index next = *link;
    *link = static_cast<Index>(values_.size());
    values_.push_back({std::move(text), element, component, next});
}

const OutputTree::OutputValue* OutputTree::find(Index node, std::uint16_t element,
                                                std::uint16_t component) const {
    for (Index at = nodes_[node].first_value; at != none; at = values_[at].next)
        if (values_[at].element == element && values_[at].component == component)
            return &values_[at];
    return nullptr;
}

}  // namespace entrepot::mapping
