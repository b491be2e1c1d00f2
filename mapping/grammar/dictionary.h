// The definitions that all messages of one version share: segments, elements, composites, codes.
//
// From schemas/grammars/<syntax>/<version>/{segments,elements,codes,shared}.xml; each file may be
// absent. XML and CSV grammars usually declare their segments inline and have none of them but
// codes.xml and shared.xml. A version built on another starts from that one's definitions: its own
// replace those of the same id, or add to them (extends="yes").
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "mapping/grammar/definition_reader.h"
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
    std::vector<SyntaxNote> notes;
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

Result<Dictionary> loadDictionary(const std::filesystem::path& folder, Dictionary base = {});

// The <code> rows of an element, and whether they are all there are. Has no id yet.
CodeList readCodes(const xml::Element& row, DefinitionProblems& problems, CodeList onto = {});

}  // namespace entrepot::mapping
