// The nodes of a hierarchy in one message: who stands in whom, whatever the order of the nodes.
//
// Every node ends in the index: one without an id, with an id that is there already or with a
// parent that is not there stands by itself, and a circle is cut open; problems() tells.
#pragma once
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/finding_ids.h"
#include "mapping/map/map.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

struct TreeItem {
    NodeIndex node = no_node;
    std::string_view id;
    std::uint32_t parent = no_index;  // item
    std::uint32_t level = no_index;   // of the rule; none when no level's conditions hold

    // Filled while the nodes are read; items at or above this one.
    std::uint32_t container = no_index;
    std::uint32_t group = no_index;
    std::uint32_t line = no_index;     // an element that is no container, with none in between
    std::uint32_t element = no_index;  // of the level's list
    std::string_view key;              // of a container
    std::uint32_t containers = 0;      // inside the node
    bool read = false;                 // of a group: its problems are told
};

struct TreeProblem {
    exchange::findings::FindingId id;
    NodeIndex node = no_node;
    const Path* path = nullptr;  // of the value to blame, from the node
    std::string_view found;
};

class TreeIndex {
public:
    // `holder` is the node of the scope that has the tree. Borrows both until the end.
    TreeIndex(const TreeRule& rule, const Tree& tree, NodeIndex holder);

    std::vector<TreeItem>& items() { return items_; }
    // Items, each behind its parent; otherwise as they stand in the message.
    const std::vector<std::uint32_t>& order() const { return order_; }
    const std::vector<TreeProblem>& problems() const { return problems_; }

private:
    void collect(NodeIndex holder, std::size_t step);
    void add(NodeIndex node);
    void link();
    void linkLoosely();
    void sort();
    std::string_view textAt(const Path& path, NodeIndex node) const;
    std::uint32_t levelOf(NodeIndex node) const;
    void tell(exchange::findings::FindingId id, const TreeItem& item, const Path& path,
              std::string_view found);

    const TreeRule& rule_;
    const Tree& tree_;
    std::vector<TreeItem> items_;
    std::deque<std::string> made_;  // ids of items that have none of their own
    std::vector<std::uint32_t> order_;
    std::vector<TreeProblem> problems_;
};

}  // namespace entrepot::mapping
