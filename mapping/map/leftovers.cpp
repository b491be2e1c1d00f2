#include "mapping/map/leftovers.h"

#include <algorithm>
#include <cstring>

#include "mapping/map/conversion.h"
#include "mapping/map/tree_position.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t extras_max = 200;        // kept per document; all are counted
constexpr std::size_t extra_bytes_max = 2000;  // of one value

}  // namespace

void Leftovers::begin(const Tree& tree, const Grammar& grammar,
                      const std::vector<std::string>& passing) {
    passing_ = &passing;
    tree_ = &tree;
    grammar_ = &grammar;
    taken_.assign(tree.values().size(), 0);
    count_ = 0;
}

void Leftovers::takeBelow(NodeIndex node) {
    const auto [first, end] = valuesBelow(*tree_, node);
    std::fill(taken_.begin() + static_cast<std::ptrdiff_t>(first),
              taken_.begin() + static_cast<std::ptrdiff_t>(end), std::uint8_t{1});
}

// The first value from `from` on that nothing took; `end` when there is none.
std::size_t Leftovers::nextLeft(std::size_t from, std::size_t end) const {
    if (from >= end) return end;
    const void* found = std::memchr(taken_.data() + from, 0, end - from);
    if (found == nullptr) return end;
    return static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - taken_.data());
}

void Leftovers::collect(NodeIndex from, const model::FieldInfo& list, void* object) {
    const auto [first, end] = valuesBelow(*tree_, from);
    NodeIndex node = from;
    for (std::size_t at = nextLeft(first, end); at != end; at = nextLeft(at + 1, end)) {
        taken_[at] = 2;  // kept aside
        while (at >= tree_->node(node).first_value + tree_->node(node).value_count) ++node;
        const Value& value = tree_->values()[at];
        if (isQualifier(*tree_, *grammar_, node, value) || isPassing(node, value)) continue;
        if (++count_ <= extras_max) keep(from, node, value, list, object);
    }
}

bool Leftovers::isPassing(NodeIndex node, const Value& value) const {
    const Node& at = tree_->node(node);
    if (passing_->empty() || at.rule == no_rule || value.element == element_unknown) return false;
    const ElementRule* rule = grammar_->element(at.rule, value.element);
    const bool text_taken =
        tree_->values()[at.first_value].element == 1 && taken_[at.first_value] == 1;
    return rule != nullptr && text_taken &&
           std::find(passing_->begin(), passing_->end(), rule->reference) != passing_->end();
}

void Leftovers::keep(NodeIndex from, NodeIndex node, const Value& value,
                     const model::FieldInfo& list, void* object) {
    const std::string path = pathOf(*tree_, *grammar_, from, node, value);
    if (count_ == 1) {
        first_path_ = path;
        first_position_ = positionOf(*tree_, node, &value);
    }
    void* extra = list.append(object);
    setPlainText(*list.type->field("path"), path, extra);
    setPlainText(*list.type->field("value"), value.text.substr(0, extra_bytes_max), extra);
}

}  // namespace entrepot::mapping
