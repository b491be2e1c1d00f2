#include "mapping/grammar/grammar.h"

#include <algorithm>

namespace entrepot::mapping {

bool CodeList::contains(std::string_view code) const {
    const NameKey key = nameKey(code);
    if (key != 0) return std::binary_search(keys.begin(), keys.end(), key);
    return codes.contains(std::string(code));
}

RuleIndex Grammar::child(RuleIndex parent, std::string_view wanted) const {
    for (RuleIndex at = rules[parent].first_child; at != no_rule; at = rules[at].next_sibling)
        if (rules[at].name == wanted) return at;
    return no_rule;
}

const ElementRule* Grammar::element(RuleIndex segment_rule, std::uint16_t position,
                                    std::uint16_t component) const {
    const Rule& at = rules[segment_rule];
    if (at.segment == no_index) return nullptr;
    const SegmentRule& segment = segments[at.segment];
    if (position == 0 || position > segment.element_count) return nullptr;
    const ElementRule& element = elements[segment.first_element + position - 1u];
    if (component == 0) return &element;
    if (component > element.component_count) return nullptr;
    return &components[element.first_component + component - 1u];
}

RuleIndex Grammar::valuesRule(RuleIndex row) const {
    const Rule& rule = rules[row];
    return rule.kind == RuleKind::loop && rule.segment == no_index ? rule.first_child : row;
}

const SegmentRule& Grammar::segmentFor(const Tree& tree, NodeIndex node) const {
    const RuleIndex row = tree.node(node).rule;
    if (rules[row].varies)
        for (auto variant = variants.rbegin(); variant != variants.rend(); ++variant)
            if (variant->rule == row && variant->segment != no_index && holds(*variant, tree, node))
                return segments[variant->segment];
    return segments[rules[row].segment];
}

bool Grammar::holds(const Variant& variant, const Tree& tree, NodeIndex node, bool own) const {
    return std::all_of(
        variant.qualifiers.begin(), variant.qualifiers.end(), [&](const Qualifier& qualifier) {
            NodeIndex at = node;
            if (!own && qualifier.rule == variant.rule) return true;
            while (at != Tree::root && tree.node(at).rule != qualifier.rule)
                at = tree.node(at).parent;
            if (at == Tree::root) return false;
            // An opener that is missing leaves a loop without values.
            if (valuesRule(qualifier.rule) != qualifier.rule) at = tree.node(at).first_child;
            if (at == no_node) return false;
            const Value* value =
                tree.find(at, qualifier.element, std::max<std::uint16_t>(qualifier.component, 1));
            return value != nullptr && std::find(qualifier.values.begin(), qualifier.values.end(),
                                                 value->text) != qualifier.values.end();
        });
}

}  // namespace entrepot::mapping
