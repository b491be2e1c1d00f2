#include "mapping/syntax/charset.h"

#include <algorithm>
#include <array>

#include "mapping/syntax/charset_tables.h"
#include "mapping/syntax/double_bytes.h"

namespace entrepot::mapping {
namespace {

constexpr std::uint32_t not_a_character = 0xFFFD;

struct Encoding {
    std::string_view name;
    std::string_view upper_name;
    Charset charset;
};

constexpr std::array<Encoding, 17> encodings = {{{"UTF-8", "UTF-8", Charset::utf8},
                                                 {"US-ASCII", "US-ASCII", Charset::ascii},
                                                 {"windows-1252", "WINDOWS-1252", Charset::windows},
                                                 {"ISO-8859-1", "ISO-8859-1", Charset::latin1},
                                                 {"ISO-8859-2", "ISO-8859-2", Charset::latin2},
                                                 {"ISO-8859-3", "ISO-8859-3", Charset::latin3},
                                                 {"ISO-8859-4", "ISO-8859-4", Charset::latin4},
                                                 {"ISO-8859-5", "ISO-8859-5", Charset::cyrillic},
                                                 {"ISO-8859-6", "ISO-8859-6", Charset::arabic},
                                                 {"ISO-8859-7", "ISO-8859-7", Charset::greek},
                                                 {"ISO-8859-8", "ISO-8859-8", Charset::hebrew},
                                                 {"ISO-8859-9", "ISO-8859-9", Charset::latin5},
                                                 {"ISO-8859-15", "ISO-8859-15", Charset::latin9},
                                                 {"GB18030", "GB18030", Charset::gb18030},
                                                 {"GBK", "GBK", Charset::gb18030},
                                                 {"GB2312", "GB2312", Charset::gb18030},
                                                 {"Big5", "BIG5", Charset::big5}}};

const std::uint16_t* upperHalf(Charset charset) {
    switch (charset) {
        case Charset::utf8:
        case Charset::ascii:
        case Charset::latin1:
        case Charset::windows:
        case Charset::gb18030:
        case Charset::big5:
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

bool appendSingleBytes(std::string& utf8, Charset charset, std::string_view bytes) {
    bool all = true;
    for (const char c : bytes) {
        const std::uint32_t code_point = decoded(charset, static_cast<unsigned char>(c));
        all = all && code_point != not_a_character;
        appendCodePoint(utf8, code_point);
    }
    return all;
}

std::optional<char> encoded(Charset charset, std::uint32_t c) {
    if (c < 0x80) return static_cast<char>(c);
    if (charset == Charset::ascii) return std::nullopt;
    const bool latin = charset == Charset::latin1 || charset == Charset::windows;
    if (latin && c >= 0xA0 && c < 0x100) return static_cast<char>(c);
    for (unsigned byte = charset == Charset::windows ? 0x80 : 0xA0; byte < 0x100; ++byte)
        if (decoded(charset, static_cast<unsigned char>(byte)) == c && c != not_a_character)
            return static_cast<char>(byte);
    return std::nullopt;
}

}  // namespace

std::optional<Charset> charsetNamed(std::string_view encoding) {
    std::string wanted(encoding);
    for (char& c : wanted)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    for (const Encoding& known : encodings)
        if (wanted == known.upper_name) return known.charset;
    return std::nullopt;
}

std::vector<std::string> encodingNames() {
    std::vector<std::string> names;
    for (const Encoding& known : encodings) names.emplace_back(known.name);
    return names;
}

bool isDoubleByte(Charset charset) {
    return charset == Charset::gb18030 || charset == Charset::big5;
}

bool needsDecoding(Charset charset, std::string_view bytes) {
    if (isAscii(bytes)) return false;
    return (charset != Charset::utf8 && charset != Charset::ascii) || !isUtf8(bytes);
}

bool appendDecoded(std::string& utf8, Charset charset, std::string_view bytes) {
    if (isAscii(bytes)) {
        utf8 += bytes;
        return true;
    }
    if (charset == Charset::utf8 || charset == Charset::ascii) {
        if (!isUtf8(bytes)) {
            appendSingleBytes(utf8, Charset::latin1, bytes);
            return false;
        }
        utf8 += bytes;
        return charset == Charset::utf8;
    }
    if (!isDoubleByte(charset)) return appendSingleBytes(utf8, charset, bytes);
    const std::size_t before = utf8.size();
    if (appendDoubleBytes(utf8, charset, bytes)) return true;
    if (isUtf8(bytes)) {
        utf8.resize(before);
        utf8 += bytes;
    }
    return false;
}

bool fits(Charset charset, std::string_view bytes) {
    if (isAscii(bytes)) return true;
    if (charset == Charset::ascii) return false;
    if (charset == Charset::utf8) return isUtf8(bytes);
    std::string utf8;
    return appendDecoded(utf8, charset, bytes);
}

bool appendEncoded(std::string& bytes, Charset charset, std::string_view utf8) {
    if (charset == Charset::utf8 || isAscii(utf8)) {
        bytes += utf8;
        return true;
    }
    if (isDoubleByte(charset)) return appendAsDoubleBytes(bytes, charset, utf8);
    bool all = true;
    while (!utf8.empty()) {
        const auto c = takeCodePoint(utf8);
        const auto byte = c ? encoded(charset, *c) : std::nullopt;
        bytes += byte.value_or('?');
        all = all && byte.has_value();
    }
    return all;
}

bool isAscii(std::string_view bytes) {
    return std::none_of(bytes.begin(), bytes.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
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

void appendCodePoint(std::string& utf8, std::uint32_t c) {
    const auto next = [&](unsigned shift) {
        utf8 += static_cast<char>(0x80 | (c >> shift & 0x3F));
    };
    if (c < 0x80) {
        utf8 += static_cast<char>(c);
    } else if (c < 0x800) {
        utf8 += static_cast<char>(0xC0 | c >> 6);
        next(0);
    } else if (c < 0x10000) {
        utf8 += static_cast<char>(0xE0 | c >> 12);
        next(6);
        next(0);
    } else {
        utf8 += static_cast<char>(0xF0 | c >> 18);
        next(12);
        next(6);
        next(0);
    }
}

}  // namespace entrepot::mapping
