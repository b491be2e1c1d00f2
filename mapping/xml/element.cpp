#include "mapping/xml/element.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/sax/Locator.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/Attributes.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/sax2/SAX2XMLReader.hpp>
#include <xercesc/sax2/XMLReaderFactory.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "mapping/xml/platform.h"
#include "mapping/xml/utf8.h"

namespace entrepot::mapping::xml {
namespace {

constexpr std::size_t depth_max = 64;

struct Refused {
    std::string why;
    std::uint32_t line = 0;  // the parser cannot say any more once it was left
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Builds the element tree; collects problems instead of stopping at the first.
class TreeBuilder : public xercesc::DefaultHandler {
public:
    explicit TreeBuilder(std::string file) : file_(std::move(file)) { open_.push_back(&top_); }

    void setDocumentLocator(const xercesc::Locator* const locator) override { locator_ = locator; }

    void startElement(const XMLCh* const, const XMLCh* const local, const XMLCh* const,
                      const xercesc::Attributes& attributes) override {
        if (open_.size() > depth_max) throw Refused{"more than 64 levels of elements", line()};
        Element& element = open_.back()->children.emplace_back();
        element.name = toUtf8(local);
        element.line = line();
        for (XMLSize_t i = 0; i < attributes.getLength(); ++i) {
            const std::string name = toUtf8(attributes.getQName(i));
            if (name.starts_with("xmlns") || name.starts_with("xsi:")) continue;
            element.attributes.emplace_back(name, toUtf8(attributes.getValue(i)));
        }
        open_.push_back(&element);
    }

    void endElement(const XMLCh* const, const XMLCh* const, const XMLCh* const) override {
        Element& element = *open_.back();
        element.text = std::string(trimmed(element.text));
        open_.pop_back();
    }

    void characters(const XMLCh* const text, const XMLSize_t length) override {
        appendUtf8(open_.back()->text, text, length);
    }

    void startDTD(const XMLCh* const, const XMLCh* const, const XMLCh* const) override {
        throw Refused{"a DOCTYPE is not allowed", line()};
    }

    void warning(const xercesc::SAXParseException&) override {}
    void error(const xercesc::SAXParseException& problem) override { note(problem); }
    void fatalError(const xercesc::SAXParseException& problem) override { note(problem); }
    void note(const xercesc::SAXParseException& problem) {
        add(static_cast<std::uint32_t>(problem.getLineNumber()), toUtf8(problem.getMessage()));
    }
    void add(std::uint32_t line, const std::string& what) {
        if (!problems_.empty()) problems_ += '\n';
        problems_ += file_ + ":" + std::to_string(line) + ": " + what;
    }

    Result<Element> take() {
        if (!problems_.empty()) return fail(FailureKind::invalid, problems_, file_);
        if (top_.children.empty()) return fail(FailureKind::invalid, file_ + ":1: empty", file_);
        return std::move(top_.children.front());
    }

private:
    std::uint32_t line() const {
        return locator_ ? static_cast<std::uint32_t>(locator_->getLineNumber()) : 0;
    }

    std::string file_;
    Element top_;
    std::vector<Element*> open_;
    std::string problems_;
    const xercesc::Locator* locator_ = nullptr;
};

void useSchema(xercesc::SAX2XMLReader& reader, const std::filesystem::path& schema) {
    using xercesc::XMLUni;
    reader.setFeature(XMLUni::fgSAX2CoreValidation, true);
    reader.setFeature(XMLUni::fgXercesDynamic, false);
    reader.setFeature(XMLUni::fgXercesSchema, true);
    reader.setFeature(XMLUni::fgXercesUseCachedGrammarInParse, true);
    reader.setFeature(XMLUni::fgXercesLoadSchema, false);
    const std::u16string path = toUtf16(schema.string());
    if (reader.loadGrammar(path.c_str(), xercesc::Grammar::SchemaGrammarType, true) == nullptr)
        throw Refused{"the schema " + schema.string() + " does not load", 0};
}

}  // namespace

const std::string* Element::attribute(std::string_view wanted) const {
    for (const auto& [key, value] : attributes)
        if (key == wanted) return &value;
    return nullptr;
}

std::string Element::attributeOr(std::string_view wanted, std::string_view otherwise) const {
    const std::string* found = attribute(wanted);
    return found != nullptr ? *found : std::string(otherwise);
}

const Element* Element::child(std::string_view wanted) const {
    for (const Element& element : children)
        if (element.name == wanted) return &element;
    return nullptr;
}

void Element::setAttribute(std::string_view wanted, std::string value) {
    for (auto& [key, old] : attributes) {
        if (key != wanted) continue;
        old = std::move(value);
        return;
    }
    attributes.emplace_back(wanted, std::move(value));
}

Result<Element> loadText(std::string_view text, std::string_view name, const LoadOptions& options) {
    startPlatform();
    TreeBuilder builder{std::string(name)};
    const std::unique_ptr<xercesc::SAX2XMLReader> reader(
        xercesc::XMLReaderFactory::createXMLReader());
    reader->setFeature(xercesc::XMLUni::fgSAX2CoreValidation, false);
    reader->setFeature(xercesc::XMLUni::fgXercesLoadExternalDTD, false);
    reader->setContentHandler(&builder);
    reader->setLexicalHandler(&builder);
    reader->setErrorHandler(&builder);
    const std::u16string system_id = toUtf16(name);
    try {
        if (options.schema) useSchema(*reader, *options.schema);  // a file of ours: may be opened
        reader->setFeature(xercesc::XMLUni::fgXercesDisableDefaultEntityResolution, true);
        const xercesc::MemBufInputSource source(reinterpret_cast<const XMLByte*>(text.data()),
                                                text.size(), system_id.c_str());
        reader->parse(source);
    } catch (const Refused& refused) {
        builder.add(refused.line, refused.why);
    } catch (const xercesc::SAXParseException& problem) {
        builder.note(problem);
    } catch (const xercesc::XMLException& problem) {
        builder.add(static_cast<std::uint32_t>(problem.getSrcLine()), toUtf8(problem.getMessage()));
    }
    return builder.take();
}

Result<Element> loadFile(const std::filesystem::path& file, const LoadOptions& options) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(FailureKind::not_found, "cannot be opened for reading", file.string());
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (in.bad()) return fail(FailureKind::unavailable, "cannot be read", file.string());
    return loadText(text, file.string(), options);
}

}  // namespace entrepot::mapping::xml
