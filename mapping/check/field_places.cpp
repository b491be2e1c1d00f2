#include "mapping/check/field_places.h"

#include <algorithm>

#include "mapping/map/locate.h"
#include "mapping/map/tree_position.h"

namespace entrepot::mapping {
namespace {

void collect(const Tree& tree, const Path& path, std::size_t step, NodeIndex node,
             std::vector<NodeIndex>& found) {
    if (step == path.steps.size()) return found.push_back(node);
    for (NodeIndex child = tree.node(node).first_child; child != no_node;
         child = tree.node(child).next_sibling)
        if (tree.node(child).rule == path.steps[step].rule &&
            conditionsHold(tree, path.steps[step].conditions, child))
            collect(tree, path, step + 1, child, found);
}

}  // namespace

std::vector<NodeIndex> nodesAt(const Tree& tree, const Path& path, NodeIndex from) {
    std::vector<NodeIndex> found;
    if (!path.steps.empty()) collect(tree, path, 0, from, found);
    return found;
}

exchange::Position FieldPlaces::positionOf(std::string_view field, std::size_t element,
                                           std::string_view found) const {
    NodeIndex node = Tree::root;
    std::uint32_t scope = 0;
    if (element != no_element) {
        const std::size_t dot = field.find('.');
        node = nodeOf(field.substr(0, std::min(dot, field.find('['))), element, scope);
        const bool known = node != no_node;
        if (!known) node = Tree::root;  // what it says may be found anywhere
        field = known && dot != field.npos ? field.substr(dot + 1) : std::string_view();
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
        const std::vector<NodeIndex> more = nodesAt(tree_, entry.at, Tree::root);
        nodes.insert(nodes.end(), more.begin(), more.end());
        scopes.resize(nodes.size(), entry.scope);
    }
    if (nodes.size() != field->size(document_) || element >= nodes.size()) return no_node;
    scope = scopes[element];
    return nodes[element];
}

NodeIndex FieldPlaces::valueOf(std::uint32_t scope, std::string_view field, NodeIndex node,
                               const Value*& value) const {
    for (const Entry& entry : map_.scopes[scope].entries) {
        if (entry.kind != EntryKind::value || entry.field.text != field || entry.copy) continue;
        const NodeIndex at = locateNode(tree_, entry.at, node);
        if (at == no_node) continue;
        value = tree_.find(at, entry.at.element, entry.at.component);
        return at;
    }
    return no_node;
}

}  // namespace entrepot::mapping
