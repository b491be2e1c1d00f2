#include "mapping/grammar/element_changes.h"

#include <algorithm>
#include <limits>
#include <set>

#include "core/base/nearest.h"
#include "mapping/grammar/dictionary.h"
#include "mapping/grammar/row_path.h"

namespace entrepot::mapping {
namespace {

class ElementChanges {
public:
    ElementChanges(Grammar& grammar, DefinitionProblems& problems)
        : grammar_(grammar), problems_(problems) {}

    void apply(const xml::Element& row) {
        const AttributeReader read(row, problems_);
        if (row.name == "codes") {
            read.allow({"at", "complete"});
        } else {
            read.allow({"at", "use", "max", "min-length", "max-length", "type", "name"});
        }
        const auto path = parseRowPath(row.attributeOr("at", ""));
        if (!path) return;  // told before
        auto place = find(*path, row);
        if (!place) return;
        if (!place->element && changesElement(row)) {
            place->element = ownText(*place, row);
            if (!place->element) return;
        }
        if (place->element) {
            changeElement(*place, row);
        } else {
            changeRow(*place, row);
        }
    }

private:
    struct Place {
        RuleIndex row = no_rule;
        std::vector<Qualifier> qualifiers;
        std::optional<ElementStep> element;
        std::string text;
    };

    static bool changesElement(const xml::Element& row) {
        return row.name == "codes" ||
               std::any_of(row.attributes.begin(), row.attributes.end(), [](const auto& attribute) {
                   return attribute.first == "min-length" || attribute.first == "max-length" ||
                          attribute.first == "type";
               });
    }

    std::optional<Place> find(const RowPath& path, const xml::Element& where) {
        Place place;
        place.text = where.attributeOr("at", "");
        place.element = path.element;
        RuleIndex at = 0;
        for (std::size_t i = 0; i < path.rows.size(); ++i) {
            const RowStep& step = path.rows[i];
            const RuleIndex child = childOf(at, step);
            if (child == no_rule && i > 0 && i + 1 == path.rows.size() && !path.element) {
                place.element = parseElementStep(step.name, true);  // a column
                break;
            }
            if (child == no_rule) {
                tellUnknown(at, step, where);
                return std::nullopt;
            }
            at = child;
            for (const QualifierStep& qualifier : step.qualifiers)
                if (!addQualifier(place, at, qualifier, where)) return std::nullopt;
        }
        place.row = at;
        return place;
    }

    RuleIndex childOf(RuleIndex parent, const RowStep& step) const {
        std::uint32_t number = 0;
        for (RuleIndex at = grammar_.rules[parent].first_child; at != no_rule;
             at = grammar_.rules[at].next_sibling)
            if (isNamed(at, step) && ++number == step.number) return at;
        return no_rule;
    }

    bool isNamed(RuleIndex row, const RowStep& step) const {
        const Rule& rule = grammar_.rules[row];
        if (step.opener.empty()) return rule.name == step.name;
        return rule.kind == RuleKind::loop && rule.first_child != no_rule &&
               grammar_.rules[rule.first_child].name == step.opener;
    }

    void tellUnknown(RuleIndex parent, const RowStep& step, const xml::Element& where) {
        std::vector<std::string> known;
        for (RuleIndex at = grammar_.rules[parent].first_child; at != no_rule;
             at = grammar_.rules[at].next_sibling)
            known.push_back(grammar_.rules[at].name);
        problems_.add(where, (parent == 0 ? "the grammar" : grammar_.rules[parent].name) +
                                 " has no row " + textOf(step) + suggestion(step.name, known));
    }

    bool addQualifier(Place& place, RuleIndex row, const QualifierStep& step,
                      const xml::Element& where) {
        Qualifier qualifier;
        qualifier.rule = row;
        qualifier.values = step.values;
        const ElementRule* rule = elementAt(row, step.at, where);
        if (rule == nullptr) return false;
        qualifier.element = rule->position;
        qualifier.component = step.at.component;
        place.qualifiers.push_back(std::move(qualifier));
        return true;
    }

    // Tells when there is none. The component is not looked at.
    const ElementRule* elementAt(RuleIndex row, const ElementStep& step,
                                 const xml::Element& where) {
        const std::uint32_t index = grammar_.rules[grammar_.valuesRule(row)].segment;
        if (index == no_index) {
            problems_.add(where, grammar_.rules[row].name + " has no elements");
            return nullptr;
        }
        const SegmentRule& segment = grammar_.segments[index];
        std::vector<std::string> known;
        for (std::uint32_t i = 0; i < segment.element_count; ++i) {
            const ElementRule& rule = grammar_.elements[segment.first_element + i];
            if (step.name.empty() ? rule.position == step.element : rule.reference == step.name)
                return &rule;
            known.push_back(rule.reference);
        }
        if (step.name.empty()) {
            problems_.add(where, grammar_.rules[row].name + " has " +
                                     std::to_string(segment.element_count) + " elements, not " +
                                     std::to_string(step.element));
        } else {
            problems_.add(where, grammar_.rules[row].name + " has no element " + step.name +
                                     suggestion(step.name, known));
        }
        return nullptr;
    }

    // An XML element or the like: its text is element 1.
    std::optional<ElementStep> ownText(const Place& place, const xml::Element& where) {
        const std::uint32_t segment = grammar_.rules[place.row].segment;
        const SegmentRule* own = segment == no_index ? nullptr : &grammar_.segments[segment];
        const std::string* first = own == nullptr || own->element_count == 0
                                       ? nullptr
                                       : &grammar_.elements[own->first_element].reference;
        const bool has_text = first != nullptr && (first->empty() || first->starts_with('#'));
        if (!has_text) {
            problems_.add(where, "at=\"" + place.text + "\" names a row, not an element");
            return std::nullopt;
        }
        ElementStep step;
        step.element = 1;
        return step;
    }

    void changeElement(const Place& place, const xml::Element& row) {
        const ElementRule* found = elementAt(place.row, *place.element, row);
        if (found == nullptr) return;
        const std::uint16_t position = found->position;
        const RuleIndex values = grammar_.valuesRule(place.row);
        const std::uint32_t segment =
            place.qualifiers.empty() ? ownSegment(values) : ownSegment(place, values);
        ElementRule& element =
            grammar_.elements[grammar_.segments[segment].first_element + position - 1u];
        if (place.element->component == 0) return change(element, row);
        if (place.element->component > element.component_count)
            return problems_.add(row, "element " + std::to_string(position) + " has " +
                                          std::to_string(element.component_count) +
                                          " components, not " +
                                          std::to_string(place.element->component));
        change(ownComponent(element, place.element->component), row);
    }

    void change(ElementRule& element, const xml::Element& row) {
        if (row.name == "codes") return changeCodes(element, row);
        const AttributeReader read(row, problems_);
        if (row.attribute("use") != nullptr) element.usage = read.usage();
        if (row.attribute("name") != nullptr) element.name = read.text("name");
        if (const std::string* type = row.attribute("type"))
            if (!parseElementType(*type, element))
                problems_.add(row, "\"" + *type + "\" is not a type");
        constexpr std::uint32_t short_max = std::numeric_limits<std::uint16_t>::max() - 1u;
        element.occurs_max =
            static_cast<std::uint16_t>(std::min(read.number("max", element.occurs_max), short_max));
        element.length_min = static_cast<std::uint16_t>(
            std::min(read.number("min-length", element.length_min), short_max));
        element.length_max = read.number("max-length", element.length_max);
        if (element.length_max == unbounded) element.length_max = 0;
        if (element.length_max != 0 && element.length_min > element.length_max)
            problems_.add(row, "the least length is above the greatest");
    }

    void changeCodes(ElementRule& element, const xml::Element& row) {
        CodeList list = readCodes(row, problems_);
        list.id = element.reference;
        element.codes = static_cast<std::uint32_t>(grammar_.code_lists.size());
        grammar_.code_lists.push_back(std::move(list));
    }

    void changeRow(const Place& place, const xml::Element& row) {
        const AttributeReader read(row, problems_);
        if (place.qualifiers.empty()) return problems_.add(row, "nothing is changed here");
        Variant& variant = variantFor(place, place.row);
        if (row.attribute("use") != nullptr) {
            variant.has_usage = true;
            variant.usage = read.usage();
        }
        variant.occurs_max = read.number("max", variant.occurs_max);
        grammar_.rules[grammar_.rules[place.row].parent].counts = true;
    }

    // A row shares its definition with others until it differs.
    std::uint32_t ownSegment(RuleIndex row) {
        if (own_.insert(row).second)
            grammar_.rules[row].segment = copyOf(grammar_.rules[row].segment);
        return grammar_.rules[row].segment;
    }

    std::uint32_t ownSegment(const Place& place, RuleIndex values) {
        Variant& variant = variantFor(place, values);
        if (variant.segment == no_index) variant.segment = copyOf(grammar_.rules[values].segment);
        grammar_.rules[values].varies = true;
        return variant.segment;
    }

    std::uint32_t copyOf(std::uint32_t index) {
        SegmentRule copy = grammar_.segments[index];
        const auto first = static_cast<std::uint32_t>(grammar_.elements.size());
        for (std::uint32_t i = 0; i < copy.element_count; ++i)
            grammar_.elements.push_back(ElementRule(grammar_.elements[copy.first_element + i]));
        copy.first_element = first;
        grammar_.segments.push_back(std::move(copy));
        return static_cast<std::uint32_t>(grammar_.segments.size() - 1);
    }

    // Likewise the components of a composite.
    ElementRule& ownComponent(ElementRule& element, std::uint16_t number) {
        const auto first = static_cast<std::uint32_t>(grammar_.components.size());
        for (std::uint32_t i = 0; i < element.component_count; ++i)
            grammar_.components.push_back(
                ElementRule(grammar_.components[element.first_component + i]));
        element.first_component = first;
        return grammar_.components[first + number - 1u];
    }

    // One for the same row and the same qualifiers.
    Variant& variantFor(const Place& place, RuleIndex rule) {
        for (Variant& old : grammar_.variants)
            if (old.rule == rule && same(old.qualifiers, place.qualifiers)) return old;
        Variant& added = grammar_.variants.emplace_back();
        added.rule = rule;
        added.qualifiers = place.qualifiers;
        added.text = place.text;
        return added;
    }

    static bool same(const std::vector<Qualifier>& a, const std::vector<Qualifier>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const Qualifier& x, const Qualifier& y) {
                              return x.rule == y.rule && x.element == y.element &&
                                     x.component == y.component && x.values == y.values;
                          });
    }

    Grammar& grammar_;
    DefinitionProblems& problems_;
    std::set<RuleIndex> own_;
};

bool isChange(const xml::Element& row) {
    return row.name == "change" || row.name == "codes";
}

bool isQualified(const xml::Element& row) {
    const auto path = parseRowPath(row.attributeOr("at", ""));
    return path && path->qualified();
}

}  // namespace

// What holds for all nodes first: those with a qualifier start from it.
void applyElementChanges(const xml::Element& top, Grammar& grammar, DefinitionProblems& problems) {
    ElementChanges changes(grammar, problems);
    for (const bool qualified : {false, true})
        for (const xml::Element& row : top.children)
            if (isChange(row) && isQualified(row) == qualified) changes.apply(row);
}

}  // namespace entrepot::mapping
