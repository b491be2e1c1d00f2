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
// Several rows of a kind: the first one found in a document counts. A qualifier that begins with
// "/" stands elsewhere in the document. Where the document element says less than the type:
//
//   <syntax id="cxml" kind="xml" doctype="cXML" acknowledgement="cxml/1.2/Response">
//     <secret element="SharedSecret"/>                 never leaves the reader
//     <stamp attribute="SEGMENT" value="1"/>           on every element with children, or on="IDOC"
//     <document element="cXML" when="Request/OrderRequest/OrderRequestHeader/@type=update" ...
//               system="http://.../cXML.dtd">          the DOCTYPE that is written
//       <test at="cXML/Request/@deploymentMode" value="test"/>
//       <write at="cXML/@payloadID" value="{control}@{sender}"/>    the envelope when we write
//     </document>
//
// A grammar whose first row is named as the document element describes that element itself (it has
// attributes of its own).
//
// GS1 has only the document element in the namespace:
//
//     <document element="orderMessage" prefix="order" namespace="..." format="gs1/3.x/order">
//
// An agreed use of documents, named in them (its `id`, and the `process` it stands in):
//
//     <profile name="Peppol BIS Order 3" id="urn:...:order:3"> <process id="urn:...:ordering:3"/>
//     </profile> <document ...> <profile at="cbc:CustomizationID"/> <process at="cbc:ProfileID"/>
//     ... </document>
//
// `prefix`: the document element is written with it, its children without a namespace.
// Immutable once loaded, but for the envelopes' places, which are looked up when first needed.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/map/map.h"
#include "mapping/xml/element.h"

namespace entrepot::mapping {

struct EnvelopeSource {
    Path at;
    std::uint16_t qualifier = 0;          // element of the same node; 0 = none
    std::optional<Path> qualifier_place;  // where it stands elsewhere
    std::string value;                    // of <test>: the one that means it
};

// "Request/OrderRequest/@type=new": what must stand below the document element.
struct XmlCondition {
    std::string path;       // "Request/OrderRequest"
    std::string attribute;  // "type"; empty = the element or its text
    std::optional<std::string> value;
};

// Written into the document's envelope; see EnvelopeWords for what may stand in the text.
struct EnvelopeValue {
    enum class Only : std::uint8_t { always, test, live };
    Path at;
    std::string text;
    std::string otherwise;  // when the text comes out empty
    Only only = Only::always;
};

struct XmlProfile {
    std::string name;  // "Peppol BIS Order 3"
    std::string id;
    std::vector<std::string> processes;  // empty = any
};

// Where a flat record says what it is, and where its fields begin; characters, 0 = first.
struct FlatLayout {
    std::size_t tag_at = 0;
    std::size_t tag_length = 0;
    std::size_t data_at = 0;
    std::string prefix;  // of the grammar's row: tag "01" is row "R01"
};

struct XmlDocument {
    std::string element;
    std::string namespace_uri;
    std::string prefix;  // empty: the namespace is the default one of the document
    exchange::MessageFormat format;
    std::optional<XmlCondition> when;  // absent: every document with that element
    std::string system;                // of the DOCTYPE we write; empty = none
    bool flat = false;                 // IDoc: its segments' lengths are known, so it may come flat
    FlatLayout layout;                 // of kind="flat"
    std::vector<xml::Element> rows;    // of the envelope, as they are written
    std::string file;

    // Only of a document that bound() gave.
    const Grammar* grammar = nullptr;
    bool encloses = false;  // the grammar's first row is the document element
    std::vector<EnvelopeSource> sender;
    std::vector<EnvelopeSource> receiver;
    std::vector<EnvelopeSource> control;
    std::vector<EnvelopeSource> version;
    std::vector<EnvelopeSource> test;
    std::vector<EnvelopeSource> profile;
    std::vector<EnvelopeSource> process;
    std::vector<EnvelopeValue> written;
};

struct XmlStamp {
    std::string attribute;
    std::string value;
    std::string element;  // empty = every one
};

struct XmlNamespace {
    std::string prefix;
    std::string uri;
};

// A segment whose name in the flat form is not the usual one (E2EDK01005 for E1EDK01).
struct FlatSegment {
    std::string name;
    std::string flat;
};

struct XmlDialect {
    XmlDialect();
    ~XmlDialect();
    XmlDialect(XmlDialect&&) noexcept;
    XmlDialect& operator=(XmlDialect&&) noexcept;

    std::string id;
    std::vector<FlatSegment> flat_segments;
    std::vector<XmlNamespace> namespaces;
    std::vector<XmlDocument> documents;
    std::string doctype;  // name that a DOCTYPE without any declaration may have
    std::vector<std::string> secrets;
    std::vector<XmlStamp> stamps;
    std::vector<XmlProfile> profiles;
    std::optional<exchange::MessageFormat> acknowledgement;  // what says "taken" or "refused"
    bool fixed = false;           // kind="flat": records instead of elements
    bool trailing_minus = false;  // "10.00-" is a number, 00000000 no day

    // Those with that document element; which one it is, their conditions say.
    std::vector<const XmlDocument*> candidates(std::string_view element,
                                               std::string_view namespace_uri) const;
    const XmlDocument* document(const exchange::MessageFormat& format) const;
    // One of the documents with its envelope's places in that grammar, which is the common one of
    // its format or a partner's. Made when first asked for and kept; thread-safe.
    Result<const XmlDocument*> bound(const XmlDocument& document, const Grammar& grammar) const;
    // The prefix that grammars use for the namespace; null when it is none of the dialect's.
    const std::string* prefixOf(std::string_view uri) const;
    bool isSecret(std::string_view element) const;
    bool isStamp(std::string_view attribute) const;

private:
    struct Bindings;
    std::unique_ptr<Bindings> bindings_;
};

// One of the dialect's documents, bound to its grammar or the partner's.
Result<const XmlDocument*> boundFor(const XmlDialect& dialect, const XmlDocument& document,
                                    const GrammarStore& grammars, const PartnerKey& partner);

// All dialects below schemas/grammars whose syntax.xml is of that kind: "xml", or "flat" for files
// of fixed positions (see flat/fixed_reader.h). No grammar is loaded for them.
Result<std::vector<XmlDialect>> loadXmlDialects(const GrammarStore& grammars,
                                                std::string_view kind = "xml");

}  // namespace entrepot::mapping
