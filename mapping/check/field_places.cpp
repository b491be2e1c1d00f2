#include "mapping/check/field_places.h"

#include <algorithm>

#include "mapping/map/locate.h"
#include "mapping/map/tree_position.h"

namespace entrepot::mapping {

exchange::Position FieldPlaces::positionOf(std::string_view field, std::size_t element,
                                           std::string_view found) const {
    NodeIndex node = Tree::root;
    std::uint32_t scope = 0;
    if (element != no_element) {
        const std::size_t dot = field.find('.');
        node = nodeOf(field.substr(0, std::min(dot, field.find('['))), element, scope);
        if (node == no_node) return {};
        field.remove_prefix(dot == field.npos ? field.size() : dot + 1);
    }
    const Value* value = nullptr;
    const NodeIndex at = valueOf(scope, field, node, value);
    if (at != no_node) return mapping::positionOf(tree_, at, value);
    if (!found.empty())
        for (NodeIndex below = node; below < tree_.nodeCount(); ++below) {
            if (below != node && tree_.node(below).parent < node) break;  // behind the element
            const Node& each = tree_.node(below);
            for (std::uint32_t i = 0; i < each.value_count; ++i)
                if (tree_.values()[each.first_value + i].text == found)
                    return mapping::positionOf(tree_, below, &tree_.values()[each.first_value + i]);
        }
    if (node == Tree::root) return {};
    // A loop stands where the segment stands that opens it.
    const RuleIndex rule = tree_.node(node).rule;
    const bool opened = rule != no_rule && map_.grammar->valuesRule(rule) != rule &&
                        tree_.node(node).first_child != no_node;
    return mapping::positionOf(tree_, opened ? tree_.node(node).first_child : node);
}

// The nodes of a list's loops in order, when there are as many as elements.
NodeIndex FieldPlaces::nodeOf(std::string_view list, std::size_t element,
                              std::uint32_t& scope) const {
    const model::FieldInfo* field = map_.scopes.front().type->field(list);
    if (field == nullptr) return no_node;
    std::vector<NodeIndex> nodes;
    std::vector<std::uint32_t> scopes;
    for (const Entry& entry : map_.scopes.front().entries) {
        if (entry.kind != EntryKind::list || entry.direction == Direction::write ||
            entry.field.text != list)
            continue;
        collect(entry.at, 0, Tree::root, nodes);
        scopes.resize(nodes.size(), entry.scope);
    }
    if (nodes.size() != field->size(document_) || element >= nodes.size()) return no_node;
    scope = scopes[element];
    return nodes[element];
}

void FieldPlaces::collect(const Path& path, std::size_t step, NodeIndex node,
                          std::vector<NodeIndex>& found) const {
    if (step == path.steps.size()) {
        if (step > 0) found.push_back(node);
        return;
    }
    for (NodeIndex child = tree_.node(node).first_child; child != no_node;
         child = tree_.node(child).next_sibling)
        if (tree_.node(child).rule == path.steps[step].rule &&
            conditionsHold(tree_, path.steps[step].conditions, child))
            collect(path, step + 1, child, found);
}

NodeIndex FieldPlaces::valueOf(std::uint32_t scope, std::string_view field, NodeIndex node,
                               const Value*& value) const {
    for (const Entry& entry : map_.scopes[scope].entries) {
        if (entry.kind != EntryKind::value || entry.field.text != field || entry.copy) continue;
        const std::uint32_t index = locate(tree_, entry.at, node);
        if (index == no_index) continue;
        value = &tree_.values()[index];
        const NodeIndex at = entry.at.steps.empty() ? node : locateNode(tree_, entry.at, node);
        return at;
    }
    return no_node;
}

}  // namespace entrepot::mapping
