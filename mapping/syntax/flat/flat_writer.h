// Writes document trees as records of fixed positions: IDocs in their flat form, and a partner's
// own layouts. Texts stand at the left of their field, numbers at the right; UTF-8.
#pragma once
#include <string>

#include "mapping/syntax/tree.h"
#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping {

// The control record must be in the tree. Lines with CR LF, records as long as SAP's.
std::string writeIdoc(const Tree& tree, const XmlDialect& dialect, const XmlDocument& document);

std::string writeFixed(const Tree& tree, const XmlDocument& document);

}  // namespace entrepot::mapping
