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
    if (from + 1 >= bytes.size()) return std::nullopt;
    isa.elements[isa_elements - 1] = bytes.substr(from, 1);
    isa.characters.component = bytes[from];
    isa.characters.segment = bytes[from + 1];
    isa.length = from + 2;
    const ServiceCharacters& found = isa.characters;
    if (!canSeparate(found.segment) || !canSeparate(found.component) ||
        found.segment == found.element || found.segment == found.component ||
        found.component == found.element)
        return std::nullopt;
    for (std::size_t i = 0; i < isa_elements; ++i)
        if (isa.elements[i].size() != isa_widths[i]) isa.wrong_widths.push_back(i + 1);
    isa.characters.repetition = repetitionOf(isa);
    return isa;
}

}  // namespace entrepot::mapping
