// A finding: one thing wrong (or odd) in a partner's document, with where it stands.
//
// A finding is an id and its values; words, hint, default severity and the codes that
// acknowledgements carry for it (AK304, AK403, TA105, 0085 ...) come from schemas/findings.xml, in
// English and Chinese. Ids are kebab-case, "element-too-long"; the constants are in finding_ids.h.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entrepot::exchange {

enum class Severity : std::uint8_t {
    ignored,  // by agreement: not told at all
    note,     // worth knowing; nothing to do
    warning,  // taken as it is; the partner should mend it
    error,    // the message it stands in is refused
    fatal,    // nothing behind this point can be trusted
};
BOOST_DESCRIBE_ENUM(Severity, ignored, note, warning, error, fatal)

std::string_view nameOf(Severity severity);

// Zero or empty where it does not apply.
struct Position {
    std::uint64_t offset = 0;           // bytes from the start of the payload
    std::uint32_t line = 0;             // XML and CSV: 1 = first
    std::uint32_t column = 0;           // XML and CSV: 1 = first
    std::uint32_t segment_ordinal = 0;  // EDI: ST or UNH = 1
    std::string segment;                // "PO1", "cbc:Quantity"
    std::string path;                   // loops above it with their occurrence: "PO1[3]/SCH[1]"
    std::uint16_t element = 0;          // 1 = first
    std::uint16_t component = 0;
    std::uint16_t repeat = 0;  // occurrence of a repeated element

    friend bool operator==(const Position&, const Position&) = default;
};
BOOST_DESCRIBE_STRUCT(Position, (),
                      (offset, line, column, segment_ordinal, segment, path, element, component,
                       repeat))

struct Finding {
    std::string id;
    Severity severity = Severity::error;
    Position position;
    std::vector<std::pair<std::string, std::string>> values;  // {"found", "ABC"}, {"maximum", "3"}

    friend bool operator==(const Finding&, const Finding&) = default;
};
BOOST_DESCRIBE_STRUCT(Finding, (), (id, severity, position, values))

inline constexpr std::size_t printable_bytes_max = 80;

// Control characters and what is not UTF-8 as \xNN, cut to 80 bytes at a character border: safe
// for logs, terminals and JSON.
std::string printable(std::string_view text);

}  // namespace entrepot::exchange
