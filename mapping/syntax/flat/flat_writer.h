// Writes document trees as records of fixed positions: IDocs in their flat form, and a partner's
// own layouts. Texts stand at the left of their field, numbers at the right; UTF-8. Control
// characters, line breaks above all, become blanks and count as altered.
#pragma once
#include "mapping/syntax/envelope.h"
#include "mapping/syntax/tree.h"
#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping {

// The control record must be in the tree. Lines with CR LF, records as long as SAP's.
WrittenInterchange writeIdoc(const Tree& tree, const XmlDialect& dialect,
                             const XmlDocument& document);

WrittenInterchange writeFixed(const Tree& tree, const XmlDocument& document);

}  // namespace entrepot::mapping
