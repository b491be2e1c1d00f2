#include "mapping/check/dated_codes.h"

#include "core/exchange/finding_ids.h"
#include "mapping/map/tree_position.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr int century_split = 70;  // 69 = 2069, 70 = 1970

bool holds(const Validity& validity, Day day) {
    return (!validity.from || *validity.from <= day) && (!validity.to || day <= *validity.to);
}

// The list that the value's element has its codes from; null when there is none.
const CodeList* listOf(const Grammar& grammar, const SegmentRule& segment, const Value& value) {
    if (value.element == 0 || value.element > segment.element_count) return nullptr;
    const ElementRule* rule = &grammar.elements[segment.first_element + value.element - 1u];
    if (rule->type == ElementType::composite) {
        if (value.component == 0 || value.component > rule->component_count) return nullptr;
        rule = &grammar.components[rule->first_component + value.component - 1u];
    }
    return rule->codes == no_index ? nullptr : &grammar.code_lists[rule->codes];
}

std::string textOf(const std::optional<Day>& day) {
    return day ? formatDay(*day) : std::string();
}

}  // namespace

void checkDatedCodes(const Grammar& grammar, const Tree& tree, Day day,
                     const FindingCollector& collector, exchange::MessageReport& report) {
    if (!grammar.dated_codes) return;
    for (NodeIndex node = 0; node < tree.nodeCount(); ++node) {
        const Node& at = tree.node(node);
        if (at.rule == no_rule || grammar.rule(at.rule).segment == no_index) continue;
        const SegmentRule& segment = grammar.segmentFor(tree, node);
        for (std::uint32_t i = 0; i < at.value_count; ++i) {
            const Value& value = tree.values()[at.first_value + i];
            const CodeList* list = listOf(grammar, segment, value);
            if (list == nullptr) continue;
            const auto dated = list->dated.find(value.text);
            if (dated == list->dated.end() || holds(dated->second, day)) continue;
            collector.add(report, findings::code_not_valid, positionOf(tree, node, &value),
                          {{"found", value.text},
                           {"list", list->id},
                           {"from", textOf(dated->second.from)},
                           {"to", textOf(dated->second.to)},
                           {"day", formatDay(day)}});
        }
    }
}

std::optional<Day> envelopeDay(std::string_view text) {
    if (text.size() != 6) return parseDay(text);
    const bool this_century = text < std::to_string(century_split);
    return parseDay((this_century ? "20" : "19") + std::string(text));
}

}  // namespace entrepot::mapping
