#include "mapping/map/tree_position.h"

#include <algorithm>

namespace entrepot::mapping {
namespace {

std::uint32_t occurrenceOf(const Tree& tree, NodeIndex node) {
    const NodeIndex parent = tree.node(node).parent;
    if (parent == no_node) return 1;
    std::uint32_t occurrence = 1;
    for (NodeIndex at = tree.node(parent).first_child; at != node && at != no_node;
         at = tree.node(at).next_sibling)
        if (tree.node(at).name == tree.node(node).name) ++occurrence;
    return occurrence;
}

void appendTwoDigits(std::string& text, unsigned number) {
    if (number < 10) text += '0';
    text += std::to_string(number);
}

// The value that says what the segment is about: its first element, when that is a code.
const Value* qualifierOf(const Tree& tree, const Grammar& grammar, NodeIndex node) {
    const Node& at = tree.node(node);
    if (at.rule == no_rule || at.value_count < 2) return nullptr;
    const Value& first = tree.values()[at.first_value];
    const ElementRule* rule = grammar.element(at.rule, first.element);
    if (rule != nullptr && rule->type == ElementType::composite)
        rule = grammar.element(at.rule, first.element, first.component);
    const bool is_code =
        rule != nullptr && first.element == 1 && rule->type == ElementType::identifier;
    return is_code ? &first : nullptr;
}

std::string numberText(const Grammar& grammar, const Node& node, const Value& value) {
    std::string text;
    appendTwoDigits(text, value.element);
    const ElementRule* rule =
        node.rule == no_rule ? nullptr : grammar.element(node.rule, value.element);
    const bool composite = rule != nullptr && rule->type == ElementType::composite;
    if (composite || value.component > 1) {
        text += '.';
        appendTwoDigits(text, value.component);
    }
    return text;
}

std::string nodeText(const Tree& tree, const Grammar& grammar, NodeIndex node,
                     const Value* except) {
    std::string text(tree.node(node).name);
    const Value* qualifier = qualifierOf(tree, grammar, node);
    if (qualifier == nullptr || qualifier == except || except == nullptr) return text;
    text += '[';
    text += numberText(grammar, tree.node(node), *qualifier);
    text += '=';
    text += qualifier->text;
    text += ']';
    return text;
}

std::string valueText(const Grammar& grammar, const Node& node, const Value& value) {
    if (value.element == element_unknown) return "@?";
    if (node.rule == no_rule && node.value_count == 1) return {};
    const ElementRule* rule =
        node.rule == no_rule ? nullptr : grammar.element(node.rule, value.element);
    if (rule != nullptr && !rule->reference.empty()) {
        if (rule->reference.front() == '@' || rule->reference == rule->name) return rule->reference;
        if (rule->reference.front() == '#') return {};
    }
    if (rule != nullptr && rule->reference.empty()) return {};
    return numberText(grammar, node, value);
}

}  // namespace

exchange::Position positionOf(const Tree& tree, NodeIndex node, const Value* value) {
    const Node& at = tree.node(node);
    exchange::Position position;
    const bool inside = value != nullptr && value->offset > at.offset;
    position.offset = tree.message_offset + (inside ? value->offset : at.offset);
    position.line = at.line;
    position.column = at.column;
    if (at.line != 0 && inside) position.column += value->offset - at.offset;
    position.segment_ordinal = at.ordinal;
    position.segment = std::string(at.name);
    for (NodeIndex up = at.parent; up != no_node && up != Tree::root; up = tree.node(up).parent) {
        std::string part =
            std::string(tree.node(up).name) + "[" + std::to_string(occurrenceOf(tree, up)) + "]";
        position.path = position.path.empty() ? std::move(part) : part + "/" + position.path;
    }
    if (value != nullptr && value->element != element_unknown) {
        position.element = value->element;
        position.component = value->component > 1 ? value->component : std::uint16_t{0};
        position.repeat = value->repeat > 1 ? value->repeat : std::uint16_t{0};
    }
    return position;
}

bool isQualifier(const Tree& tree, const Grammar& grammar, NodeIndex node, const Value& value) {
    return qualifierOf(tree, grammar, node) == &value;
}

std::string pathOf(const Tree& tree, const Grammar& grammar, NodeIndex from, NodeIndex node,
                   const Value& value) {
    std::string path = valueText(grammar, tree.node(node), value);
    for (NodeIndex at = node; at != from && at != no_node && at != Tree::root;
         at = tree.node(at).parent) {
        const std::string text = nodeText(tree, grammar, at, at == node ? &value : nullptr);
        path = path.empty() ? text : text + "/" + path;
    }
    return path;
}

std::pair<std::size_t, std::size_t> valuesBelow(const Tree& tree, NodeIndex node) {
    const std::size_t first = tree.node(node).first_value;
    NodeIndex last = node;
    while (tree.node(last).last_child != no_node) last = tree.node(last).last_child;
    const std::size_t end = tree.node(last).first_value + tree.node(last).value_count;
    return {first, std::max(first, end)};
}

}  // namespace entrepot::mapping
