#include "mapping/syntax/xml/xml_dialect.h"

#include <algorithm>

#include "mapping/grammar/definition_reader.h"
#include "mapping/map/path.h"

namespace entrepot::mapping {
namespace {

std::optional<exchange::MessageFormat> parseFormat(const std::string& text) {
    const std::size_t first = text.find('/');
    const std::size_t second = text.find('/', first + 1);
    if (first == std::string::npos || second == std::string::npos) return std::nullopt;
    return exchange::MessageFormat{
        text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

std::optional<EnvelopeSource> parseSource(const xml::Element& row, const Grammar& grammar,
                                          DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"at", "qualifier", "write"});
    const std::string at = read.required("at");
    auto path = resolveValue(grammar, 0, at);
    if (!path) {
        problems.add(row, path.error());
        return std::nullopt;
    }
    EnvelopeSource source{std::move(*path), 0, read.text("write") == "yes"};
    if (const std::string qualifier = read.text("qualifier"); !qualifier.empty()) {
        const auto beside = resolveValue(grammar, endOf(source.at, 0), qualifier);
        if (!beside) {
            problems.add(row, beside.error());
            return std::nullopt;
        }
        source.qualifier = beside->element;
    }
    return source;
}

void readDocument(const xml::Element& row, const GrammarStore& grammars, XmlDialect& into,
                  DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"element", "namespace", "prefix", "format"});
    XmlDocument document;
    document.element = read.required("element");
    document.namespace_uri = read.text("namespace");
    document.prefix = read.text("prefix");
    const auto format = parseFormat(read.required("format"));
    if (!format) return problems.add(row, "format is not syntax/version/type");
    const auto grammar = grammars.find(*format);
    if (!grammar) return problems.add(row, describe(grammar.error()));
    document.grammar = *grammar;
    for (const xml::Element& child : row.children) {
        std::vector<EnvelopeSource>* list = child.name == "sender"     ? &document.sender
                                            : child.name == "receiver" ? &document.receiver
                                            : child.name == "control"  ? &document.control
                                            : child.name == "version"  ? &document.version
                                            : child.name == "created"  ? &document.created
                                                                       : nullptr;
        if (list == nullptr) {
            problems.add(child, "<" + child.name + "> is not known here");
        } else if (auto source = parseSource(child, **grammar, problems)) {
            list->push_back(std::move(*source));
        }
    }
    into.documents.push_back(std::move(document));
}

Result<XmlDialect> readDialect(const xml::Element& top, const std::string& file,
                               const GrammarStore& grammars) {
    DefinitionProblems problems(file);
    XmlDialect dialect;
    dialect.id = top.attributeOr("id", "");
    for (const xml::Element& row : top.children) {
        if (row.name == "namespace") {
            const AttributeReader read(row, problems);
            dialect.namespaces.push_back({read.required("prefix"), read.required("uri")});
        } else if (row.name == "document") {
            readDocument(row, grammars, dialect, problems);
        } else {
            problems.add(row, "<" + row.name + "> is not known here");
        }
    }
    if (!problems.none()) return fail(problems.failure());
    return dialect;
}

}  // namespace

const XmlDocument* XmlDialect::document(std::string_view element,
                                        std::string_view namespace_uri) const {
    const auto found =
        std::find_if(documents.begin(), documents.end(), [&](const XmlDocument& document) {
            return document.element == element && document.namespace_uri == namespace_uri;
        });
    return found == documents.end() ? nullptr : &*found;
}

const XmlDocument* XmlDialect::document(const exchange::MessageFormat& format) const {
    const auto found = std::find_if(
        documents.begin(), documents.end(),
        [&](const XmlDocument& document) { return document.grammar->format == format; });
    return found == documents.end() ? nullptr : &*found;
}

const std::string* XmlDialect::prefixOf(std::string_view uri) const {
    const auto found = std::find_if(namespaces.begin(), namespaces.end(),
                                    [&](const XmlNamespace& row) { return row.uri == uri; });
    return found == namespaces.end() ? nullptr : &found->prefix;
}

Result<std::vector<XmlDialect>> loadXmlDialects(const GrammarStore& grammars) {
    std::vector<XmlDialect> dialects;
    std::error_code ignored;
    for (const auto& folder : std::filesystem::directory_iterator(grammars.folder(), ignored)) {
        const std::filesystem::path file = folder.path() / "syntax.xml";
        if (!std::filesystem::exists(file, ignored)) continue;
        const auto content = xml::loadFile(file);
        if (!content) return fail(content.error());
        if (content->attributeOr("kind", "") != "xml") continue;
        auto dialect = readDialect(*content, file.string(), grammars);
        if (!dialect) return fail(dialect.error());
        dialects.push_back(std::move(*dialect));
    }
    std::sort(dialects.begin(), dialects.end(),
              [](const XmlDialect& a, const XmlDialect& b) { return a.id < b.id; });
    return dialects;
}

}  // namespace entrepot::mapping
