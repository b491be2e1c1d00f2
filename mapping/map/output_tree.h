// A document tree under construction: nodes come in any order and end in the grammar's order.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "mapping/map/map.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

class OutputTree {
public:
    using Index = std::uint32_t;
    static constexpr Index root = 0;
    static constexpr Index none = UINT32_MAX;

    struct OutputValue {
        std::string text;
        std::uint16_t element = 1;
        std::uint16_t component = 1;
        Index next = none;
    };
    struct OutputNode {
        RuleIndex rule = 0;
        Index first_child = none;
        Index last_child = none;
        Index next = none;
        Index first_value = none;
    };

    explicit OutputTree(const Grammar& grammar) : grammar_(grammar) { nodes_.emplace_back(); }

    // Behind its siblings of the same rule, before those of later rules.
    Index add(Index parent, RuleIndex rule);
    // A new node at the end of the path; what lies above it is found or made.
    Index addAt(Index from, const Path& path);
    // One step below `parent`: a new node, or the first that fits.
    Index addBelow(Index parent, const Step& step) { return addStep(parent, step); }
    Index findBelow(Index parent, const Step& step) const {
        return findStep(parent, step, nullptr);
    }
    // A node that stands nowhere yet; attach() puts it behind its siblings of the same rule.
    Index addDetached(const Step& step);
    void attach(Index parent, Index node);
    std::size_t countAt(Index from, const Path& path) const;  // of nodes at the end of the path
    // False when the grammar allows no further node at the end of the path.
    bool hasRoomAt(Index from, const Path& path) const;
    // The node at the end of the path, made when there is none where the path's value is free.
    Index makeAt(Index from, const Path& path);
    // The same, but none when it would have to be made.
    Index findFree(Index from, const Path& path) const;
    // The node at the end of the path; none when there is no such node.
    Index findAt(Index from, const Path& path) const;

    // Replaces what is there.
    void put(Index node, std::uint16_t element, std::uint16_t component, std::string text);
    const OutputValue* find(Index node, std::uint16_t element, std::uint16_t component) const;

    const OutputNode& node(Index index) const { return nodes_[index]; }
    const OutputValue& value(Index index) const { return values_[index]; }
    const Grammar& grammar() const { return grammar_; }

private:
    void putConditions(Index added, const Step& step);
    Index addStep(Index parent, const Step& step);
    Index findStep(Index parent, const Step& step, const Path* free_for) const;
    bool holds(Index node, const Condition& condition) const;

    const Grammar& grammar_;
    std::vector<OutputNode> nodes_;
    std::vector<OutputValue> values_;
};

}  // namespace entrepot::mapping
