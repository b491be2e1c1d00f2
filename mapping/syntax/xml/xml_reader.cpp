#include "mapping/syntax/xml/xml_reader.h"

#include <memory>
#include <xercesc/sax/InputSource.hpp>
#include <xercesc/sax/Locator.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/Attributes.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/sax2/SAX2XMLReader.hpp>
#include <xercesc/sax2/XMLReaderFactory.hpp>
#include <xercesc/util/BinInputStream.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "core/exchange/finding_ids.h"
#include "mapping/map/locate.h"
#include "mapping/syntax/peeked_source.h"
#include "mapping/syntax/xml/utf8_watch.h"
#include "mapping/syntax/xml/xml_encoding.h"
#include "mapping/syntax/xml/xml_tree_builder.h"
#include "mapping/xml/platform.h"
#include "mapping/xml/utf8.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::string_view schema_instance = "http://www.w3.org/2001/XMLSchema-instance";

struct Stop {};  // leaves the parser, whatever the reason

// What the parser takes its bytes from; remembers how the payload begins and what went wrong.
struct Feed {
    ByteSource& source;
    std::size_t bytes_max;
    std::size_t bytes = 0;
    std::string head;
    std::optional<Failure> failure;
    bool too_large = false;
    Utf8Watch utf8;
};

constexpr std::size_t head_bytes = 1024;

class FeedStream : public xercesc::BinInputStream {
public:
    explicit FeedStream(Feed& feed) : feed_(feed) {}
    XMLFilePos curPos() const override { return feed_.bytes; }
    const XMLCh* getContentType() const override { return nullptr; }
    XMLSize_t readBytes(XMLByte* const into, const XMLSize_t room) override {
        const std::span<char> bytes(reinterpret_cast<char*>(into), room);
        const std::size_t got = fill(bytes);
        feed_.bytes += got;
        feed_.utf8.add({bytes.data(), got});
        if (feed_.head.size() < head_bytes)
            feed_.head.append(bytes.data(), std::min(got, head_bytes - feed_.head.size()));
        if (feed_.bytes > feed_.bytes_max) {
            feed_.too_large = true;
            throw Stop{};
        }
        return got;
    }

private:
    // As far as the source goes: where the parser fails must not depend on the source's pieces.
    std::size_t fill(std::span<char> bytes) {
        std::size_t held = 0;
        while (held < bytes.size()) {
            const auto got = feed_.source.read(bytes.subspan(held));
            if (!got) {
                feed_.failure = got.error();
                throw Stop{};
            }
            if (*got == 0) break;
            held += *got;
        }
        return held;
    }

    Feed& feed_;
};

class FeedSource : public xercesc::InputSource {
public:
    FeedSource(Feed& feed, const std::string& encoding) : feed_(feed) {
        if (!encoding.empty()) setEncoding(xml::toUtf16(encoding).c_str());
    }
    xercesc::BinInputStream* makeStream() const override { return new FeedStream(feed_); }

private:
    Feed& feed_;
};

class XmlReader : public xercesc::DefaultHandler {
public:
    XmlReader(std::span<const XmlDialect> dialects, const GrammarStore& grammars,
              const ReadOptions& options, InterchangeHandler& handler)
        : dialects_(dialects),
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
    void parse(Feed& feed);
    void beginDocument(std::string_view local, std::string_view uri);
    void readAttributes(const xercesc::Attributes& attributes);
    void nameOf(const XMLCh* uri, const XMLCh* local);
    [[noreturn]] void broken(const xercesc::SAXParseException& problem);
    void tellMalformed(const std::string& message);
    void tellFatal(findings::FindingId id, FindingValues values = {});
    bool saysDoctype(std::string_view message) const;
    void tellFeed(const Feed& feed);
    void readEnvelope();
    exchange::EnvelopeParty partyAt(const std::vector<EnvelopeSource>& sources) const;
    bool envelopeComplete() const;
    void deliver();
    XmlPlace place();

    std::span<const XmlDialect> dialects_;
    const ReadOptions& options_;
    InterchangeHandler& handler_;
    FindingCollector collector_;
    XmlTreeBuilder builder_;
    const xercesc::Locator* locator_ = nullptr;
    xercesc::SAX2XMLReader* parser_ = nullptr;
    bool parsing_ = false;
    bool whole_ = false;  // read to its end; what is missing else may stand behind
    XmlPlace last_place_;
    Feed* feed_ = nullptr;
    XmlEncoding encoding_;
    const XmlDialect* dialect_ = nullptr;
    const XmlDocument* document_ = nullptr;
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

void XmlReader::parse(Feed& feed) {
    thread_local const std::unique_ptr<xercesc::SAX2XMLReader> parser = makeParser();
    parser_ = parser.get();
    feed_ = &feed;
    parser->setContentHandler(this);
    parser->setLexicalHandler(this);
    parser->setErrorHandler(this);
    parsing_ = true;
    try {
        parser->parse(FeedSource(feed, encoding_.actual));
    } catch (const Stop&) {
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
    Feed feed{*peeked, options_.limits.message_bytes_max, 0, {}, {}, false, {}};
    interchange_.syntax = "xml";
    parse(feed);
    if (feed.failure) return fail(*feed.failure);
    tellFeed(feed);
    message_.length = whole_ ? feed.bytes : last_place_.offset;
    if (document_ != nullptr && whole_) builder_.end();
    deliver();
    return {};
}

void XmlReader::tellFeed(const Feed& feed) {
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
    if (document_ == nullptr) {
        beginDocument(xml::toUtf8(local), xml::toUtf8(uri));
        return;
    }
    if (attributes.getLength() > options_.limits.xml_attributes_max) {
        tellFatal(findings::xml_attributes_too_many,
                  {{"maximum", std::to_string(options_.limits.xml_attributes_max)}});
        throw Stop{};
    }
    nameOf(uri, local);
    readAttributes(attributes);
    if (!builder_.open(name_, attributes_, place())) throw Stop{};
}

void XmlReader::beginDocument(std::string_view local, std::string_view uri) {
    for (const XmlDialect& dialect : dialects_) {
        document_ = dialect.document(local, uri);
        if (document_ == nullptr) continue;
        dialect_ = &dialect;
        interchange_.syntax = dialect.id;
        message_.format = document_->grammar->format;
        message_.ordinal = 1;
        builder_.begin(*document_->grammar, message_);
        return;
    }
    tellFatal(findings::message_unsupported, {{"type", local}, {"version", uri}});
    throw Stop{};
}

// Grammars name elements by the dialect's prefixes; elements of other namespaces are unknown.
void XmlReader::nameOf(const XMLCh* uri, const XMLCh* local) {
    if (last_uri_ != uri) {
        last_uri_ = uri;
        const std::string text = xml::toUtf8(uri);
        const std::string* prefix = dialect_->prefixOf(text);
        const bool own = text.empty() || text == document_->namespace_uri;
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
        attributes_.push_back({std::move(name), xml::toUtf8(attributes.getValue(i))});
    }
}

void XmlReader::characters(const XMLCh* text, const XMLSize_t length) {
    if (builder_.depth() < 2) return;
    text_.clear();
    xml::appendUtf8(text_, text, length);
    if (!builder_.text(text_, place())) throw Stop{};
}

void XmlReader::endElement(const XMLCh*, const XMLCh*, const XMLCh*) {
    if (builder_.depth() < 2) return;  // the document element itself
    builder_.close();
    if (options_.headers_only && builder_.depth() == 1 && envelopeComplete()) throw Stop{};
}

void XmlReader::startDTD(const XMLCh*, const XMLCh*, const XMLCh*) {
    tellFatal(findings::xml_doctype_refused);
    throw Stop{};
}

void XmlReader::broken(const xercesc::SAXParseException& problem) {
    const std::string message = xml::toUtf8(problem.getMessage());
    if (saysDoctype(message)) {
        tellFatal(findings::xml_doctype_refused);
    } else {
        tellMalformed(message);
    }
    throw Stop{};
}

// The parser decodes ahead: what is no UTF-8 stands behind the place that it knows.
void XmlReader::tellMalformed(const std::string& message) {
    const bool encoding = message.find("byte") != std::string::npos && feed_->utf8.wrong();
    if (encoding) {
        parsing_ = false;
        last_place_ = *feed_->utf8.wrong();
    }
    tellFatal(findings::xml_malformed, {{"message", message}});
}

// With DTDs switched off the scanner itself refuses them, in words of its own.
bool XmlReader::saysDoctype(std::string_view message) const {
    return document_ == nullptr && (message.find("DTD") != std::string_view::npos ||
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
    for (const EnvelopeSource& source : sources) {
        const NodeIndex node = locateNode(tree, source.at, Tree::root);
        if (node == no_node) continue;
        const Value* id = tree.find(node, source.at.element, source.at.component);
        const Value* qualifier =
            source.qualifier == 0 ? nullptr : tree.find(node, source.qualifier);
        return {qualifier == nullptr ? std::string() : std::string(qualifier->text),
                std::string(id->text),
                {}};
    }
    return {};
}

bool XmlReader::envelopeComplete() const {
    return !partyAt(document_->sender).id.empty() && !partyAt(document_->receiver).id.empty() &&
           !partyAt(document_->control).id.empty();
}

void XmlReader::readEnvelope() {
    if (document_ == nullptr) return;
    interchange_.sender = partyAt(document_->sender);
    interchange_.receiver = partyAt(document_->receiver);
    interchange_.control = partyAt(document_->control).id;
    interchange_.version = partyAt(document_->version).id;
}

void XmlReader::deliver() {
    readEnvelope();
    const bool go_on = handler_.interchangeBegins(interchange_) == Flow::go_on;
    exchange::GroupReport group;
    if (document_ != nullptr && go_on && handler_.groupBegins(group) == Flow::go_on) {
        group.declared = group.received = 1;
        handler_.message(message_, document_->grammar, builder_.tree());
        collector_.finish(message_);
        message_.verdict = exchange::worse(message_.verdict, verdictOf(message_.findings));
        group.accepted = message_.verdict == exchange::Verdict::refused ? 0 : 1;
        group.verdict = message_.verdict;
        interchange_.verdict = exchange::worse(interchange_.verdict, message_.verdict);
        if (options_.keep_reports) group.messages.push_back(std::move(message_));
        handler_.groupEnds(group);
        if (options_.keep_reports) interchange_.groups.push_back(std::move(group));
    }
    handler_.interchangeEnds(interchange_);
}

}  // namespace

Result<void> readXml(ByteSource& source, std::span<const XmlDialect> dialects,
                     const GrammarStore& grammars, const ReadOptions& options,
                     InterchangeHandler& handler) {
    return XmlReader(dialects, grammars, options, handler).read(source);
}

}  // namespace entrepot::mapping
