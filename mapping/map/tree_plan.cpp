#include "mapping/map/tree_plan.h"

#include <algorithm>

#include "mapping/map/conversion.h"
#include "mapping/map/field_path.h"

namespace entrepot::mapping {
namespace {

using model::FieldInfo;

const std::string& textOf(const FieldInfo& field, const void* object) {
    return *static_cast<const std::string*>(field.get(object));
}

}  // namespace

TreePlan::TreePlan(const Map& map, const TreeRule& rule, const void* object, Belongs belongs)
    : map_(map),
      rule_(rule),
      object_(object),
      belongs_(std::move(belongs)),
      containers_(rule.containers()) {
    drafts_.emplace_back();
    const TreeLevel& first = rule.levels.front();
    if (first.kind == TreeLevel::Kind::document && first.root) top_ = draftFor(0, 0, 0);
    if (containers_ != nullptr) readContainers();
    for (const TreeList& list : rule.lists)
        if (&list != containers_) addList(list);
    for (std::uint32_t i = 0; i < tree_.size(); ++i)
        if (!placed_[i] && tree_[i].level != no_index) addContainers(top_, i);
    order();
}

void TreePlan::readContainers() {
    const FieldInfo& list = *containers_->list;
    tree_.resize(list.size(object_));
    placed_.resize(tree_.size());
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
        tree_[i].level = levelOf(*containers_, i);
        by_key_.emplace(textOf(*containers_->key, list.at(object_, i)), i);
    }
    for (std::uint32_t i = 0; i < rule_.levels.size(); ++i)
        if ((rule_.levels[i].of == &list || i == rule_.holderLevel()) &&
            first_container_level_ == no_index)
            first_container_level_ = i;
    if (containers_->inside == nullptr) return;
    for (std::uint32_t i = 0; i < tree_.size(); ++i) tree_[i].parent = containerOf(*containers_, i);
    cutCircles();
}

void TreePlan::cutCircles() {
    enum class State : std::uint8_t { open, on_the_way, done };
    std::vector<State> states(tree_.size(), State::open);
    std::vector<std::uint32_t> way;
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
        for (std::uint32_t at = i; at != no_index && states[at] != State::done;) {
            if (states[at] == State::on_the_way) {
                tree_[way.back()].parent = no_index;
                lose(*containers_);
                break;
            }
            states[at] = State::on_the_way;
            way.push_back(at);
            at = tree_[at].parent;
        }
        for (; !way.empty(); way.pop_back()) states[way.back()] = State::done;
    }
}

void TreePlan::addList(const TreeList& list) {
    const std::size_t size = list.list->size(object_);
    for (std::uint32_t i = 0; i < size; ++i) addElement(list, i);
}

void TreePlan::addElement(const TreeList& list, std::uint32_t element) {
    const std::uint32_t level = list.nested == no_index ? levelOf(list, element) : no_index;
    if (list.nested == no_index ? level == no_index : !belongsNested(list, element)) return;
    std::uint32_t at = addGroups(top_, list, element, true);
    at = addContainers(at, containerOf(list, element));
    at = addGroups(at, list, element, false);
    if (at == 0 && list.nested != no_index) at = draftFor(0, 0, 0);
    if (level != no_index) {
        draftFor(at, level, element);
    } else {
        drafts_[at].node.nested.push_back({list.nested, element});
    }
}

// Groups above the containers, or those below.
std::uint32_t TreePlan::addGroups(std::uint32_t at, const TreeList& list, std::uint32_t element,
                                  bool above) {
    for (std::uint32_t i = 0; i < rule_.levels.size(); ++i) {
        const TreeLevel& level = rule_.levels[i];
        if (level.kind != TreeLevel::Kind::group || level.of != list.list) continue;
        if ((i < first_container_level_) != above) continue;
        const std::string values = groupValues(level, list.list->at(object_, element));
        if (values.empty()) continue;
        at = draftFor(at, i, groups_.emplace(std::pair(i, values), element).first->second);
    }
    return at;
}

std::uint32_t TreePlan::addContainers(std::uint32_t at, std::uint32_t container) {
    std::vector<std::uint32_t> way;
    for (; container != no_index; container = tree_[container].parent) way.push_back(container);
    for (; !way.empty(); way.pop_back()) {
        const Container& next = tree_[way.back()];
        if (next.level == no_index) continue;
        const std::size_t before = drafts_.size();
        at = draftFor(at, next.level, way.back());
        if (drafts_.size() > before && containers_->nested != no_index)
            drafts_[at].node.nested.push_back({containers_->nested, way.back()});
        placed_[way.back()] = true;
    }
    return at;
}

std::uint32_t TreePlan::draftFor(std::uint32_t parent, std::uint32_t level, std::uint32_t element) {
    const auto [at, added] = draft_by_key_.emplace(DraftKey(parent, level, element),
                                                   static_cast<std::uint32_t>(drafts_.size()));
    if (!added) return at->second;
    Draft draft;
    draft.node.level = level;
    draft.node.element = element;
    drafts_.push_back(std::move(draft));
    drafts_[parent].children.push_back(at->second);
    return at->second;
}

// The first level of the list that the element belongs to.
std::uint32_t TreePlan::levelOf(const TreeList& list, std::uint32_t element) const {
    const void* object = list.list->at(object_, element);
    if (list.nested != no_index)
        return belongsNested(list, element) ? rule_.holderLevel() : no_index;
    for (std::uint32_t i = 0; i < rule_.levels.size(); ++i) {
        const TreeLevel& level = rule_.levels[i];
        if (level.kind == TreeLevel::Kind::list && level.of == list.list &&
            belongs_(map_.scopes[level.scope], object))
            return i;
    }
    return no_index;
}

bool TreePlan::belongsNested(const TreeList& list, std::uint32_t element) const {
    const Entry& entry = map_.scopes[rule_.scope].entries[list.nested];
    return belongs_(map_.scopes[entry.scope], list.list->at(object_, element));
}

std::uint32_t TreePlan::containerOf(const TreeList& list, std::uint32_t element) {
    if (list.inside == nullptr || containers_ == nullptr) return no_index;
    const std::string& key = textOf(*list.inside, list.list->at(object_, element));
    if (key.empty()) return no_index;
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) return found->second;
    lose(list);
    return no_index;
}

// Empty when the element has none of them.
std::string TreePlan::groupValues(const TreeLevel& level, const void* element) const {
    std::string all;
    bool any = false;
    for (const std::uint32_t index : level.values) {
        const FieldPath& field = map_.scopes[level.scope].entries[index].field;
        const std::string text = plainText(field.last(), holderOf(field, element));
        any |= !text.empty();
        all.append(text).append(1, '\x1f');
    }
    return any ? all : std::string();
}

void TreePlan::lose(const TreeList& list) {
    if (std::find(lost_.begin(), lost_.end(), list.list) == lost_.end()) lost_.push_back(list.list);
}

// Each node behind its parent and before its parent's next child.
void TreePlan::order() {
    struct Open {
        std::uint32_t draft;
        std::uint32_t parent;
    };
    std::vector<Open> open;
    const auto addChildren = [&](std::uint32_t draft, std::uint32_t parent) {
        const auto& children = drafts_[draft].children;
        for (auto at = children.rbegin(); at != children.rend(); ++at)
            open.push_back({*at, parent});
    };
    addChildren(0, no_index);
    planned_.reserve(drafts_.size() - 1);
    while (!open.empty()) {
        const Open next = open.back();
        open.pop_back();
        Draft& draft = drafts_[next.draft];
        const auto index = static_cast<std::uint32_t>(planned_.size());
        PlannedNode& node = planned_.emplace_back(std::move(draft.node));
        node.parent = next.parent;
        node.has_children = !draft.children.empty();
        addChildren(next.draft, index);
    }
}

}  // namespace entrepot::mapping
