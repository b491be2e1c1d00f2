#include "mapping/syntax/flat/flat_writer.h"

#include <algorithm>

#include "mapping/syntax/charset.h"
#include "mapping/syntax/flat/flat_tree_builder.h"
#include "mapping/syntax/flat/idoc_names.h"

namespace entrepot::mapping {
namespace {

constexpr std::string_view line_break = "\r\n";

std::string padded(std::string_view text, std::size_t width, bool right = false) {
    std::string out(text);
    const std::size_t length = characterCount(text);
    if (length >= width) return out;
    out.insert(right ? 0 : out.size(), width - length, ' ');
    return out;
}

std::string digits(std::size_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20;
}

// A record ends at a line break, whatever it stands in.
std::string inOneLine(std::string_view text, WrittenInterchange& out) {
    std::string line(text);
    if (std::none_of(line.begin(), line.end(), isControl)) return line;
    out.tellAltered(text);
    std::replace_if(line.begin(), line.end(), isControl, ' ');
    return line;
}

// The fields of a record, one behind the other.
std::string fieldsOf(const Tree& tree, NodeIndex record, const Grammar& grammar, bool numbers_right,
                     WrittenInterchange& written) {
    std::string out;
    for (RuleIndex rule = grammar.rule(tree.node(record).rule).first_child; rule != no_rule;
         rule = grammar.rule(rule).next_sibling) {
        if (grammar.rule(rule).kind != RuleKind::segment) break;
        const ElementRule* field = grammar.element(rule, 1);
        const std::size_t width = field == nullptr ? 0 : field->length_max;
        const bool number = field != nullptr && (field->type == ElementType::real ||
                                                 field->type == ElementType::numeric ||
                                                 field->type == ElementType::implied);
        std::string_view text;
        for (NodeIndex child = tree.node(record).first_child; child != no_node;
             child = tree.node(child).next_sibling)
            if (tree.node(child).rule == rule)
                if (const Value* value = tree.find(child, 1)) text = value->text;
        out += padded(inOneLine(text, written), width, number && numbers_right);
    }
    return out;
}

bool isRecord(const Tree& tree, NodeIndex node, const Grammar& grammar) {
    const RuleIndex rule = tree.node(node).rule;
    return rule != no_rule && grammar.rule(rule).kind == RuleKind::loop;
}

class IdocWriter {
public:
    IdocWriter(const Tree& tree, const XmlDialect& dialect, const Grammar& grammar)
        : tree_(tree), dialect_(dialect), grammar_(grammar) {}

    WrittenInterchange write() {
        const NodeIndex top = tree_.node(Tree::root).first_child;
        if (top != no_node) writeBelow(top, 0, 1);
        return std::move(out_);
    }

private:
    void writeBelow(NodeIndex node, std::size_t parent, std::size_t level) {
        for (NodeIndex child = tree_.node(node).first_child; child != no_node;
             child = tree_.node(child).next_sibling) {
            if (!isRecord(tree_, child, grammar_)) continue;
            const std::string fields = fieldsOf(tree_, child, grammar_, false, out_);
            if (tree_.node(child).name == idoc::control_record) {
                document_number_ = textOf(child, "DOCNUM");
                client_ = textOf(child, "MANDT");
                out_.bytes += padded(fields, idoc::control_bytes);
                out_.bytes += line_break;
                continue;
            }
            const std::size_t number = ++segments_;
            std::string record =
                padded(idoc::flatName(tree_.node(child).name, dialect_), idoc::name_bytes);
            record += padded(client_, 3) + padded(document_number_, 16) + digits(number, 6) +
                      digits(parent, 6) + digits(level, 2) + fields;
            out_.bytes += padded(record, idoc::data_bytes);
            out_.bytes += line_break;
            writeBelow(child, number, level + 1);
        }
    }

    std::string textOf(NodeIndex record, std::string_view field) const {
        for (NodeIndex child = tree_.node(record).first_child; child != no_node;
             child = tree_.node(child).next_sibling)
            if (tree_.node(child).name == field)
                if (const Value* value = tree_.find(child, 1)) return std::string(value->text);
        return {};
    }

    const Tree& tree_;
    const XmlDialect& dialect_;
    const Grammar& grammar_;
    WrittenInterchange out_;
    std::string document_number_;
    std::string client_;
    std::size_t segments_ = 0;
};

void writeFixedBelow(const Tree& tree, NodeIndex node, const XmlDocument& document,
                     WrittenInterchange& out) {
    for (NodeIndex child = tree.node(node).first_child; child != no_node;
         child = tree.node(child).next_sibling) {
        if (!isRecord(tree, child, *document.grammar)) continue;
        const FlatLayout& layout = document.layout;
        std::string record(layout.data_at, ' ');
        record += fieldsOf(tree, child, *document.grammar, true, out);
        record = padded(record, layout.tag_at + layout.tag_length);
        const std::string_view tag = tree.node(child).name.substr(layout.prefix.size());
        record.replace(layout.tag_at, layout.tag_length, padded(tag, layout.tag_length));
        out.bytes += record;
        out.bytes += line_break;
        writeFixedBelow(tree, child, document, out);
    }
}

}  // namespace

WrittenInterchange writeIdoc(const Tree& tree, const XmlDialect& dialect,
                             const XmlDocument& document) {
    return IdocWriter(tree, dialect, *document.grammar).write();
}

WrittenInterchange writeFixed(const Tree& tree, const XmlDocument& document) {
    WrittenInterchange out;
    writeFixedBelow(tree, Tree::root, document, out);
    return out;
}

}  // namespace entrepot::mapping
