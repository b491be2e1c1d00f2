// Where a change of a grammar applies: rows by loop and segment ids from the top, then an element.
//
//   N1/REF            the row REF in the loop N1          REF#2  the second row REF of its level
//   PO1/03  PO1/03.02 element 3 of the segment that opens PO1, its component 2
//   cac:Party/cbc:ID/@schemeID        an attribute        row/quantity    a column
//   N1[01=ST]/N3      for those nodes only whose element 1 is ST; [01=ST|BY] either
//   SG(LIN)/SG(ALC,2) the group that LIN opens, in it the second that ALC opens: EDIFACT numbers
//   its
//                     groups differently in each directory
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entrepot::mapping {

// An element as written: a number with a component, or "@name", or a column.
struct ElementStep {
    std::uint16_t element = 0;
    std::uint16_t component = 0;
    std::string name;  // instead of the number
};

struct QualifierStep {
    ElementStep at;
    std::vector<std::string> values;
};

struct RowStep {
    std::string name;          // empty with an opener
    std::string opener;        // SG(LIN)
    std::uint32_t number = 1;  // among the rows of that name, or with that opener, at their level
    std::vector<QualifierStep> qualifiers;
};

struct RowPath {
    std::vector<RowStep> rows;
    std::optional<ElementStep> element;  // a column stands in rows: only the grammar can tell

    bool qualified() const;
};

std::string textOf(const RowStep& step);  // without qualifiers
std::string textOf(const RowPath& path);

// Nothing when it is malformed.
std::optional<RowPath> parseRowPath(std::string_view text);

// "03", "03.02", "@unitCode"; with `names`, any other word as well.
std::optional<ElementStep> parseElementStep(std::string_view text, bool names);

}  // namespace entrepot::mapping
