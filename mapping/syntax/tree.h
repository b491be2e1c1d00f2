// The document tree: one message as nodes and values, whatever syntax it came in.
//
//   node   an EDI loop or segment, an XML element, a CSV row group or row
//   value  an EDI element or component, an XML text or attribute, a CSV field
//
// EDI       PO1 loop -> PO1 segment -> value (element 2, repeat 1, component 1) "48"
// XML       cac:OrderLine -> cac:LineItem -> cbc:Quantity -> value (1) "48", value (2) @unitCode
// "EA" CSV       order -> row -> value per column
//
// `rule` is the row of the Grammar that a node was matched to; no_rule where none fits. XML text is
// element 1, attributes follow in the grammar's order (element_unknown where it has none for it).
// Empty EDI elements have no value. Components are 1 also for a simple element.
//
// Flat arrays, reused from message to message by clear(): no allocation once warm. Texts are views
// into the payload, or into the tree's own storage where release characters or encodings were
// undone; both stay valid until clear() or until the reader moves on. One thread at a time.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/check.h"

namespace entrepot::mapping {

using NodeIndex = std::uint32_t;
using RuleIndex = std::uint32_t;
inline constexpr NodeIndex no_node = UINT32_MAX;
inline constexpr RuleIndex no_rule = UINT32_MAX;
inline constexpr std::uint16_t element_unknown = UINT16_MAX;

struct Value {
    std::string_view text;
    std::uint32_t offset = 0;     // from the start of the message
    std::uint16_t element = 1;    // 1 = first
    std::uint16_t repeat = 1;     // 1 = first
    std::uint16_t component = 1;  // 1 = first
};

struct Node {
    std::string_view name;  // "PO1", "cac:OrderLine"
    RuleIndex rule = no_rule;
    NodeIndex parent = no_node;
    NodeIndex first_child = no_node;
    NodeIndex last_child = no_node;
    NodeIndex next_sibling = no_node;
    std::uint32_t first_value = 0;  // into Tree::values()
    std::uint32_t value_count = 0;
    std::uint32_t ordinal = 0;  // segments: ST / UNH = 1; loops: ordinal of their first segment
    std::uint32_t offset = 0;   // from the start of the message
    std::uint32_t line = 0;     // XML, CSV
    std::uint32_t column = 0;
};

class Tree {
public:
    static constexpr NodeIndex root = 0;

    Tree() { clear(); }
    void clear();  // keeps the memory; leaves the root

    NodeIndex addNode(NodeIndex parent, std::string_view name, RuleIndex rule = no_rule);
    // Values of a node are added in one go, before those of another.
    Value& addValue(NodeIndex index, std::string_view text, std::uint16_t element,
                    std::uint16_t repeat = 1, std::uint16_t component = 1) {
        Node& owner = nodes_[index];
        if (owner.value_count == 0) owner.first_value = static_cast<std::uint32_t>(values_.size());
        check(owner.first_value + owner.value_count == values_.size(),
              "values of a node in one go");
        ++owner.value_count;
        return values_.emplace_back(Value{text, 0, element, repeat, component});
    }
    // Copies `text` into the tree and returns the view to keep.
    std::string_view keep(std::string_view text);

    Node& node(NodeIndex index) { return nodes_[index]; }
    const Node& node(NodeIndex index) const { return nodes_[index]; }
    std::size_t nodeCount() const { return nodes_.size(); }
    std::vector<Value>& values() { return values_; }
    const std::vector<Value>& values() const { return values_; }

    // Nothing when the node has no such value.
    const Value* find(NodeIndex node, std::uint16_t element, std::uint16_t component = 1,
                      std::uint16_t repeat = 1) const;

    std::uint64_t message_offset = 0;  // of the message in the payload

private:
    std::vector<Node> nodes_;
    std::vector<Value> values_;
    std::vector<std::vector<char>> blocks_;  // of kept texts, filled one after the other
    std::size_t block_ = 0;                  // that is being filled
    std::size_t block_used_ = 0;
};

}  // namespace entrepot::mapping
