// Writes what a grammar of an XML document takes as XSD, for partners who want to check before
// they send.
//
//   Order.xsd      targetNamespace ...:Order-2    the document element, imports the others
//   Order-cac.xsd  ...CommonAggregateComponents-2  its types and groups, as this document has them
//   Order-cbc.xsd  ...CommonBasicComponents-2
//
// A schema has one namespace, so there is one for each that the document uses. Elements of one name
// with the same content share a type. An extension point (a loop without rows) may hold anything.
// Looser than our reader in one point, where XSD 1.0 has no words for it: in what may stand in any
// order, it does not count. Stricter in one: it refuses elements that no row names; we tell them.
#pragma once
#include <string>
#include <vector>

#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping {

struct XsdText {
    std::string file;  // the name that the others import it by
    std::string text;
};

// The document's own namespace first. `document` is bound to its grammar.
std::vector<XsdText> writeXsd(const XmlDialect& dialect, const XmlDocument& document);

}  // namespace entrepot::mapping
