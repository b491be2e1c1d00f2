#include "mapping/syntax/x12/isa.h"

#include <algorithm>

namespace entrepot::mapping {
namespace {

bool isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool canSeparate(char c) {
    return !isAlphanumeric(c) && c != ' ' && c != '\0';
}

// From 00402 on ISA11 is the repetition separator; what senders put there instead means "none".
char repetitionOf(const Isa& isa) {
    const std::string_view version = isa.element(12);
    const std::string_view mark = isa.element(11);
    if (mark.size() != 1 || version < "00402" || version.size() != 5) return '\0';
    const ServiceCharacters& other = isa.characters;
    const char c = mark.front();
    const bool taken = c == other.element || c == other.component || c == other.segment;
    return canSeparate(c) && !taken ? c : '\0';
}

bool beginsSegment(std::string_view bytes) {
    return bytes.starts_with("GS") || bytes.starts_with("TA1") || bytes.starts_with("ISX") ||
           bytes.starts_with("IEA");
}

// ISA16 and the terminator, at `from`. Repairs an ISA16 that is missing or padded.
bool readEnd(std::string_view bytes, std::size_t from, Isa& isa) {
    if (from + 1 >= bytes.size()) return false;
    const bool missing = beginsSegment(bytes.substr(from + 1));
    const bool blank = bytes[from] == ' ';
    std::size_t end = from;
    if (!missing) end = std::min(bytes.find_first_not_of(' ', from + 1), bytes.size());
    if (end >= bytes.size()) return false;
    isa.elements[isa_elements - 1] = bytes.substr(from, end - from);
    isa.characters.component = missing || blank ? '\0' : bytes[from];
    // Of CR LF the LF ends a segment, so that lines which end with LF alone are read as well.
    if (bytes.substr(end).starts_with("\r\n")) ++end;
    isa.characters.segment = bytes[end];
    isa.length = end + 1;
    return true;
}

}  // namespace

std::optional<Isa> parseIsa(std::string_view bytes) {
    bytes = bytes.substr(0, isa_bytes_max);
    if (bytes.size() < isa_bytes_max / 4 || !bytes.starts_with("ISA")) return std::nullopt;
    Isa isa;
    isa.characters.element = bytes[3];
    if (!canSeparate(bytes[3])) return std::nullopt;
    std::size_t from = 4;
    for (std::size_t i = 0; i + 1 < isa_elements; ++i) {
        const std::size_t end = bytes.find(bytes[3], from);
        if (end == std::string_view::npos) return std::nullopt;
        isa.elements[i] = bytes.substr(from, end - from);
        from = end + 1;
    }
    if (!readEnd(bytes, from, isa)) return std::nullopt;
    const ServiceCharacters& found = isa.characters;
    const bool has_component = found.component != '\0';
    if (!canSeparate(found.segment) || (has_component && !canSeparate(found.component)) ||
        found.segment == found.element || found.segment == found.component ||
        found.component == found.element)
        return std::nullopt;
    for (std::size_t i = 0; i < isa_elements; ++i)
        if (isa.elements[i].size() != isa_widths[i]) isa.wrong_widths.push_back(i + 1);
    isa.characters.repetition = repetitionOf(isa);
    return isa;
}

}  // namespace entrepot::mapping
