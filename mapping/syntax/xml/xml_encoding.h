// What an XML document is encoded in, where its declaration says something else.
#pragma once
#include <string>
#include <string_view>

namespace entrepot::mapping {

struct XmlEncoding {
    std::string declared;  // as written; empty = nothing
    std::string actual;  // "UTF-8", "UTF-16LE", "UTF-16BE" where the parser must be told; or empty
};

inline constexpr std::size_t xml_declaration_bytes_max = 512;

// UTF-16 without byte order mark or declaration, UTF-16 that says UTF-8 and the other way round,
// and what stands against a byte order mark. Anything else is left to the parser.
XmlEncoding xmlEncoding(std::string_view head);

}  // namespace entrepot::mapping
