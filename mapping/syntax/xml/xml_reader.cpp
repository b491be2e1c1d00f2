#include "mapping/syntax/xml/xml_reader.h"

#include <memory>
#include <xercesc/sax/Locator.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/Attributes.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/sax2/SAX2XMLReader.hpp>
#include <xercesc/sax2/XMLReaderFactory.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "core/exchange/finding_ids.h"
#include "mapping/syntax/peeked_source.h"
#include "mapping/syntax/plain_group.h"
#include "mapping/syntax/xml/doctype.h"
#include "mapping/syntax/xml/xml_document_choice.h"
#include "mapping/syntax/xml/xml_encoding.h"
#include "mapping/syntax/xml/xml_envelope.h"
#include "mapping/syntax/xml/xml_feed.h"
#include "mapping/syntax/xml/xml_tree_builder.h"
#include "mapping/syntax/xml/xsd_store.h"
#include "mapping/xml/platform.h"
#include "mapping/xml/utf8.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::string_view schema_instance = "http://www.w3.org/2001/XMLSchema-instance";

class XmlReader : public xercesc::DefaultHandler {
public:
    XmlReader(std::span<const XmlDialect> dialects, const GrammarStore& grammars,
              const ReadOptions& options, InterchangeHandler& handler)
        : dialects_(dialects),
          grammars_(grammars),
          options_(options),
          handler_(handler),
          collector_(grammars.findings(), options.severities,
                     options.limits.findings_per_message_max),
          builder_(collector_, options.limits) {}

    Result<void> read(ByteSource& source);

    void setDocumentLocator(const xercesc::Locator* const locator) override { locator_ = locator; }
    void startElement(const XMLCh* uri, const XMLCh* local, const XMLCh* qualified,
                      const xercesc::Attributes& attributes) override;
    void endElement(const XMLCh*, const XMLCh*, const XMLCh*) override;
    void characters(const XMLCh* text, const XMLSize_t length) override;
    void endDocument() override { whole_ = true; }
    void startDTD(const XMLCh*, const XMLCh*, const XMLCh*) override;
    void warning(const xercesc::SAXParseException&) override {}
    void error(const xercesc::SAXParseException& problem) override { broken(problem); }
    void fatalError(const xercesc::SAXParseException& problem) override { broken(problem); }

private:
    void parse(XmlFeed& feed);
    void takeDoctype(XmlFeed& feed);
    void keepForSchema();
    void tellSchemaProblems(const XmlFeed& feed);
    void beginDocument(const XMLCh* uri, const XMLCh* local, const xercesc::Attributes& attributes);
    void take(const XmlDocument& document);
    void takeKnown(const XmlDocument* document);
    void replay();
    void endChoice();
    bool inSecret(const XMLCh* local);
    std::size_t outerDepth() const { return document_ != nullptr && document_->encloses ? 2 : 1; }
    void readAttributes(const xercesc::Attributes& attributes);
    void nameOf(const XMLCh* uri, const XMLCh* local);
    [[noreturn]] void broken(const xercesc::SAXParseException& problem);
    void tellMalformed(const std::string& message);
    void tellFatal(findings::FindingId id, FindingValues values = {});
    bool saysDoctype(std::string_view message) const;
    void tellFeed(const XmlFeed& feed);
    void readEnvelope();
    exchange::EnvelopeParty partyAt(const std::vector<EnvelopeSource>& sources) const;
    bool envelopeComplete() const;
    void deliver();
    XmlPlace place();

    std::span<const XmlDialect> dialects_;
    const GrammarStore& grammars_;
    const ReadOptions& options_;
    InterchangeHandler& handler_;
    FindingCollector collector_;
    XmlTreeBuilder builder_;
    const xercesc::Locator* locator_ = nullptr;
    xercesc::SAX2XMLReader* parser_ = nullptr;
    bool parsing_ = false;
    bool whole_ = false;  // read to its end; what is missing else may stand behind
    XmlPlace last_place_;
    XmlFeed* feed_ = nullptr;
    XmlEncoding encoding_;
    const XmlDialect* dialect_ = nullptr;
    const XmlDocument* document_ = nullptr;
    std::string namespace_uri_;  // of the document element
    std::string doctype_;        // name of the one that was passed over
    XmlDocumentChoice choice_;
    std::string root_;  // the document element, while the choice is open
    std::vector<XmlAttribute> root_attributes_;
    XmlPlace root_place_;
    std::size_t secret_depth_ = 0;  // elements open from a secret one on
    exchange::InterchangeReport interchange_;
    exchange::MessageReport message_;
    std::vector<XmlAttribute> attributes_;
    std::u16string last_uri_;  // of the prefix below
    std::string prefix_;
    std::string name_;
    std::string text_;
};

std::unique_ptr<xercesc::SAX2XMLReader> makeParser() {
    using xercesc::XMLUni;
    xml::startPlatform();
    std::unique_ptr<xercesc::SAX2XMLReader> parser(xercesc::XMLReaderFactory::createXMLReader());
    parser->setFeature(XMLUni::fgSAX2CoreValidation, false);
    parser->setFeature(XMLUni::fgXercesLoadExternalDTD, false);
    parser->setFeature(XMLUni::fgXercesDisableDefaultEntityResolution, true);
    parser->setFeature(XMLUni::fgXercesSchema, false);
    parser->setFeature(XMLUni::fgXercesCalculateSrcOfs, true);
    return parser;
}

void XmlReader::parse(XmlFeed& feed) {
    thread_local const std::unique_ptr<xercesc::SAX2XMLReader> parser = makeParser();
    parser_ = parser.get();
    feed_ = &feed;
    parser->setContentHandler(this);
    parser->setLexicalHandler(this);
    parser->setErrorHandler(this);
    parsing_ = true;
    try {
        parser->parse(*sourceOf(feed, encoding_.actual));
    } catch (const StopParsing&) {
    } catch (const xercesc::SAXParseException& problem) {
        parsing_ = false;
        tellMalformed(xml::toUtf8(problem.getMessage()));
    } catch (const xercesc::XMLException& problem) {
        parsing_ = false;
        tellMalformed(xml::toUtf8(problem.getMessage()));
    } catch (const xercesc::OutOfMemoryException&) {
        feed.failure = Failure{FailureKind::too_large, "the XML parser ran out of memory", "xml"};
    }
    parsing_ = false;
    parser->setContentHandler(nullptr);
    parser->setLexicalHandler(nullptr);
    parser->setErrorHandler(nullptr);
    parser_ = nullptr;
}

Result<void> XmlReader::read(ByteSource& source) {
    auto peeked = PeekedSource::peek(source, xml_declaration_bytes_max);
    if (!peeked) return fail(peeked.error());
    encoding_ = xmlEncoding(peeked->head());
    XmlFeed feed(*peeked, options_.limits.message_bytes_max);
    feed.keeping = options_.xsd != nullptr && !options_.headers_only;
    interchange_.syntax = "xml";
    feed.readHead();
    takeDoctype(feed);
    if (!feed.failure) parse(feed);
    if (feed.failure) return fail(*feed.failure);
    tellFeed(feed);
    message_.length = whole_ ? feed.bytes : last_place_.offset;
    if (document_ != nullptr && whole_) {
        while (builder_.depth() > 1 && outerDepth() == 2) builder_.close();
        builder_.end();
        if (feed.keeping) tellSchemaProblems(feed);
    }
    deliver();
    return {};
}

// What a dialect has secrets in is not validated: the parser's words quote the document.
void XmlReader::keepForSchema() {
    if (!feed_->keeping) return;
    feed_->keeping = dialect_->secrets.empty() && options_.xsd->knows({namespace_uri_, root_});
    if (!feed_->keeping) std::string().swap(feed_->kept);
}

void XmlReader::tellSchemaProblems(const XmlFeed& feed) {
    for (const XsdProblem& problem :
         options_.xsd->validate({namespace_uri_, root_}, {feed.kept, encoding_.actual},
                                options_.limits.findings_per_message_max)) {
        exchange::Position position;
        position.offset = problem.place.offset;
        position.line = problem.place.line;
        position.column = problem.place.column;
        collector_.add(message_, findings::xml_schema_invalid, std::move(position),
                       {{"message", problem.message}});
    }
}

void XmlReader::takeDoctype(XmlFeed& feed) {
    std::vector<std::string> names;
    for (const XmlDialect& dialect : dialects_)
        if (!dialect.doctype.empty()) names.push_back(dialect.doctype);
    doctype_ = blankDoctype(feed.head, names);
}

void XmlReader::tellFeed(const XmlFeed& feed) {
    if (!encoding_.actual.empty() && !encoding_.declared.empty())
        collector_.add(interchange_, findings::xml_encoding_differs, {},
                       {{"declared", encoding_.declared}, {"found", encoding_.actual}});
    if (feed.too_large)
        tellFatal(findings::message_too_large, {{"maximum", std::to_string(feed.bytes_max)}});
    if (feed.bytes == 0) {
        interchange_.findings.clear();
        tellFatal(findings::payload_empty);
    }
}

// While it parses, where the parser is; afterwards it cannot say any more.
XmlPlace XmlReader::place() {
    if (!parsing_ || locator_ == nullptr) return last_place_;
    last_place_.line = static_cast<std::uint32_t>(locator_->getLineNumber());
    last_place_.column = static_cast<std::uint32_t>(locator_->getColumnNumber());
    last_place_.offset = parser_->getSrcOffset();
    return last_place_;
}

void XmlReader::startElement(const XMLCh* uri, const XMLCh* local, const XMLCh*,
                             const xercesc::Attributes& attributes) {
    if (dialect_ == nullptr) return beginDocument(uri, local, attributes);
    if (inSecret(local)) return;
    if (attributes.getLength() > options_.limits.xml_attributes_max) {
        tellFatal(findings::xml_attributes_too_many,
                  {{"maximum", std::to_string(options_.limits.xml_attributes_max)}});
        throw StopParsing{};
    }
    nameOf(uri, local);
    readAttributes(attributes);
    if (choice_.open()) return takeKnown(choice_.open(name_, attributes_, place()));
    if (!builder_.open(name_, attributes_, place())) throw StopParsing{};
}

// What a dialect calls secret is not even looked at.
bool XmlReader::inSecret(const XMLCh* local) {
    if (secret_depth_ == 0 &&
        (dialect_->secrets.empty() || !dialect_->isSecret(xml::toUtf8(local))))
        return false;
    ++secret_depth_;
    return true;
}

void XmlReader::beginDocument(const XMLCh* uri, const XMLCh* local,
                              const xercesc::Attributes& attributes) {
    root_ = xml::toUtf8(local);
    namespace_uri_ = xml::toUtf8(uri);
    root_place_ = place();
    for (const XmlDialect& dialect : dialects_) {
        std::vector<const XmlDocument*> candidates = dialect.candidates(root_, namespace_uri_);
        if (candidates.empty()) continue;
        dialect_ = &dialect;
        interchange_.syntax = dialect.id;
        keepForSchema();
        if (!doctype_.empty() && doctype_ != dialect.doctype) break;
        readAttributes(attributes);
        root_attributes_.swap(attributes_);
        const bool decided = !candidates.front()->when;
        choice_.begin(candidates);
        if (decided) take(*candidates.front());
        return;
    }
    if (!doctype_.empty()) {
        tellFatal(findings::xml_doctype_refused);
    } else {
        tellFatal(findings::message_unsupported, {{"type", root_}, {"version", namespace_uri_}});
    }
    throw StopParsing{};
}

// What was parsed so far goes into the tree, and all that follows.
void XmlReader::take(const XmlDocument& document) {
    const auto bound = boundFor(*dialect_, document, grammars_, options_.partner);
    if (!bound) {
        feed_->failure = bound.error();
        throw StopParsing{};
    }
    document_ = *bound;
    message_.format = document_->grammar->format;
    message_.ordinal = 1;
    builder_.begin(*document_->grammar, message_);
    builder_.acceptTrailingMinus(dialect_->trailing_minus);
    if (document_->encloses && !builder_.open(root_, root_attributes_, root_place_))
        throw StopParsing{};
    replay();
}

void XmlReader::replay() {
    for (XmlEvent& event : choice_.take()) {
        bool taken = true;
        if (event.kind == XmlEvent::Kind::open) {
            name_ = event.text;
            taken = builder_.open(event.text, event.attributes, event.place);
        } else if (event.kind == XmlEvent::Kind::text) {
            taken = builder_.text(event.text, event.place);
        } else {
            builder_.close();
        }
        if (!taken) throw StopParsing{};
    }
}

void XmlReader::takeKnown(const XmlDocument* document) {
    if (document != nullptr) return take(*document);
    if (!choice_.exhausted()) return;
    tellFatal(findings::message_unsupported, {{"type", choice_.seen()}, {"version", root_}});
    throw StopParsing{};
}

// Grammars name elements by the dialect's prefixes; elements of other namespaces are unknown.
void XmlReader::nameOf(const XMLCh* uri, const XMLCh* local) {
    if (last_uri_ != uri) {
        last_uri_ = uri;
        const std::string text = xml::toUtf8(uri);
        const std::string* prefix = dialect_->prefixOf(text);
        const bool own = text.empty() || text == namespace_uri_;
        prefix_ = prefix != nullptr ? *prefix + ":" : own ? std::string() : "{" + text + "}";
    }
    name_ = prefix_;
    xml::appendUtf8(name_, local, std::char_traits<char16_t>::length(local));
}

void XmlReader::readAttributes(const xercesc::Attributes& attributes) {
    attributes_.clear();
    for (XMLSize_t i = 0; i < attributes.getLength(); ++i) {
        std::string name = xml::toUtf8(attributes.getQName(i));
        if (name == "xmlns" || name.starts_with("xmlns:")) continue;
        if (xml::toUtf8(attributes.getURI(i)) == schema_instance) continue;
        if (dialect_->isStamp(name)) continue;
        attributes_.push_back({std::move(name), xml::toUtf8(attributes.getValue(i))});
    }
}

void XmlReader::characters(const XMLCh* text, const XMLSize_t length) {
    if (secret_depth_ > 0 || (!choice_.open() && builder_.depth() <= outerDepth())) return;
    text_.clear();
    xml::appendUtf8(text_, text, length);
    if (choice_.open()) return takeKnown(choice_.text(text_, place()));
    if (!builder_.text(text_, place())) throw StopParsing{};
}

void XmlReader::endElement(const XMLCh*, const XMLCh*, const XMLCh*) {
    if (secret_depth_ > 0) {
        --secret_depth_;
        return;
    }
    if (choice_.open()) return endChoice();
    if (builder_.depth() <= outerDepth()) return;  // the document element itself
    builder_.close();
    if (options_.headers_only && builder_.depth() == outerDepth() && envelopeComplete())
        throw StopParsing{};
}

// The document element itself closes when nothing below it is open.
void XmlReader::endChoice() {
    if (!choice_.atTop()) return takeKnown(choice_.close());
    tellFatal(findings::message_unsupported, {{"type", choice_.seen()}, {"version", root_}});
    throw StopParsing{};
}

void XmlReader::startDTD(const XMLCh*, const XMLCh*, const XMLCh*) {
    tellFatal(findings::xml_doctype_refused);
    throw StopParsing{};
}

void XmlReader::broken(const xercesc::SAXParseException& problem) {
    const std::string message = xml::toUtf8(problem.getMessage());
    if (saysDoctype(message)) {
        tellFatal(findings::xml_doctype_refused);
    } else {
        tellMalformed(message);
    }
    throw StopParsing{};
}

// The parser decodes ahead: what is no UTF-8 stands behind the place that it knows. Its words may
// quote what it stumbled over, also what is secret.
void XmlReader::tellMalformed(const std::string& message) {
    const bool encoding = message.find("byte") != std::string::npos && feed_->utf8.wrong();
    if (encoding) {
        parsing_ = false;
        last_place_ = *feed_->utf8.wrong();
    }
    tellFatal(findings::xml_malformed,
              {{"message", secret_depth_ > 0 ? std::string("not well-formed") : message}});
}

// With DTDs switched off the scanner itself refuses them, in words of its own.
bool XmlReader::saysDoctype(std::string_view message) const {
    return dialect_ == nullptr && (message.find("DTD") != std::string_view::npos ||
                                   feed_->head.find("<!DOCTYPE") != std::string::npos);
}

void XmlReader::tellFatal(findings::FindingId id, FindingValues values) {
    const XmlPlace at = place();
    exchange::Position position;
    position.offset = at.offset;
    position.line = at.line;
    position.column = at.column;
    if (document_ != nullptr) {
        position.segment = name_;
        collector_.add(message_, id, std::move(position), values);
    } else {
        collector_.add(interchange_, id, std::move(position), values);
    }
}

exchange::EnvelopeParty XmlReader::partyAt(const std::vector<EnvelopeSource>& sources) const {
    const Tree& tree = const_cast<XmlTreeBuilder&>(builder_).tree();
    return envelopePartyAt(tree, sources);
}

bool XmlReader::envelopeComplete() const {
    return !partyAt(document_->sender).id.empty() && !partyAt(document_->receiver).id.empty() &&
           !partyAt(document_->control).id.empty();
}

void XmlReader::readEnvelope() {
    if (document_ == nullptr) return;
    readXmlEnvelope(builder_.tree(), *document_, interchange_);
    readXmlProfile(builder_.tree(), *dialect_, *document_, collector_, message_);
}

void XmlReader::deliver() {
    readEnvelope();
    if (document_ == nullptr) {
        handler_.interchangeBegins(interchange_);
        handler_.interchangeEnds(interchange_);
        return;
    }
    deliverSingleMessage({interchange_, message_, document_->grammar, builder_.tree()}, options_,
                         collector_, handler_);
}

}  // namespace

Result<void> readXml(ByteSource& source, std::span<const XmlDialect> dialects,
                     const GrammarStore& grammars, const ReadOptions& options,
                     InterchangeHandler& handler) {
    return XmlReader(dialects, grammars, options, handler).read(source);
}

}  // namespace entrepot::mapping
