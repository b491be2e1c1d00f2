#include "mapping/syntax/xml/xml_writer.h"

#include "mapping/syntax/charset.h"
#include "mapping/xml/utf8.h"

namespace entrepot::mapping {
namespace {

class XmlWriter {
public:
    XmlWriter(const Tree& tree, const XmlDialect& dialect, const XmlDocument& document)
        : tree_(tree), dialect_(dialect), document_(document) {}

    WrittenXml write() {
        out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        if (!document_.system.empty())
            out_ += "\n<!DOCTYPE " + dialect_.doctype + " SYSTEM \"" + document_.system + "\">";
        if (document_.encloses) {
            children(Tree::root, 0);
            out_ += '\n';
            return {std::move(out_), altered_, std::move(first_altered_)};
        }
        const std::string& prefix = document_.prefix;
        const std::string name =
            prefix.empty() ? document_.element : prefix + ":" + document_.element;
        out_ += "\n<" + name;
        if (!document_.namespace_uri.empty())
            attribute(prefix.empty() ? "xmlns" : "xmlns:" + prefix, document_.namespace_uri);
        for (const XmlNamespace& known : dialect_.namespaces)
            attribute("xmlns:" + known.prefix, known.uri);
        out_ += '>';
        children(Tree::root, 1);
        out_ += "\n</" + name + ">\n";
        return {std::move(out_), altered_, std::move(first_altered_)};
    }

private:
    void children(NodeIndex node, std::size_t depth) {
        for (NodeIndex child = tree_.node(node).first_child; child != no_node;
             child = tree_.node(child).next_sibling)
            element(child, depth);
    }

    void element(NodeIndex index, std::size_t depth) {
        const Node& node = tree_.node(index);
        newLine(depth);
        out_ += '<';
        out_ += node.name;
        const Value* text = nullptr;
        stamp(node);
        for (std::uint32_t i = 0; i < node.value_count; ++i) {
            const Value& value = tree_.values()[node.first_value + i];
            if (value.element == 1) {
                text = &value;
            } else if (const ElementRule* rule =
                           document_.grammar->element(node.rule, value.element)) {
                attribute(std::string_view(rule->reference).substr(1), value.text);
            }
        }
        out_ += '>';
        if (text != nullptr) escaped(text->text);
        if (node.first_child != no_node) {
            children(index, depth + 1);
            newLine(depth);
        }
        out_ += "</";
        out_ += node.name;
        out_ += '>';
    }

    // The stamp for this element, or else the one for every element with children.
    void stamp(const Node& node) {
        if (document_.grammar->rule(node.rule).kind != RuleKind::loop) return;
        const XmlStamp* chosen = nullptr;
        for (const XmlStamp& each : dialect_.stamps)
            if (each.element == node.name || (each.element.empty() && chosen == nullptr))
                chosen = &each;
        if (chosen != nullptr) attribute(chosen->attribute, chosen->value);
    }

    void newLine(std::size_t depth) {
        out_ += '\n';
        out_.append(2 * depth, ' ');
    }

    void attribute(std::string_view name, std::string_view value) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"";
        escaped(value);
        out_ += '"';
    }

    void escaped(std::string_view text) {
        if (!isUtf8(text)) {
            tellAltered(text);
            const std::u16string repaired = xml::toUtf16(text);
            std::string utf8;
            xml::appendUtf8(utf8, repaired.data(), repaired.size());
            return escapeUtf8(utf8);
        }
        escapeUtf8(text);
    }

    void escapeUtf8(std::string_view text) {
        bool altered = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            const auto byte = static_cast<unsigned char>(c);
            if (c == '&') {
                out_ += "&amp;";
            } else if (c == '<') {
                out_ += "&lt;";
            } else if (c == '>') {
                out_ += "&gt;";
            } else if (c == '"') {
                out_ += "&quot;";
            } else if (c == '\r') {
                out_ += "&#13;";
            } else if (byte < 0x20 && c != '\t' && c != '\n') {
                altered = true;
            } else if (isNonCharacter(text.substr(i))) {
                altered = true;
                i += 2;
            } else {
                out_ += c;
            }
        }
        if (altered) tellAltered(text);
    }

    void tellAltered(std::string_view text) {
        if (altered_++ == 0) first_altered_ = text;
    }

    // U+FFFE and U+FFFF.
    static bool isNonCharacter(std::string_view text) {
        return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
    }

    const Tree& tree_;
    const XmlDialect& dialect_;
    const XmlDocument& document_;
    std::string out_;
    std::size_t altered_ = 0;
    std::string first_altered_;
};

}  // namespace

WrittenXml writeXml(const Tree& tree, const XmlDialect& dialect, const XmlDocument& document) {
    return XmlWriter(tree, dialect, document).write();
}

}  // namespace entrepot::mapping
