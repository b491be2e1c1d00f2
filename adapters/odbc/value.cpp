#include "adapters/odbc/value.h"

#include <algorithm>
#include <cstring>

namespace entrepot::odbc {
namespace {

// ASCII without NUL, eight bytes at a time: nearly every text is, and every text is asked.
bool isPlain(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    constexpr std::uint64_t ones = 0x0101010101010101;
    std::uint64_t suspicious = 0;
    for (; text.size() >= sizeof suspicious; text.remove_prefix(sizeof suspicious)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof word);
        suspicious |= (word | (word - ones)) & high_bits;
    }
    for (const char c : text) suspicious |= c == 0 ? high_bits : c & high_bits;
    return suspicious == 0;
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
    if (isPlain(text) || isClean(text)) return std::nullopt;
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
