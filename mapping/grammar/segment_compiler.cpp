#include "mapping/grammar/segment_compiler.h"

#include <algorithm>
#include <limits>

namespace entrepot::mapping {
namespace {

constexpr std::uint32_t position_max = std::numeric_limits<std::uint16_t>::max() - 1u;

std::uint16_t clampedOccurs(std::uint32_t occurs) {
    return static_cast<std::uint16_t>(std::min(occurs, position_max));
}

}  // namespace

std::uint32_t SegmentCompiler::fromDictionary(const std::string& id) {
    if (const auto done = compiled_.find(id); done != compiled_.end()) return done->second;
    const auto found = dictionary_.segments.find(id);
    if (found == dictionary_.segments.end()) return no_index;
    const auto index = static_cast<std::uint32_t>(grammar_.segments.size());
    SegmentRule segment;
    segment.id = id;
    segment.name = found->second.name;
    segment.first_element = static_cast<std::uint32_t>(grammar_.elements.size());
    segment.element_count = static_cast<std::uint32_t>(found->second.elements.size());
    segment.notes = found->second.notes;
    grammar_.segments.push_back(std::move(segment));
    std::uint16_t position = 1;
    for (const ElementUse& use : found->second.elements) addElement(use, position++);
    compiled_.emplace(id, index);
    return index;
}

ElementRule SegmentCompiler::used(const ElementUse& use, std::uint16_t position) const {
    ElementRule rule;
    if (const auto element = dictionary_.elements.find(use.ref);
        element != dictionary_.elements.end()) {
        rule = element->second;
    } else if (const auto composite = dictionary_.composites.find(use.ref);
               composite != dictionary_.composites.end()) {
        rule.reference = use.ref;
        rule.name = composite->second.name;
        rule.type = ElementType::composite;
    }
    rule.position = position;
    rule.usage = use.usage;
    rule.occurs_max = clampedOccurs(use.occurs_max);
    if (!use.name.empty()) rule.name = use.name;
    return rule;
}

void SegmentCompiler::addElement(const ElementUse& use, std::uint16_t position) {
    ElementRule rule = used(use, position);
    if (rule.type == ElementType::composite) {
        addComponents(rule, dictionary_.composites.find(use.ref)->second);
    } else {
        useCodes(rule, use.ref, 0);
    }
    grammar_.elements.push_back(std::move(rule));
}

void SegmentCompiler::addComponents(ElementRule& rule, const CompositeDefinition& composite) {
    rule.first_component = static_cast<std::uint32_t>(grammar_.components.size());
    rule.component_count = static_cast<std::uint32_t>(composite.components.size());
    rule.date_component = composite.date_component;
    rule.date_format_component = composite.date_format_component;
    if (!composite.notes.empty()) {
        rule.notes = static_cast<std::uint32_t>(grammar_.notes.size());
        grammar_.notes.push_back(composite.notes);
    }
    std::uint16_t position = 1;
    for (const ElementUse& use : composite.components) {
        ElementRule component = used(use, position++);
        useCodes(component, use.ref, 0);
        grammar_.components.push_back(std::move(component));
    }
}

// A line means the list was asked for by name and must exist.
void SegmentCompiler::useCodes(ElementRule& rule, const std::string& list, std::uint32_t line) {
    const auto found = dictionary_.code_lists.find(list);
    if (found == dictionary_.code_lists.end()) {
        if (line != 0) problems_.add(line, "there is no code list " + list + " in codes.xml");
        return;
    }
    const auto [entry, added] =
        code_lists_.emplace(list, static_cast<std::uint32_t>(grammar_.code_lists.size()));
    if (added) grammar_.code_lists.push_back(found->second);
    rule.codes = entry->second;
}

ElementRule SegmentCompiler::inlineRule(const xml::Element& row, std::uint16_t position) {
    const AttributeReader read(row, problems_);
    ElementRule rule;
    rule.position = position;
    const std::string type = row.attributeOr("type", "text");
    if (!parseElementType(type, rule)) problems_.add(row, "\"" + type + "\" is not a type");
    rule.length_min = clampedOccurs(read.number("min-length", rule.length_min));
    rule.length_max = read.number("max-length", rule.length_max);
    if (const std::string codes = read.text("codes"); !codes.empty())
        useCodes(rule, codes, row.line);
    return rule;
}

std::uint32_t SegmentCompiler::fromInline(const xml::Element& element) {
    const auto index = static_cast<std::uint32_t>(grammar_.segments.size());
    SegmentRule segment;
    segment.id = element.attributeOr("id", "");
    segment.first_element = static_cast<std::uint32_t>(grammar_.elements.size());
    const bool is_row = element.child("column") != nullptr;
    std::uint16_t position = 1;
    if (!is_row) {
        ElementRule text = inlineRule(element, position++);
        text.name = element.attributeOr("name", "");
        if (element.name == "loop") text.usage = Usage::unused;
        grammar_.elements.push_back(std::move(text));
    }
    for (const xml::Element& row : element.children) {
        if (row.name != "attribute" && row.name != "column") continue;
        const AttributeReader read(row, problems_);
        read.allow({"name", "use", "type", "min-length", "max-length", "codes"});
        ElementRule rule = inlineRule(row, position++);
        rule.name = read.required("name");
        rule.reference = row.name == "attribute" ? "@" + rule.name : rule.name;
        rule.usage = read.usage();
        grammar_.elements.push_back(std::move(rule));
    }
    segment.element_count =
        static_cast<std::uint32_t>(grammar_.elements.size()) - segment.first_element;
    grammar_.segments.push_back(std::move(segment));
    return index;
}

}  // namespace entrepot::mapping
