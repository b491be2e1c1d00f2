#include "mapping/syntax/tree.h"

#include <algorithm>
#include <cstring>

namespace entrepot::mapping {
namespace {

constexpr std::size_t block_bytes = 4096;

}  // namespace

void Tree::clear() {
    nodes_.clear();
    values_.clear();
    block_ = block_used_ = 0;
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
    if (text.empty()) return {};
    while (block_ < blocks_.size() && blocks_[block_].size() - block_used_ < text.size()) {
        ++block_;
        block_used_ = 0;
    }
    if (block_ == blocks_.size()) blocks_.emplace_back(std::max(block_bytes, text.size()));
    char* const into = blocks_[block_].data() + block_used_;
    std::memcpy(into, text.data(), text.size());
    block_used_ += text.size();
    return {into, text.size()};
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
