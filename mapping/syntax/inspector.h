// What is this? Told from the first few kilobytes, without reading the payload.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "mapping/syntax/utf16_source.h"

namespace entrepot::mapping {

enum class PayloadKind : std::uint8_t {
    x12,
    edifact,
    tradacoms,
    xml,
    json,
    csv,
    idoc_flat,
    empty,
    binary,   // control characters or a known signature (PNG, ZIP, PDF ...)
    unknown,  // text, but no format we know
};

struct Inspection {
    PayloadKind kind = PayloadKind::unknown;
    std::string reason;                 // "begins with ISA", for people
    std::string root;                   // XML: local name of the root element
    std::string namespace_uri;          // XML: of the root, when it is declared on it
    std::string header;                 // CSV: the first row
    char separator = '\0';              // CSV
    std::size_t offset = 0;             // of the first byte that counts (behind noise, BOM, blanks)
    ByteOrder utf16 = ByteOrder::none;  // of what comes in two-byte units; offset counts its UTF-8
};

inline constexpr std::size_t inspected_bytes_max = 8192;

// Looks at no more than inspected_bytes_max of `head`.
Inspection inspect(std::string_view head);

std::string_view nameOf(PayloadKind kind);

}  // namespace entrepot::mapping
