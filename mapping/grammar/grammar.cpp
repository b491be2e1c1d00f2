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

}  // namespace entrepot::mapping
