#include "mapping/syntax/xml/xsd_store.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XMLEntityResolver.hpp>
#include <xercesc/util/XMLResourceIdentifier.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "mapping/syntax/xml/xsd_folder.h"
#include "mapping/xml/platform.h"
#include "mapping/xml/utf8.h"

namespace entrepot::mapping {
namespace {

namespace fs = std::filesystem;
using xercesc::XMLUni;

constexpr std::size_t problems_told_max = 20;  // of schemas that do not load

struct Stop {};  // leaves the parser

// Schemas that are parsed together: no two of its files have one namespace.
struct Pool {
    std::map<std::string, fs::path> files;   // of documents, by namespace
    std::map<std::string, fs::path> loaded;  // these and all that they import
    std::unique_ptr<xercesc::XMLGrammarPoolImpl> grammars;
};

std::string textOf(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

// Opens what schemas import, within the folder only.
class FolderResolver : public xercesc::XMLEntityResolver {
public:
    FolderResolver(fs::path folder, std::vector<std::string>& problems)
        : folder_(std::move(folder)), problems_(problems) {}

    // Never null: the parser would look for itself.
    xercesc::InputSource* resolveEntity(xercesc::XMLResourceIdentifier* what) override {
        std::string location = xml::toUtf8(what->getSchemaLocation());
        if (location.empty()) location = xml::toUtf8(what->getSystemId());
        const std::string base = xml::toUtf8(what->getBaseURI());
        const auto file = inFolder(location, base);
        if (!file) {
            problems_.push_back(base + ":1: " + location + " is not in " + folder_.string());
            return sourceOf({}, location);
        }
        std::ifstream in(*file, std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        return sourceOf(std::move(text), file->string());
    }

private:
    std::optional<fs::path> inFolder(const std::string& location, const fs::path& base) const {
        if (location.find("://") != std::string::npos) return std::nullopt;
        std::error_code error;
        fs::path file = fs::canonical(base.parent_path() / location, error);
        if (error || !fs::is_regular_file(file, error)) return std::nullopt;
        if (fs::file_size(file, error) > xsd_file_bytes_max || error) return std::nullopt;
        const fs::path inside = file.lexically_relative(folder_);
        if (inside.empty() || *inside.begin() == "..") return std::nullopt;
        return file;
    }

    // The parser owns and deletes it, and the copy of the text with it.
    static xercesc::InputSource* sourceOf(std::string text, const std::string& name) {
        auto* bytes = new XMLByte[text.size() + 1];
        std::copy(text.begin(), text.end(), bytes);
        return new xercesc::MemBufInputSource(bytes, text.size(), xml::toUtf16(name).c_str(), true);
    }

    const fs::path folder_;
    std::vector<std::string>& problems_;
};

// What documents name is not even looked for.
class NothingResolver : public xercesc::XMLEntityResolver {
public:
    xercesc::InputSource* resolveEntity(xercesc::XMLResourceIdentifier*) override {
        static const XMLByte nothing = 0;
        return new xercesc::MemBufInputSource(&nothing, 0, u"", false);
    }
};

class SchemaProblems : public xercesc::DefaultHandler {
public:
    explicit SchemaProblems(std::vector<std::string>& problems) : problems_(problems) {}
    void error(const xercesc::SAXParseException& problem) override { note(problem); }
    void fatalError(const xercesc::SAXParseException& problem) override { note(problem); }
    void warning(const xercesc::SAXParseException&) override {}

private:
    void note(const xercesc::SAXParseException& problem) {
        if (problems_.size() >= problems_told_max) return;
        problems_.push_back(xml::toUtf8(problem.getSystemId()) + ":" +
                            std::to_string(problem.getLineNumber()) + ": " +
                            xml::toUtf8(problem.getMessage()));
    }
    std::vector<std::string>& problems_;
};

// What an Order may hold are two thousand characters that help nobody.
std::string plainMessage(const std::string& message) {
    const std::size_t model = message.find(" for content model '");
    return model == std::string::npos ? message : message.substr(0, model) + " here";
}

class DocumentProblems : public xercesc::DefaultHandler {
public:
    DocumentProblems(const xercesc::SAX2XMLReader& parser, std::size_t problems_max)
        : parser_(parser), problems_max_(problems_max) {}
    void error(const xercesc::SAXParseException& problem) override { note(problem); }
    void fatalError(const xercesc::SAXParseException& problem) override {
        note(problem);
        throw Stop{};
    }
    std::vector<XsdProblem> taken;

private:
    void note(const xercesc::SAXParseException& problem) {
        if (taken.size() >= problems_max_) throw Stop{};
        XsdProblem& added = taken.emplace_back();
        added.place.offset = parser_.getSrcOffset();
        added.place.line = static_cast<std::uint32_t>(problem.getLineNumber());
        added.place.column = static_cast<std::uint32_t>(problem.getColumnNumber());
        added.message = plainMessage(xml::toUtf8(problem.getMessage()));
    }
    const xercesc::SAX2XMLReader& parser_;
    const std::size_t problems_max_;
};

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

// A schema that does nothing but import the others: what they share is parsed once.
std::string importing(const std::map<std::string, fs::path>& files) {
    std::string text =
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:all\">";
    for (const auto& [uri, path] : files) {
        text += "<xs:import";
        if (!uri.empty()) text += " namespace=\"" + escaped(uri) + "\"";
        text += " schemaLocation=\"" + escaped(path.string()) + "\"/>";
    }
    return text + "</xs:schema>";
}

void setCommonFeatures(xercesc::SAX2XMLReader& parser) {
    parser.setFeature(XMLUni::fgSAX2CoreValidation, true);
    parser.setFeature(XMLUni::fgXercesDynamic, false);
    parser.setFeature(XMLUni::fgXercesSchema, true);
    parser.setFeature(XMLUni::fgXercesLoadExternalDTD, false);
    parser.setFeature(XMLUni::fgXercesDisableDefaultEntityResolution, true);
}

Result<void> load(Pool& pool, const fs::path& folder) {
    std::vector<std::string> problems;
    FolderResolver resolver(folder, problems);
    SchemaProblems handler(problems);
    pool.grammars =
        std::make_unique<xercesc::XMLGrammarPoolImpl>(xercesc::XMLPlatformUtils::fgMemoryManager);
    xercesc::SAX2XMLReaderImpl parser(xercesc::XMLPlatformUtils::fgMemoryManager,
                                      pool.grammars.get());
    setCommonFeatures(parser);
    parser.setFeature(XMLUni::fgXercesHandleMultipleImports, true);
    parser.setErrorHandler(&handler);
    parser.setXMLEntityResolver(&resolver);
    const std::string text = importing(pool.files);
    const xercesc::MemBufInputSource source(reinterpret_cast<const XMLByte*>(text.data()),
                                            text.size(),
                                            xml::toUtf16((folder / "all").string()).c_str());
    try {
        parser.loadGrammar(source, xercesc::Grammar::SchemaGrammarType, true);
    } catch (const xercesc::XMLException& problem) {
        problems.push_back(xml::toUtf8(problem.getMessage()));
    } catch (const xercesc::SAXException& problem) {
        problems.push_back(xml::toUtf8(problem.getMessage()));
    } catch (const xercesc::OutOfMemoryException&) {
        return fail(FailureKind::too_large, "the XML parser ran out of memory", folder.string());
    }
    if (!problems.empty()) return fail(FailureKind::invalid, textOf(problems), folder.string());
    pool.grammars->lockPool();
    return {};
}

}  // namespace

struct XsdStore::Pools {
    std::vector<Pool> pools;
    std::map<XsdRoot, std::size_t> roots;  // index of the pool

    // The first pool that has no other file of a namespace that comes with this one.
    std::size_t poolFor(const fs::path& file, const XsdFiles& files) {
        const auto brought = broughtBy(file, files);
        std::size_t index = 0;
        while (index < pools.size() && !fits(pools[index], brought)) ++index;
        if (index == pools.size()) pools.emplace_back();
        pools[index].files.emplace(files.at(file).namespace_uri, file);
        pools[index].loaded.insert(brought.begin(), brought.end());
        return index;
    }

    static bool fits(const Pool& pool, const std::map<std::string, fs::path>& brought) {
        return std::ranges::all_of(brought, [&](const auto& row) {
            const auto held = pool.loaded.find(row.first);
            return held == pool.loaded.end() || held->second == row.second;
        });
    }
};

XsdStore::XsdStore(std::unique_ptr<Pools> pools) : pools_(std::move(pools)) {}
XsdStore::~XsdStore() = default;

Result<std::unique_ptr<const XsdStore>> XsdStore::open(const fs::path& folder,
                                                       std::span<const XsdRoot> wanted) {
    xml::startPlatform();
    std::error_code error;
    const fs::path inside = fs::canonical(folder, error);
    if (error || !fs::is_directory(inside, error))
        return fail(FailureKind::not_found, "there is no such folder of schemas", folder.string());
    const auto files = scanXsdFolder(inside);
    if (!files) return fail(files.error());
    const std::set<XsdRoot> known(wanted.begin(), wanted.end());
    auto pools = std::make_unique<Pools>();
    for (const auto& [path, file] : *files) {
        for (const std::string& element : file.elements) {
            const XsdRoot root{file.namespace_uri, element};
            if (known.contains(root) && !pools->roots.contains(root))
                pools->roots.emplace(root, pools->poolFor(path, *files));
        }
    }
    for (Pool& pool : pools->pools)
        if (const auto loaded = load(pool, inside); !loaded) return fail(loaded.error());
    return std::unique_ptr<const XsdStore>(new XsdStore(std::move(pools)));
}

bool XsdStore::knows(const XsdRoot& root) const {
    return pools_->roots.contains(root);
}

std::vector<XsdProblem> XsdStore::validate(const XsdRoot& root, const XsdDocument& document,
                                           std::size_t problems_max) const {
    const Pool& pool = pools_->pools[pools_->roots.at(root)];
    xercesc::SAX2XMLReaderImpl parser(xercesc::XMLPlatformUtils::fgMemoryManager,
                                      pool.grammars.get());
    setCommonFeatures(parser);
    parser.setFeature(XMLUni::fgXercesUseCachedGrammarInParse, true);
    parser.setFeature(XMLUni::fgXercesLoadSchema, false);  // nor what xsi:schemaLocation names
    parser.setFeature(XMLUni::fgXercesCalculateSrcOfs, true);
    NothingResolver resolver;
    DocumentProblems handler(parser, problems_max);
    parser.setErrorHandler(&handler);
    parser.setXMLEntityResolver(&resolver);
    xercesc::MemBufInputSource source(reinterpret_cast<const XMLByte*>(document.bytes.data()),
                                      document.bytes.size(), u"");
    if (!document.encoding.empty()) source.setEncoding(xml::toUtf16(document.encoding).c_str());
    try {
        parser.parse(source);
    } catch (const Stop&) {
    } catch (const xercesc::XMLException& problem) {
        handler.taken.push_back({{}, xml::toUtf8(problem.getMessage())});
    } catch (const xercesc::OutOfMemoryException&) {
        handler.taken.push_back({{}, "the parser ran out of memory"});
    }
    return std::move(handler.taken);
}

}  // namespace entrepot::mapping
