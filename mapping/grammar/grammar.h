// A compiled grammar: the shape of one message type in one version, as flat tables.
//
// Read from schemas/grammars/<syntax>/<version>/<type>.xml (structure) and segments.xml beside it
// (segment definitions shared by all messages of the version). Immutable once loaded; shared by all
// threads. The structure is a table of rules in the standard's order; rule 0 is the message itself.
//
//   rules   0 message        first_child 1
//           1   segment BEG  M 1
//           2   loop N1      O 200   first_child 3
//           3     segment N1 M 1     the first segment of a loop triggers it
//           4     segment N2 O 2
//
// In XML grammars a loop is an element with child elements, a segment an element with text and
// attributes; in CSV grammars the segment is the row and its elements are the columns.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/time.h"
#include "core/exchange/interchange_report.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

enum class Usage : std::uint8_t { mandatory, optional, unused };

enum class RuleKind : std::uint8_t { message, loop, segment };

inline constexpr std::uint32_t unbounded = UINT32_MAX;
inline constexpr std::uint32_t no_index = UINT32_MAX;

// A name of up to 8 bytes as one number, to compare it in one step; 0 for longer names.
using NameKey = std::uint64_t;
constexpr NameKey nameKey(std::string_view name) {
    if (name.size() > sizeof(NameKey)) return 0;
    NameKey key = 0;
    for (const char c : name) key = key << 8 | static_cast<unsigned char>(c);
    return key;
}

struct Rule {
    std::string name;  // segment id, loop id, XML element name with its usual prefix
    RuleKind kind = RuleKind::segment;
    Usage usage = Usage::optional;
    std::uint32_t occurs_max = 1;  // unbounded = no limit
    RuleIndex parent = no_rule;
    RuleIndex first_child = no_rule;
    RuleIndex next_sibling = no_rule;
    std::uint32_t segment = no_index;  // into Grammar::segments, for kind segment
    NameKey key = 0;                   // of the segment, or of the segment that opens the loop
    bool varies = false;               // a Variant has other elements for some nodes of it
    bool counts = false;               // a Variant has a number of its own for a row below it
    bool any_order = false;            // XML: what stands in it may stand in any order
};

enum class ElementType : std::uint8_t {
    text,        // AN, an
    alphabetic,  // a
    numeric,     // EDIFACT n, with decimal mark
    real,        // X12 R
    implied,     // X12 Nn: `scale` decimal places implied
    identifier,  // X12 ID, coded EDIFACT elements
    date,        // X12 DT: 6 or 8 digits
    time,        // X12 TM: 4 to 8 digits
    binary,      // X12 B
    composite,   // has components
};

struct ElementRule {
    std::uint16_t position = 1;  // element number, or component number inside a composite
    std::string reference;       // data element number: "92", "C507", "2005", "@unitCode"
    std::string name;            // short title, for people
    Usage usage = Usage::optional;
    ElementType type = ElementType::text;
    std::uint16_t length_min = 1;
    std::uint32_t length_max = 0;              // 0 = no limit
    std::uint8_t scale = 0;                    // for implied
    std::uint16_t occurs_max = 1;              // repeated elements
    std::uint32_t codes = no_index;            // into Grammar::code_lists
    std::uint32_t first_component = no_index;  // into Grammar::components
    std::uint32_t component_count = 0;
    // EDIFACT: which component holds a date, and which the code of its format (2379); 0 = none.
    std::uint16_t date_component = 0;
    std::uint16_t date_format_component = 0;
    std::uint32_t notes = no_index;  // of a composite, among its components; into Grammar::notes
};

enum class NoteKind : char {
    paired = 'P',       // all or none
    required = 'R',     // at least one
    exclusive = 'E',    // at most one
    conditional = 'C',  // if the first, then all others
    list = 'L',         // if the first, then at least one other
    one = '1',          // exactly one (EDIFACT D1)
    alone = '7',        // if the first, then none of the others (EDIFACT D7)
};

struct SyntaxNote {
    NoteKind kind = NoteKind::paired;
    std::vector<std::uint16_t> positions;
    std::string text;         // "P0607", "D5(030,020)"
    std::uint64_t mask = 0;   // one bit a position, element 1 = bit 0; 0 when one is above 64
    std::uint64_t first = 0;  // the first position's bit
};

struct SegmentRule {
    std::string id;
    std::string name;
    std::uint32_t first_element = 0;  // into Grammar::elements
    std::uint32_t element_count = 0;
    std::vector<SyntaxNote> notes;
    std::uint64_t mandatory = 0;  // one bit an element, element 1 = bit 0; the first 64 only
};

// When a code may be sent; either end may be open.
struct Validity {
    std::optional<Day> from;
    std::optional<Day> to;  // the last day
};

struct CodeList {
    std::string id;                                      // data element: "355"
    bool complete = true;                                // false: an unknown code is not a finding
    std::unordered_map<std::string, std::string> codes;  // code -> short title
    std::vector<NameKey> keys;                           // of the codes up to 8 bytes, sorted
    std::map<std::string, Validity, std::less<>> dated;  // codes that are not valid for ever

    bool contains(std::string_view code) const;
};

// A value that says what a node is about: N101 is ST, DTM01 is 002.
struct Qualifier {
    RuleIndex rule = no_rule;  // of the node, or of a loop around it
    std::uint16_t element = 0;
    std::uint16_t component = 0;  // 0 = the element is simple
    std::vector<std::string> values;
};

// What holds for those nodes of a row only that have certain qualifiers.
struct Variant {
    RuleIndex rule = no_rule;
    std::vector<Qualifier> qualifiers;  // all of them
    bool has_usage = false;
    Usage usage = Usage::optional;
    std::uint32_t occurs_max = unbounded;
    std::uint32_t segment = no_index;  // by which its values are checked; no_index = as others
    std::string text;                  // "N1[01=ST]", for messages
};

struct Grammar {
    exchange::MessageFormat format;
    // The grammars it extends, or that serve it in other versions; nearest first.
    std::vector<exchange::MessageFormat> bases;
    std::string name;           // "Purchase order"
    std::string functional_id;  // X12 GS01: "PO"
    std::vector<Rule> rules;
    std::vector<SegmentRule> segments;
    std::vector<ElementRule> elements;
    std::vector<ElementRule> components;
    std::vector<CodeList> code_lists;
    bool dated_codes = false;                    // a list has codes that are not valid for ever
    std::vector<std::vector<SyntaxNote>> notes;  // of composites
    std::vector<NameKey> known_segments;         // all segments of the version, sorted
    std::vector<Variant> variants;  // in the order they were written; the last one counts

    const Rule& rule(RuleIndex index) const { return rules[index]; }
    // Child rule of that name below `parent`; the first when several; no_rule when none.
    RuleIndex child(RuleIndex parent, std::string_view name) const;
    const ElementRule* element(RuleIndex segment, std::uint16_t position,
                               std::uint16_t component = 0) const;
    // The row whose definition the values of a node have: of a loop, the segment that opens it.
    RuleIndex valuesRule(RuleIndex row) const;
    // By which definition the node's values are checked; its own values are in the tree already.
    const SegmentRule& segmentFor(const Tree& tree, NodeIndex node) const;
    // Does a node of the variant's row have its qualifiers? With `own` false: only those of the
    // loops around it.
    bool holds(const Variant& variant, const Tree& tree, NodeIndex node, bool own = true) const;
};

}  // namespace entrepot::mapping
