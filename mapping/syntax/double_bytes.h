// Character sets of two and more bytes a character, by the C library's iconv: what charset.h does
// not do by tables.
#pragma once
#include <string>
#include <string_view>

#include "mapping/syntax/charset.h"

namespace entrepot::mapping {

// False when bytes stand for no character; each becomes U+FFFD.
bool appendDoubleBytes(std::string& utf8, Charset charset, std::string_view bytes);
// False when a character is not in the set; it is written as '?'.
bool appendAsDoubleBytes(std::string& bytes, Charset charset, std::string_view utf8);

}  // namespace entrepot::mapping
