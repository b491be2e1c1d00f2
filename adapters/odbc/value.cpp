#include "adapters/odbc/value.h"

#include <algorithm>

namespace entrepot::odbc {
namespace {

bool plain(char c) {
    return c != 0 && static_cast<unsigned char>(c) < 0x80;
}

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// Length of the character that starts at `at`; 0 when there is none.
std::size_t characterLength(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return first == 0 ? 0 : 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!continues(text, at + i)) return 0;
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if (first == 0xE0 && second < 0xA0) return 0;  // overlong
    if (first == 0xED && second > 0x9F) return 0;  // surrogate
    if (first == 0xF0 && second < 0x90) return 0;  // overlong
    if (first == 0xF4 && second > 0x8F) return 0;  // beyond U+10FFFF
    return length;
}

bool isClean(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = characterLength(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

}  // namespace

std::optional<std::string> cleanedText(std::string_view text) {
    if (std::ranges::all_of(text, plain) || isClean(text)) return std::nullopt;
    std::string out;
    out.reserve(text.size() + 16);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = characterLength(text, at);
        out += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(at, length);
        at += std::max<std::size_t>(length, 1);
    }
    return out;
}

}  // namespace entrepot::odbc
