#include "mapping/xml/utf8.h"

#include <cstdint>

namespace entrepot::mapping::xml {
namespace {

constexpr char32_t replacement = 0xFFFD;

void appendCodePoint(std::string& out, char32_t c) {
    const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
    if (c < 0x80) {
        out += byte(c);
    } else if (c < 0x800) {
        out += {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
    } else if (c < 0x10000) {
        out += {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
    } else {
        out += {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)),
                byte(0x80 | (c & 0x3F))};
    }
}

bool isHigh(char16_t c) {
    return c >= 0xD800 && c < 0xDC00;
}

bool isLow(char16_t c) {
    return c >= 0xDC00 && c < 0xE000;
}

// Takes one code point off the front; replacement for what is not UTF-8.
char32_t takeCodePoint(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (length == 1 || lead < 0xC2 || lead > 0xF4 || text.size() < length) {
        text.remove_prefix(1);
        return length == 1 ? lead : replacement;
    }
    char32_t c = lead & (0xFF >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80) {
            text.remove_prefix(i);
            return replacement;
        }
        c = c << 6 | (next & 0x3F);
    }
    text.remove_prefix(length);
    const bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
    const bool outside = (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF;
    return overlong || outside ? replacement : c;
}

}  // namespace

void appendUtf8(std::string& out, const char16_t* text, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i) {
        char32_t c = text[i];
        if (isHigh(text[i]) && i + 1 < length && isLow(text[i + 1])) {
            c = 0x10000 + ((c - 0xD800) << 10) + (text[++i] - 0xDC00u);
        } else if (isHigh(text[i]) || isLow(text[i])) {
            c = replacement;
        }
        appendCodePoint(out, c);
    }
}

std::string toUtf8(const char16_t* text) {
    std::string out;
    if (text != nullptr) appendUtf8(out, text, std::char_traits<char16_t>::length(text));
    return out;
}

std::u16string toUtf16(std::string_view text) {
    std::u16string out;
    while (!text.empty()) {
        const char32_t c = takeCodePoint(text);
        if (c < 0x10000) {
            out += static_cast<char16_t>(c);
        } else {
            out += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
            out += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return out;
}

}  // namespace entrepot::mapping::xml
