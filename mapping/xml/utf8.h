// Xerces' UTF-16 to UTF-8 and back, without its allocator.
#pragma once
#include <string>
#include <string_view>

namespace entrepot::mapping::xml {

// A lone surrogate becomes U+FFFD.
void appendUtf8(std::string& out, const char16_t* text, std::size_t length);
std::string toUtf8(const char16_t* text);  // null-terminated; null gives ""

// Bytes that are not UTF-8 become U+FFFD.
std::u16string toUtf16(std::string_view text);

}  // namespace entrepot::mapping::xml
