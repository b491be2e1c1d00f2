// What is this? Told from the first few kilobytes, without reading the payload.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

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
    std::string reason;         // "begins with ISA", for people
    std::string root;           // XML: local name of the root element
    std::string namespace_uri;  // XML: of the root, when it is declared on it
    std::string header;         // CSV: the first row
    char separator = '\0';      // CSV
    std::size_t offset = 0;     // of the first byte that counts (behind noise, BOM, blanks)
};

inline constexpr std::size_t inspected_bytes_max = 8192;

// Looks at no more than inspected_bytes_max of `head`.
Inspection inspect(std::string_view head);

std::string_view nameOf(PayloadKind kind);

}  // namespace entrepot::mapping
