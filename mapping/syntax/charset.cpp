#include "mapping/syntax/charset.h"

#include <algorithm>
#include <optional>

#include "mapping/syntax/charset_tables.h"

namespace entrepot::mapping {
namespace {

constexpr std::uint32_t not_a_character = 0xFFFD;

const std::uint16_t* upperHalf(Charset charset) {
    switch (charset) {
        case Charset::utf8:
        case Charset::latin1:
            return nullptr;
        case Charset::latin2:
            return latin2_a0;
        case Charset::cyrillic:
            return cyrillic_a0;
        case Charset::greek:
            return greek_a0;
        case Charset::latin3:
            return latin3_a0;
        case Charset::latin4:
            return latin4_a0;
        case Charset::arabic:
            return arabic_a0;
        case Charset::hebrew:
            return hebrew_a0;
        case Charset::latin5:
            return latin5_a0;
        case Charset::latin9:
            return latin9_a0;
    }
    return nullptr;
}

std::uint32_t decoded(Charset charset, unsigned char byte) {
    if (byte < 0x80) return byte;
    if (byte < 0xA0) return windows_1252_80[byte - 0x80];
    const std::uint16_t* table = upperHalf(charset);
    return table == nullptr ? byte : table[byte - 0xA0];
}

void appendCodePoint(std::string& utf8, std::uint32_t c) {
    if (c < 0x80) {
        utf8 += static_cast<char>(c);
    } else if (c < 0x800) {
        utf8 += static_cast<char>(0xC0 | c >> 6);
        utf8 += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        utf8 += static_cast<char>(0xE0 | c >> 12);
        utf8 += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        utf8 += static_cast<char>(0x80 | (c & 0x3F));
    }
}

// The next code point of `utf8`, which is taken off; nothing when the bytes are not UTF-8.
std::optional<std::uint32_t> takeCodePoint(std::string_view& utf8) {
    const auto first = static_cast<unsigned char>(utf8.front());
    utf8.remove_prefix(1);
    if (first < 0x80) return first;
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (first < 0xC2 || first > 0xF4 || utf8.size() < static_cast<std::size_t>(more))
        return std::nullopt;
    std::uint32_t c = first & (0x3F >> more);
    for (int i = 0; i < more; ++i) {
        const auto byte = static_cast<unsigned char>(utf8.front());
        if ((byte & 0xC0) != 0x80) return std::nullopt;
        utf8.remove_prefix(1);
        c = c << 6 | (byte & 0x3F);
    }
    if (c < least[more] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return std::nullopt;
    return c;
}

std::optional<char> encoded(Charset charset, std::uint32_t c) {
    if (c < 0x80) return static_cast<char>(c);
    if (charset == Charset::latin1 && c >= 0xA0 && c < 0x100) return static_cast<char>(c);
    for (unsigned byte = 0x80; byte < 0x100; ++byte)
        if (decoded(charset, static_cast<unsigned char>(byte)) == c && c != not_a_character)
            return static_cast<char>(byte);
    return std::nullopt;
}

}  // namespace

bool needsDecoding(Charset charset, std::string_view bytes) {
    if (charset == Charset::utf8) return false;
    return std::any_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

void appendDecoded(std::string& utf8, Charset charset, std::string_view bytes) {
    if (charset == Charset::utf8) {
        utf8 += bytes;
        return;
    }
    for (const char c : bytes)
        appendCodePoint(utf8, decoded(charset, static_cast<unsigned char>(c)));
}

bool appendEncoded(std::string& bytes, Charset charset, std::string_view utf8) {
    if (charset == Charset::utf8) {
        bytes += utf8;
        return true;
    }
    bool all = true;
    while (!utf8.empty()) {
        const auto c = takeCodePoint(utf8);
        const auto byte = c ? encoded(charset, *c) : std::nullopt;
        bytes += byte.value_or('?');
        all = all && byte.has_value();
    }
    return all;
}

bool isUtf8(std::string_view bytes) {
    while (!bytes.empty())
        if (!takeCodePoint(bytes)) return false;
    return true;
}

std::size_t characterCount(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

}  // namespace entrepot::mapping
