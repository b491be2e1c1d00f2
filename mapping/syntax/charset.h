// Character sets that EDI envelopes declare, decoded to and encoded from UTF-8.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace entrepot::mapping {

enum class Charset : std::uint8_t {
    utf8,      // UNOW, UNOY; also UNOA, UNOB and X12, where only ASCII is expected
    latin1,    // UNOC; 0x80 to 0x9F are read as Windows-1252, which is what is sent there
    latin2,    // UNOD, ISO 8859-2
    cyrillic,  // UNOE, ISO 8859-5
    greek,     // UNOF, ISO 8859-7
    latin3,    // UNOG, ISO 8859-3
    latin4,    // UNOH, ISO 8859-4
    arabic,    // UNOI, ISO 8859-6
    hebrew,    // UNOJ, ISO 8859-8
    latin5,    // UNOK, ISO 8859-9
    latin9,    // UNOL, ISO 8859-15
};

// True when `bytes` are not already the UTF-8 they would be decoded to.
bool needsDecoding(Charset charset, std::string_view bytes);
void appendDecoded(std::string& utf8, Charset charset, std::string_view bytes);
// False when a character of `utf8` is not in the set; it is written as '?'.
bool appendEncoded(std::string& bytes, Charset charset, std::string_view utf8);

bool isUtf8(std::string_view bytes);
// Code points; continuation bytes are not counted.
std::size_t characterCount(std::string_view utf8);

}  // namespace entrepot::mapping
