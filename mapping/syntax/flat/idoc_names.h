// The flat form of an IDoc in numbers, and its segments' names.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping::idoc {

inline constexpr std::string_view control_record = "EDI_DC40";
inline constexpr std::string_view document_row = "IDOC";
inline constexpr std::string_view flat_version = "flat";
inline constexpr std::size_t control_bytes = 524;
inline constexpr std::size_t data_bytes = 1063;
inline constexpr std::size_t name_bytes = 30;
inline constexpr std::size_t data_at = 63;
inline constexpr std::size_t type_at = 39;     // IDOCTYP in the control record
inline constexpr std::size_t message_at = 99;  // MESTYP

// "E2EDK01005" -> "E1EDK01": by the dialect's list, or else without the version where `knows` the
// name then. Other names stand for themselves.
template <class Knows>
std::string nameOfSegment(std::string_view flat, const XmlDialect& dialect, const Knows& knows) {
    for (const FlatSegment& segment : dialect.flat_segments)
        if (segment.flat == flat) return segment.name;
    std::string name(flat);
    if (!flat.starts_with("E2")) return name;
    name[1] = '1';
    constexpr std::size_t version_digits = 3;
    if (name.size() <= version_digits || knows(name)) return name;
    const std::string shorter = name.substr(0, name.size() - version_digits);
    return knows(shorter) ? shorter : name;
}

inline std::string flatName(std::string_view name, const XmlDialect& dialect) {
    for (const FlatSegment& segment : dialect.flat_segments)
        if (segment.name == name) return segment.flat;
    std::string flat(name);
    if (name.starts_with("E1")) flat[1] = '2';
    return flat;
}

}  // namespace entrepot::mapping::idoc
