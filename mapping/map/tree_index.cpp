#include "mapping/map/tree_index.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "mapping/map/locate.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

}  // namespace

TreeIndex::TreeIndex(const TreeRule& rule, const Tree& tree, NodeIndex holder)
    : rule_(rule), tree_(tree) {
    collect(holder, 0);
    rule.loose ? linkLoosely() : link();
    sort();
}

void TreeIndex::collect(NodeIndex holder, std::size_t step) {
    const std::vector<Step>& steps = rule_.loop.steps;
    for (NodeIndex at = tree_.node(holder).first_child; at != no_node;
         at = tree_.node(at).next_sibling) {
        if (tree_.node(at).rule != steps[step].rule) continue;
        step + 1 == steps.size() ? add(at) : collect(at, step + 1);
    }
}

void TreeIndex::add(NodeIndex node) {
    TreeItem& item = items_.emplace_back();
    item.node = node;
    item.id = textAt(rule_.id, node);
    item.level = levelOf(node);
    if (item.level != no_index) return;
    const std::vector<Condition>& asked = rule_.levels.front().at.steps.back().conditions;
    const Path& path = asked.empty() ? rule_.id : asked.front().path;
    tell(findings::level_unknown, item, path, textAt(path, node));
}

// A number means the nearest earlier node that has it; whoever has none of its own gets a free one.
void TreeIndex::linkLoosely() {
    std::unordered_map<std::string_view, std::uint32_t> nearest;
    std::unordered_set<std::string_view> used;
    for (const TreeItem& item : items_) used.insert(item.id);
    std::unordered_set<std::string_view> seen;
    std::size_t free = 0;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        TreeItem& item = items_[i];
        const std::string_view parent = textAt(rule_.parent, item.node);
        if (const auto found = nearest.find(parent); !parent.empty() && found != nearest.end()) {
            item.parent = found->second;
        } else if (!parent.empty()) {
            tell(findings::level_stands_alone, item, rule_.parent, parent);
        }
        if (!item.id.empty()) nearest[item.id] = i;
        if (!item.id.empty() && seen.insert(item.id).second) continue;
        do item.id = made_.emplace_back(std::to_string(++free));
        while (used.contains(item.id));
    }
}

void TreeIndex::link() {
    std::unordered_map<std::string_view, std::uint32_t> by_id;
    by_id.reserve(items_.size());
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        const TreeItem& item = items_[i];
        if (item.id.empty()) {
            tell(findings::level_id_missing, item, rule_.id, {});
        } else if (!by_id.emplace(item.id, i).second) {
            tell(findings::level_id_duplicate, item, rule_.id, item.id);
        }
    }
    for (TreeItem& item : items_) {
        const std::string_view parent = textAt(rule_.parent, item.node);
        if (parent.empty()) continue;
        const auto found = by_id.find(parent);
        if (found == by_id.end()) {
            tell(findings::level_parent_unknown, item, rule_.parent, parent);
        } else {
            item.parent = found->second;
        }
    }
}

// Walks up from each item to one that is done, then down again; a step onto the way itself is a
// circle.
void TreeIndex::sort() {
    enum class State : std::uint8_t { open, on_the_way, done };
    std::vector<State> states(items_.size(), State::open);
    std::vector<std::uint32_t> way;
    order_.reserve(items_.size());
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        for (std::uint32_t at = i; at != no_index && states[at] != State::done;) {
            if (states[at] == State::on_the_way) {
                TreeItem& last = items_[way.back()];
                tell(findings::level_parent_circular, last, rule_.parent, last.id);
                last.parent = no_index;
                break;
            }
            states[at] = State::on_the_way;
            way.push_back(at);
            at = items_[at].parent;
        }
        for (; !way.empty(); way.pop_back()) {
            states[way.back()] = State::done;
            order_.push_back(way.back());
        }
    }
}

std::string_view TreeIndex::textAt(const Path& path, NodeIndex node) const {
    const std::uint32_t found = locate(tree_, path, node);
    return found == no_index ? std::string_view() : tree_.values()[found].text;
}

std::uint32_t TreeIndex::levelOf(NodeIndex node) const {
    for (std::uint32_t i = 0; i < rule_.levels.size(); ++i)
        if (conditionsHold(tree_, rule_.levels[i].at.steps.back().conditions, node)) return i;
    return no_index;
}

void TreeIndex::tell(findings::FindingId id, const TreeItem& item, const Path& path,
                     std::string_view found) {
    problems_.push_back({id, item.node, &path, found});
}

}  // namespace entrepot::mapping
