#include "mapping/map/locate.h"

#include <algorithm>

namespace entrepot::mapping {
namespace {

std::uint32_t valueAt(const Tree& tree, const Path& path, NodeIndex node) {
    const Value* value = tree.find(node, path.element, path.component);
    return value == nullptr ? no_index : static_cast<std::uint32_t>(value - tree.values().data());
}

std::uint32_t locateFrom(const Tree& tree, const Path& path, std::size_t step, NodeIndex node) {
    if (step == path.steps.size()) return valueAt(tree, path, node);
    const Step& wanted = path.steps[step];
    for (NodeIndex child = tree.node(node).first_child; child != no_node;
         child = tree.node(child).next_sibling) {
        if (tree.node(child).rule != wanted.rule) continue;
        if (!conditionsHold(tree, wanted.conditions, child)) continue;
        const std::uint32_t found = locateFrom(tree, path, step + 1, child);
        if (found != no_index) return found;
    }
    return no_index;
}

}  // namespace

std::uint32_t locate(const Tree& tree, const Path& path, NodeIndex node) {
    return locateFrom(tree, path, 0, node);
}

bool conditionsHold(const Tree& tree, const std::vector<Condition>& conditions, NodeIndex node) {
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
        const std::uint32_t found = locate(tree, condition.path, node);
        const bool equal = found != no_index && tree.values()[found].text == condition.value;
        return equal == condition.equal;
    });
}

}  // namespace entrepot::mapping
