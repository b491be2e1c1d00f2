#include "mapping/learn/lesson.h"

namespace entrepot::mapping::learn {
namespace {

std::string twoDigits(std::uint16_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

// "REF", "REF#2" for the second row of that name at its level.
std::string rowText(const Grammar& grammar, RuleIndex rule) {
    const Rule& row = grammar.rule(rule);
    int number = 1;
    for (RuleIndex at = grammar.rule(row.parent).first_child; at != rule && at != no_rule;
         at = grammar.rule(at).next_sibling)
        if (grammar.rule(at).name == row.name) ++number;
    return number == 1 ? row.name : row.name + "#" + std::to_string(number);
}

std::string elementText(const Grammar& grammar, RuleIndex rule, ElementKey element) {
    const std::string& syntax = grammar.format.syntax;
    if (syntax == "x12" || syntax == "edifact" || syntax == "tradacoms")
        return "/" + twoDigits(element.first) +
               (element.second == 0 ? "" : "." + twoDigits(element.second));
    const ElementRule* known = grammar.element(rule, element.first);
    if (known == nullptr) return {};
    if (syntax == "csv") return "/" + known->reference;
    // The text of an XML element is the row itself.
    return known->reference.starts_with('@') ? "/" + known->reference : std::string();
}

}  // namespace

std::string placeText(const Grammar& grammar, RuleIndex rule, ElementKey element) {
    if (rule == no_rule || rule == 0) return {};
    const RuleIndex parent = grammar.rule(rule).parent;
    const std::string above =
        parent == no_rule || parent == 0 ? std::string() : placeText(grammar, parent) + "/";
    return above + rowText(grammar, rule) +
           (element.first == 0 ? std::string() : elementText(grammar, rule, element));
}

}  // namespace entrepot::mapping::learn
