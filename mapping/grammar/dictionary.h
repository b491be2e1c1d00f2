// The definitions that all messages of one version share: segments, elements, composites, codes.
//
// From schemas/grammars/<syntax>/<version>/{segments,elements,codes,shared}.xml; each file may be
// absent. XML and CSV grammars usually declare their segments inline and have none of them but
// codes.xml and shared.xml.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "mapping/grammar/grammar.h"
#include "mapping/xml/element.h"

namespace entrepot::mapping {

// One row of a segment or composite: which element, and how it is used there.
struct ElementUse {
    std::string ref;
    Usage usage = Usage::optional;
    std::uint32_t occurs_max = 1;
    std::string name;  // differs from the element's own, or empty
};

struct SegmentDefinition {
    std::string name;
    std::vector<ElementUse> elements;
    std::vector<SyntaxNote> notes;
};

struct CompositeDefinition {
    std::string name;
    std::vector<ElementUse> components;
    std::uint16_t date_component = 0;         // holds a date ...
    std::uint16_t date_format_component = 0;  // ... in the format that this component names
};

struct Dictionary {
    std::map<std::string, SegmentDefinition, std::less<>> segments;
    std::map<std::string, CompositeDefinition, std::less<>> composites;
    std::map<std::string, ElementRule, std::less<>> elements;
    std::map<std::string, CodeList, std::less<>> code_lists;
    std::map<std::string, xml::Element, std::less<>> shared;  // blocks of structure by id
};

Result<Dictionary> loadDictionary(const std::filesystem::path& folder);

// Puts the code list into its compiled form (sorted keys).
void compileCodes(CodeList& list);

}  // namespace entrepot::mapping
