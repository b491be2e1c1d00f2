// Character sets that EDI envelopes declare or partners agree on, decoded to and encoded from
// UTF-8.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entrepot::mapping {

enum class Charset : std::uint8_t {
    utf8,      // UNOW, UNOX, UNOY, and X12 without another agreement
    ascii,     // UNOA, UNOB
    latin1,    // UNOC; 0x80 to 0x9F are read as Windows-1252, which is what is sent there
    windows,   // Windows-1252, by agreement
    latin2,    // UNOD, ISO 8859-2
    cyrillic,  // UNOE, ISO 8859-5
    greek,     // UNOF, ISO 8859-7
    latin3,    // UNOG, ISO 8859-3
    latin4,    // UNOH, ISO 8859-4
    arabic,    // UNOI, ISO 8859-6
    hebrew,    // UNOJ, ISO 8859-8
    latin5,    // UNOK, ISO 8859-9
    latin9,    // UNOL, ISO 8859-15
    gb18030,   // by agreement; holds GBK and GB 2312
    big5,      // by agreement
};

// "UTF-8", "windows-1252", "GB18030" ... as partners' files name them; any case. Nothing when it is
// none of encodingNames().
std::optional<Charset> charsetNamed(std::string_view encoding);
std::vector<std::string> encodingNames();

// A byte of 0x81 and above takes the next one with it, which may look like a service character.
bool isDoubleByte(Charset charset);

// True when `bytes` are not already the UTF-8 they would be decoded to.
bool needsDecoding(Charset charset, std::string_view bytes);
// False when a byte stands for no character of the set. What is not UTF-8 where UTF-8 or ASCII is
// due is taken as Windows-1252, UTF-8 where another set is due as it is; the rest becomes U+FFFD.
// Either way `utf8` stays UTF-8.
bool appendDecoded(std::string& utf8, Charset charset, std::string_view bytes);
// The same verdict without the text.
bool fits(Charset charset, std::string_view bytes);
// False when a character of `utf8` is not in the set; it is written as '?'.
bool appendEncoded(std::string& bytes, Charset charset, std::string_view utf8);

bool isAscii(std::string_view bytes);
bool isUtf8(std::string_view bytes);
// Code points; continuation bytes are not counted.
std::size_t characterCount(std::string_view utf8);

void appendCodePoint(std::string& utf8, std::uint32_t code_point);

}  // namespace entrepot::mapping
