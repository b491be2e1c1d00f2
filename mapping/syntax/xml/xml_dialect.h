// What an XML vocabulary looks like from outside: namespaces, document elements, where its envelope
// facts stand. From schemas/grammars/<syntax>/syntax.xml:
//
//   <syntax id="ubl" kind="xml">
//     <namespace prefix="cbc" uri="urn:..."/>
//     <document element="Order" namespace="urn:...:Order-2" format="ubl/2.1/Order">
//       <sender at="cac:BuyerCustomerParty/cac:Party/cbc:EndpointID" qualifier="@schemeID"/>
//       <receiver at="..."/> <control at="cbc:ID"/> <version at="cbc:UBLVersionID"/>
//     </document>
//   </syntax>
//
// Several rows of a kind: the first one found in a document counts. Immutable once loaded.
//
// GS1 has its envelope in the document, and only the document element in the namespace:
//
//     <document element="orderMessage" prefix="order" namespace="..." format="gs1/3.x/order">
//       <sender at="sh:.../sh:Identifier" write="yes"/> <created at="..." write="yes"/>
//
// `prefix`: the document element is written with it, its children without a namespace.
// `write`: what the settings of the sending say goes there when a document is written; the map
// makes the node.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/map/map.h"

namespace entrepot::mapping {

struct EnvelopeSource {
    Path at;
    std::uint16_t qualifier = 0;  // element of the same node; 0 = none
    bool written = false;         // from the settings, where the map made the node
};

struct XmlDocument {
    std::string element;
    std::string namespace_uri;
    std::string prefix;  // empty: the namespace is the default one of the document
    const Grammar* grammar = nullptr;
    std::vector<EnvelopeSource> sender;
    std::vector<EnvelopeSource> receiver;
    std::vector<EnvelopeSource> control;
    std::vector<EnvelopeSource> version;
    std::vector<EnvelopeSource> created;  // written only
};

struct XmlNamespace {
    std::string prefix;
    std::string uri;
};

struct XmlDialect {
    std::string id;
    std::vector<XmlNamespace> namespaces;
    std::vector<XmlDocument> documents;

    // Null when there is none.
    const XmlDocument* document(std::string_view element, std::string_view namespace_uri) const;
    const XmlDocument* document(const exchange::MessageFormat& format) const;
    // The prefix that grammars use for the namespace; null when it is none of the dialect's.
    const std::string* prefixOf(std::string_view uri) const;
};

// All dialects below schemas/grammars. They refer to the store's grammars.
Result<std::vector<XmlDialect>> loadXmlDialects(const GrammarStore& grammars);

}  // namespace entrepot::mapping
