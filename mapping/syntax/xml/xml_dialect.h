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
};

struct XmlDocument {
    std::string element;
    std::string namespace_uri;
    const Grammar* grammar = nullptr;
    std::vector<EnvelopeSource> sender;
    std::vector<EnvelopeSource> receiver;
    std::vector<EnvelopeSource> control;
    std::vector<EnvelopeSource> version;
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
