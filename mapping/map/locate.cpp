#include "mapping/map/locate.h"

#include <algorithm>

namespace entrepot::mapping {
namespace {

NodeIndex locateFrom(const Tree& tree, const Path& path, std::size_t step, NodeIndex node) {
    if (step == path.steps.size())
        return tree.find(node, path.element, path.component) == nullptr ? no_node : node;
    const Step& wanted = path.steps[step];
    for (NodeIndex child = tree.node(node).first_child; child != no_node;
         child = tree.node(child).next_sibling) {
        if (tree.node(child).rule != wanted.rule) continue;
        if (!conditionsHold(tree, wanted.conditions, child)) continue;
        const NodeIndex found = locateFrom(tree, path, step + 1, child);
        if (found != no_node) return found;
    }
    return no_node;
}

}  // namespace

NodeIndex upFrom(const Tree& tree, std::uint16_t up, NodeIndex node) {
    for (std::uint16_t i = 0; i < up && node != no_node; ++i) node = tree.node(node).parent;
    return node;
}

NodeIndex locateNode(const Tree& tree, const Path& path, NodeIndex node) {
    node = upFrom(tree, path.up, node);
    return node == no_node ? no_node : locateFrom(tree, path, 0, node);
}

std::uint32_t locate(const Tree& tree, const Path& path, NodeIndex node) {
    if (path.up > 0) node = upFrom(tree, path.up, node);
    if (node == no_node) return no_index;
    const NodeIndex at = path.steps.empty() ? node : locateFrom(tree, path, 0, node);
    if (at == no_node) return no_index;
    const Value* value = tree.find(at, path.element, path.component);
    return value == nullptr ? no_index : static_cast<std::uint32_t>(value - tree.values().data());
}

bool conditionsHold(const Tree& tree, const std::vector<Condition>& conditions, NodeIndex node) {
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
        const std::uint32_t found = locate(tree, condition.path, node);
        const std::string_view text =
            found == no_index ? std::string_view() : tree.values()[found].text;
        return (text == condition.value) == condition.equal;
    });
}

}  // namespace entrepot::mapping
