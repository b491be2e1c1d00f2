// Turns segment definitions (from the dictionary, or declared inline) into a Grammar's element
// tables.
#pragma once
#include <map>
#include <string>

#include "mapping/grammar/definition_reader.h"
#include "mapping/grammar/dictionary.h"

namespace entrepot::mapping {

class SegmentCompiler {
public:
    SegmentCompiler(Grammar& grammar, const Dictionary& dictionary, DefinitionProblems& problems)
        : grammar_(grammar), dictionary_(dictionary), problems_(problems) {}

    // Index into Grammar::segments; no_index when there is no such definition.
    std::uint32_t fromDictionary(const std::string& id);
    // <segment> with <attribute> or <column> rows, or <loop> with <attribute> rows.
    std::uint32_t fromInline(const xml::Element& element);

private:
    void addElement(const ElementUse& use, std::uint16_t position);
    void addComponents(ElementRule& rule, const CompositeDefinition& composite);
    ElementRule used(const ElementUse& use, std::uint16_t position) const;
    ElementRule inlineRule(const xml::Element& row, std::uint16_t position);
    void useCodes(ElementRule& rule, const std::string& list, std::uint32_t line);

    Grammar& grammar_;
    const Dictionary& dictionary_;
    DefinitionProblems& problems_;
    std::map<std::string, std::uint32_t, std::less<>> compiled_;
    std::map<std::string, std::uint32_t, std::less<>> code_lists_;
};

}  // namespace entrepot::mapping
