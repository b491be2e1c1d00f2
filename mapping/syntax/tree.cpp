#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

void Tree::clear() {
    nodes_.clear();
    values_.clear();
    kept_used_ = 0;
    message_offset = 0;
    nodes_.emplace_back();
}

NodeIndex Tree::addNode(NodeIndex parent, std::string_view name, RuleIndex rule) {
    const auto index = static_cast<NodeIndex>(nodes_.size());
    Node& added = nodes_.emplace_back();
    added.name = name;
    added.rule = rule;
    added.parent = parent;
    added.first_value = static_cast<std::uint32_t>(values_.size());
    Node& above = nodes_[parent];
    if (above.last_child == no_node) {
        above.first_child = index;
    } else {
        nodes_[above.last_child].next_sibling = index;
    }
    above.last_child = index;
    return index;
}

std::string_view Tree::keep(std::string_view text) {
    if (kept_used_ == kept_.size()) kept_.emplace_back();
    std::string& slot = kept_[kept_used_++];
    slot.assign(text);
    return slot;
}

const Value* Tree::find(NodeIndex index, std::uint16_t element, std::uint16_t component,
                        std::uint16_t repeat) const {
    const Node& owner = nodes_[index];
    for (std::uint32_t i = 0; i < owner.value_count; ++i) {
        const Value& value = values_[owner.first_value + i];
        if (value.element == element && value.component == component && value.repeat == repeat)
            return &value;
    }
    return nullptr;
}

}  // namespace entrepot::mapping
