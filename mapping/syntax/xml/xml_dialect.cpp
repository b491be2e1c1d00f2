#include "mapping/syntax/xml/xml_dialect.h"

#include <algorithm>
#include <map>
#include <mutex>

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
    read.allow({"at", "qualifier", "value"});
    const std::string at = read.required("at");
    auto path = resolveValue(grammar, 0, at);
    if (!path) {
        problems.add(row, path.error());
        return std::nullopt;
    }
    EnvelopeSource source{std::move(*path), 0, {}, read.text("value")};
    const std::string qualifier = read.text("qualifier");
    if (qualifier.starts_with('/')) {
        auto elsewhere = resolveValue(grammar, 0, qualifier.substr(1));
        if (elsewhere) {
            source.qualifier_place = std::move(*elsewhere);
        } else {
            problems.add(row, elsewhere.error());
        }
    } else if (!qualifier.empty()) {
        const auto beside = resolveValue(grammar, endOf(source.at, 0), qualifier);
        if (!beside) {
            problems.add(row, beside.error());
            return std::nullopt;
        }
        source.qualifier = beside->element;
    }
    return source;
}

// "Request/OrderRequest/@type=new" or "Request/OrderRequest".
XmlCondition parseCondition(const std::string& text) {
    XmlCondition condition;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) condition.value = text.substr(equals + 1);
    condition.path = text.substr(0, equals);
    const std::size_t at = condition.path.find("/@");
    if (at == std::string::npos) return condition;
    condition.attribute = condition.path.substr(at + 2);
    condition.path.resize(at);
    return condition;
}

void readWritten(const xml::Element& row, XmlDocument& into, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"at", "value", "otherwise", "only"});
    auto path = resolveValue(*into.grammar, 0, read.required("at"));
    if (!path) return problems.add(row, path.error());
    EnvelopeValue value{std::move(*path), read.required("value"), read.text("otherwise"), {}};
    if (read.text("only") == "test") value.only = EnvelopeValue::Only::test;
    if (read.text("only") == "live") value.only = EnvelopeValue::Only::live;
    into.written.push_back(std::move(value));
}

// Where sender, receiver and control stand, and what is written around a message.
void readRows(XmlDocument& document, DefinitionProblems& problems) {
    for (const xml::Element& child : document.rows) {
        if (child.name == "write") {
            readWritten(child, document, problems);
            continue;
        }
        std::vector<EnvelopeSource>* list = child.name == "sender"     ? &document.sender
                                            : child.name == "receiver" ? &document.receiver
                                            : child.name == "control"  ? &document.control
                                            : child.name == "version"  ? &document.version
                                            : child.name == "test"     ? &document.test
                                            : child.name == "profile"  ? &document.profile
                                            : child.name == "process"  ? &document.process
                                                                       : nullptr;
        if (list == nullptr) {
            problems.add(child, "<" + child.name + "> is not known here");
        } else if (auto source = parseSource(child, *document.grammar, problems)) {
            list->push_back(std::move(*source));
        }
    }
}

void readLayout(const xml::Element& row, XmlDocument& document, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    const std::uint32_t tag_at = read.number("tag-at", 1);
    document.layout.tag_length = read.number("tag-length", 0);
    const auto behind = static_cast<std::uint32_t>(tag_at + document.layout.tag_length);
    const std::uint32_t data_at = read.number("data-at", behind);
    document.layout.prefix = read.text("tag-prefix");
    if (tag_at == 0 || data_at == 0 || document.layout.tag_length == 0)
        return problems.add(row, "tag-at and data-at count from 1, tag-length is needed");
    document.layout.tag_at = tag_at - 1;
    document.layout.data_at = data_at - 1;
}

using Envelopes = std::map<std::string, const xml::Element*, std::less<>>;

void readDocument(const xml::Element& row, const GrammarStore& grammars, const Envelopes& envelopes,
                  XmlDialect& into, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"element", "namespace", "prefix", "format", "when", "system", "envelope", "flat",
                "record", "tag-at", "tag-length", "data-at", "tag-prefix"});
    XmlDocument document;
    document.element = into.fixed ? read.required("record") : read.required("element");
    document.flat = into.fixed || read.text("flat") == "yes";
    if (into.fixed) readLayout(row, document, problems);
    document.namespace_uri = read.text("namespace");
    document.prefix = read.text("prefix");
    document.system = read.text("system");
    if (const std::string when = read.text("when"); !when.empty())
        document.when = parseCondition(when);
    const auto format = parseFormat(read.required("format"));
    if (!format) return problems.add(row, "format is not syntax/version/type");
    if (!grammars.has(*format)) return problems.add(row, "there is no grammar " + format->text());
    document.format = *format;
    document.rows = row.children;
    const std::string shared = read.text("envelope");
    const auto envelope = envelopes.find(shared);
    if (envelope != envelopes.end()) {
        const std::vector<xml::Element>& more = envelope->second->children;
        document.rows.insert(document.rows.begin(), more.begin(), more.end());
    } else if (!shared.empty()) {
        problems.add(row, "there is no envelope " + shared);
    }
    into.documents.push_back(std::move(document));
}

void readProfile(const xml::Element& row, XmlDialect& into, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"name", "id"});
    XmlProfile profile{read.required("name"), read.required("id"), {}};
    for (const xml::Element& child : row.children) {
        if (child.name != "process") {
            problems.add(child, "<" + child.name + "> is not known here");
            continue;
        }
        profile.processes.push_back(AttributeReader(child, problems).required("id"));
    }
    into.profiles.push_back(std::move(profile));
}

Result<XmlDialect> readDialect(const xml::Element& top, const std::string& file,
                               const GrammarStore& grammars) {
    DefinitionProblems problems(file);
    XmlDialect dialect;
    dialect.id = top.attributeOr("id", "");
    dialect.fixed = top.attributeOr("kind", "") == "flat";
    dialect.doctype = top.attributeOr("doctype", "");
    if (const std::string* format = top.attribute("acknowledgement")) {
        dialect.acknowledgement = parseFormat(*format);
        if (!dialect.acknowledgement) problems.add(top, "acknowledgement is no format");
    }
    dialect.trailing_minus = top.attributeOr("trailing-minus", "") == "yes";
    Envelopes envelopes;
    for (const xml::Element& row : top.children)
        if (row.name == "envelope") envelopes.emplace(row.attributeOr("id", ""), &row);
    for (const xml::Element& row : top.children) {
        if (row.name == "namespace") {
            const AttributeReader read(row, problems);
            dialect.namespaces.push_back({read.required("prefix"), read.required("uri")});
        } else if (row.name == "document") {
            readDocument(row, grammars, envelopes, dialect, problems);
        } else if (row.name == "profile") {
            readProfile(row, dialect, problems);
        } else if (row.name == "secret") {
            dialect.secrets.push_back(row.attributeOr("element", ""));
        } else if (row.name == "stamp") {
            dialect.stamps.push_back({row.attributeOr("attribute", ""),
                                      row.attributeOr("value", ""), row.attributeOr("on", "")});
        } else if (row.name == "segment") {
            dialect.flat_segments.push_back(
                {row.attributeOr("name", ""), row.attributeOr("flat", "")});
        } else if (row.name != "envelope") {
            problems.add(row, "<" + row.name + "> is not known here");
        }
    }
    for (XmlDocument& document : dialect.documents) document.file = file;
    if (!problems.none()) return fail(problems.failure());
    return dialect;
}

}  // namespace

struct XmlDialect::Bindings {
    using Key = std::pair<std::size_t, const Grammar*>;  // number of the document
    std::mutex mutex;
    std::map<Key, Result<std::unique_ptr<XmlDocument>>> made;
};

XmlDialect::XmlDialect() : bindings_(std::make_unique<Bindings>()) {}
XmlDialect::~XmlDialect() = default;
XmlDialect::XmlDialect(XmlDialect&&) noexcept = default;
XmlDialect& XmlDialect::operator=(XmlDialect&&) noexcept = default;

Result<const XmlDocument*> XmlDialect::bound(const XmlDocument& document,
                                             const Grammar& grammar) const {
    const auto number = static_cast<std::size_t>(&document - documents.data());
    const std::lock_guard lock(bindings_->mutex);
    auto [entry, added] = bindings_->made.try_emplace({number, &grammar}, nullptr);
    if (added) {
        auto made = std::make_unique<XmlDocument>(document);
        DefinitionProblems problems(document.file);
        made->grammar = &grammar;
        const RuleIndex first = grammar.rules.front().first_child;
        made->encloses = first != no_rule && grammar.rule(first).name == document.element;
        readRows(*made, problems);
        if (problems.none()) {
            entry->second = std::move(made);
        } else {
            entry->second = fail(problems.failure());
        }
    }
    if (!entry->second) return fail(entry->second.error());
    return entry->second->get();
}

std::vector<const XmlDocument*> XmlDialect::candidates(std::string_view element,
                                                       std::string_view namespace_uri) const {
    std::vector<const XmlDocument*> all;
    for (const XmlDocument& document : documents)
        if (document.element == element && document.namespace_uri == namespace_uri)
            all.push_back(&document);
    return all;
}

bool XmlDialect::isSecret(std::string_view element) const {
    return std::find(secrets.begin(), secrets.end(), element) != secrets.end();
}

bool XmlDialect::isStamp(std::string_view attribute) const {
    return std::any_of(stamps.begin(), stamps.end(),
                       [&](const XmlStamp& stamp) { return stamp.attribute == attribute; });
}

const XmlDocument* XmlDialect::document(const exchange::MessageFormat& format) const {
    const auto found =
        std::find_if(documents.begin(), documents.end(),
                     [&](const XmlDocument& document) { return document.format == format; });
    return found == documents.end() ? nullptr : &*found;
}

const std::string* XmlDialect::prefixOf(std::string_view uri) const {
    const auto found = std::find_if(namespaces.begin(), namespaces.end(),
                                    [&](const XmlNamespace& row) { return row.uri == uri; });
    return found == namespaces.end() ? nullptr : &found->prefix;
}

Result<const XmlDocument*> boundFor(const XmlDialect& dialect, const XmlDocument& document,
                                    const GrammarStore& grammars, const PartnerKey& partner) {
    const auto grammar = grammars.find(document.format, partner);
    if (!grammar) return fail(grammar.error());
    return dialect.bound(document, **grammar);
}

Result<std::vector<XmlDialect>> loadXmlDialects(const GrammarStore& grammars,
                                                std::string_view kind) {
    std::vector<XmlDialect> dialects;
    std::error_code ignored;
    for (const auto& folder : std::filesystem::directory_iterator(grammars.folder(), ignored)) {
        const std::filesystem::path file = folder.path() / "syntax.xml";
        if (!std::filesystem::exists(file, ignored)) continue;
        const auto content = xml::loadFile(file);
        if (!content) return fail(content.error());
        if (content->attributeOr("kind", "") != kind) continue;
        auto dialect = readDialect(*content, file.string(), grammars);
        if (!dialect) return fail(dialect.error());
        dialects.push_back(std::move(*dialect));
    }
    std::sort(dialects.begin(), dialects.end(),
              [](const XmlDialect& a, const XmlDialect& b) { return a.id < b.id; });
    return dialects;
}

}  // namespace entrepot::mapping
