// Writes a document tree as XML in UTF-8, with the names and namespaces of a dialect.
#pragma once
#include <string>

#include "mapping/syntax/tree.h"
#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping {

struct WrittenXml {
    std::string bytes;
    // Texts with characters that XML cannot carry (most control characters); those were left out.
    std::size_t texts_altered = 0;
    std::string first_altered;
};

// The tree must be of the document's grammar and in its order.
WrittenXml writeXml(const Tree& tree, const XmlDialect& dialect, const XmlDocument& document);

}  // namespace entrepot::mapping
