#include "mapping/syntax/xml/xsd_writer.h"

#include <algorithm>
#include <map>
#include <set>

namespace entrepot::mapping {
namespace {

constexpr std::string_view main_prefix = "doc";
// Beyond it validators unroll the content model until memory ends.
constexpr std::uint32_t occurs_max_told = 100;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '"') {
            out += "&quot;";
        } else {
            out += c;
        }
    }
    return out;
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string occurs(const Rule& rule) {
    std::string text;
    if (rule.usage != Usage::mandatory) text += attribute("minOccurs", "0");
    if (rule.occurs_max > occurs_max_told) return text + attribute("maxOccurs", "unbounded");
    if (rule.occurs_max != 1) text += attribute("maxOccurs", std::to_string(rule.occurs_max));
    return text;
}

// One schema document being written: what it declares, each text once.
struct Schema {
    std::string prefix;  // other schemas refer to it by this one
    std::string namespace_uri;
    std::set<std::string> imports;             // prefixes
    std::map<std::string, std::string> names;  // of a declaration, by wanted name and text
    std::set<std::string> taken;
    std::string declarations;
};

class XsdWriter {
public:
    XsdWriter(const XmlDialect& dialect, const XmlDocument& document)
        : dialect_(dialect), document_(document), grammar_(*document.grammar) {
        schemas_.push_back({std::string(main_prefix), document.namespace_uri, {}, {}, {}, {}});
        for (const XmlNamespace& known : dialect.namespaces)
            schemas_.push_back({known.prefix, known.uri, {}, {}, {}, {}});
    }

    std::vector<XsdText> write() {
        const RuleIndex top = document_.encloses ? grammar_.rules.front().first_child : 0;
        Schema& main = schemas_.front();
        const std::string type = typeOf(top, main);
        main.declarations += "  <xs:element" + attribute("name", document_.element) +
                             attribute("type", type) + "/>\n";
        std::vector<XsdText> texts;
        for (const Schema& schema : schemas_)
            if (!schema.declarations.empty()) texts.push_back({fileOf(schema), textOf(schema)});
        return texts;
    }

private:
    // "cac:Party" is of cac; without a prefix it is of the document's own namespace, or of none.
    Schema& schemaOf(std::string_view name) {
        const std::size_t colon = name.find(':');
        if (colon == std::string_view::npos) return schemas_.front();
        const auto found = std::ranges::find(schemas_, name.substr(0, colon), &Schema::prefix);
        return found == schemas_.end() ? schemas_.front() : *found;
    }
    static std::string localOf(std::string_view name) {
        return std::string(name.substr(name.find(':') + 1));
    }

    std::string fileOf(const Schema& schema) const {
        const bool main = &schema == &schemas_.front();
        return document_.format.type + (main ? "" : "-" + schema.prefix) + ".xsd";
    }

    // The name of a declaration with this text, which is declared when it is new.
    std::string declare(Schema& in, std::string_view kind, const std::string& wanted,
                        const std::string& text) {
        const auto [known, added] = in.names.try_emplace(std::string(kind) + wanted + "\n" + text);
        if (!added) return known->second;
        std::string name = wanted;
        for (int i = 2; !in.taken.insert(name).second; ++i) name = wanted + std::to_string(i);
        known->second = name;
        in.declarations += "  <xs:" + std::string(kind) + attribute("name", name) + ">\n" + text +
                           "  </xs:" + std::string(kind) + ">\n";
        return name;
    }

    // How `from` names something that `in` declares.
    static std::string referTo(const Schema& in, const std::string& name, Schema& from) {
        if (&in != &from) from.imports.insert(in.prefix);
        return in.namespace_uri.empty() ? name : in.prefix + ":" + name;
    }

    std::string typeOf(RuleIndex index, Schema& in) {
        const Rule& rule = grammar_.rule(index);
        const std::string name = localOf(index == 0 ? document_.element : rule.name);
        const bool leaf = rule.kind == RuleKind::segment;
        const std::string attributes = attributesOf(rule, in);
        const bool may_be_empty = rule.usage != Usage::mandatory;
        if (leaf && attributes.empty()) return valueType(textOf(rule), may_be_empty, in);
        const std::string content =
            leaf ? "    <xs:simpleContent>\n      <xs:extension" +
                       attribute("base", valueType(textOf(rule), may_be_empty, in)) + ">\n" +
                       attributes + "      </xs:extension>\n    </xs:simpleContent>\n"
                 : rowsOf(index, in) + attributes;
        return referTo(in, declare(in, "complexType", name + "Type", content), in);
    }

    std::string rowsOf(RuleIndex index, Schema& in) {
        const Rule& rule = grammar_.rule(index);
        if (rule.first_child == no_rule)
            return "    <xs:sequence>\n      <xs:any minOccurs=\"0\" maxOccurs=\"unbounded\" "
                   "processContents=\"skip\"/>\n    </xs:sequence>\n";
        std::string rows;
        for (RuleIndex at = rule.first_child; at != no_rule; at = grammar_.rule(at).next_sibling)
            if (grammar_.rule(at).usage != Usage::unused)
                rows += rowOf(at, in, rule.any_order ? std::string() : occurs(grammar_.rule(at)));
        if (rule.any_order)
            return "    <xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n" + rows +
                   "    </xs:choice>\n";
        return "    <xs:sequence>\n" + rows + "    </xs:sequence>\n";
    }

    // An element of another namespace stands in a group of that namespace's schema: a local element
    // is always of the schema it stands in.
    std::string rowOf(RuleIndex index, Schema& in, const std::string& times) {
        const std::string& name = grammar_.rule(index).name;
        Schema& own = schemaOf(name);
        const bool qualified = name.find(':') != std::string::npos || document_.prefix.empty();
        Schema& declaring = qualified ? own : in;
        const std::string element = "      <xs:element" + attribute("name", localOf(name)) +
                                    attribute("type", typeOf(index, declaring)) +
                                    attribute("form", qualified ? "qualified" : "unqualified");
        if (&declaring == &in) return element + times + "/>\n";
        const std::string group =
            declare(own, "group", localOf(name),
                    "    <xs:sequence>\n" + element + "/>\n    </xs:sequence>\n");
        return "      <xs:group" + attribute("ref", referTo(own, group, in)) + times + "/>\n";
    }

    const ElementRule* textOf(const Rule& rule) const {
        if (rule.segment == no_index || grammar_.segments[rule.segment].element_count == 0)
            return nullptr;
        return &grammar_.elements[grammar_.segments[rule.segment].first_element];
    }

    std::string attributesOf(const Rule& rule, Schema& in) {
        std::string text = stampsOf(rule);
        if (rule.segment == no_index) return text;
        const SegmentRule& segment = grammar_.segments[rule.segment];
        for (std::uint32_t i = 0; i < segment.element_count; ++i) {
            const ElementRule& element = grammar_.elements[segment.first_element + i];
            if (!element.reference.starts_with('@') || element.usage == Usage::unused) continue;
            text += "      <xs:attribute" + attribute("name", element.reference.substr(1)) +
                    attribute("type", valueType(&element, element.usage != Usage::mandatory, in));
            if (element.usage == Usage::mandatory) text += attribute("use", "required");
            text += "/>\n";
        }
        return text;
    }

    // What the dialect passes over on elements with children.
    std::string stampsOf(const Rule& rule) const {
        std::string text;
        if (rule.kind == RuleKind::segment) return text;
        for (const XmlStamp& stamp : dialect_.stamps)
            if (stamp.element.empty() || stamp.element == rule.name)
                text += "      <xs:attribute" + attribute("name", stamp.attribute) + "/>\n";
        return text;
    }

    // What may be left out may be there without content as well: our reader passes it over.
    std::string valueType(const ElementRule* element, bool may_be_empty, Schema& in) {
        if (element == nullptr) return "xs:string";
        const std::string type = filledType(*element, may_be_empty, in);
        if (!may_be_empty || type == "xs:string") return type;
        const std::string empty = restricted("Empty", "      <xs:length value=\"0\"/>\n", in);
        const std::string name = "Optional" + localOf(type == "xs:decimal" ? "Decimal" : type);
        return referTo(
            in,
            declare(in, "simpleType", name,
                    "    <xs:union" + attribute("memberTypes", type + " " + empty) + "/>\n"),
            in);
    }

    std::string filledType(const ElementRule& element, bool may_be_empty, Schema& in) {
        if (element.type == ElementType::real || element.type == ElementType::numeric)
            return "xs:decimal";
        if (element.codes != no_index && grammar_.code_lists[element.codes].complete)
            return restricted("Code", codesOf(grammar_.code_lists[element.codes]), in);
        const std::string facets = lengthsOf(element, may_be_empty);
        return facets.empty() ? "xs:string" : restricted("Text", facets, in);
    }

    // A token: blanks around a text do not count, as they do not for our reader.
    std::string restricted(const std::string& name, const std::string& facets, Schema& in) {
        return referTo(in,
                       declare(in, "simpleType", name,
                               "    <xs:restriction base=\"xs:token\">\n" + facets +
                                   "    </xs:restriction>\n"),
                       in);
    }

    static std::string lengthsOf(const ElementRule& element, bool may_be_empty) {
        std::string facets;
        const auto facet = [&](std::string_view name, std::uint32_t value) {
            facets += "      <xs:" + std::string(name) + attribute("value", std::to_string(value)) +
                      "/>\n";
        };
        const std::uint32_t least = may_be_empty ? 2 : 1;
        if (element.usage == Usage::mandatory && element.length_min >= least)
            facet("minLength", element.length_min);
        if (element.length_max > 0) facet("maxLength", element.length_max);
        return facets;
    }

    static std::string codesOf(const CodeList& list) {
        std::set<std::string> sorted;
        for (const auto& [code, title] : list.codes) sorted.insert(code);
        std::string facets;
        for (const std::string& code : sorted)
            facets += "      <xs:enumeration" + attribute("value", code) + "/>\n";
        return facets;
    }

    std::string textOf(const Schema& schema) const {
        std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xs:schema" +
                           attribute("xmlns:xs", "http://www.w3.org/2001/XMLSchema");
        for (const Schema& each : schemas_) {
            const bool needed = &each == &schema || schema.imports.contains(each.prefix);
            if (needed && !each.namespace_uri.empty())
                text += "\n    " + attribute("xmlns:" + each.prefix, each.namespace_uri);
        }
        if (!schema.namespace_uri.empty())
            text += "\n    " + attribute("targetNamespace", schema.namespace_uri);
        text += ">\n";
        for (const Schema& each : schemas_)
            if (schema.imports.contains(each.prefix))
                text += "  <xs:import" +
                        (each.namespace_uri.empty() ? std::string()
                                                    : attribute("namespace", each.namespace_uri)) +
                        attribute("schemaLocation", fileOf(each)) + "/>\n";
        return text + schema.declarations + "</xs:schema>\n";
    }

    const XmlDialect& dialect_;
    const XmlDocument& document_;
    const Grammar& grammar_;
    std::vector<Schema> schemas_;  // the document's own first
};

}  // namespace

std::vector<XsdText> writeXsd(const XmlDialect& dialect, const XmlDocument& document) {
    return XsdWriter(dialect, document).write();
}

}  // namespace entrepot::mapping
