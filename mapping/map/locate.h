// Finds nodes and values in a document tree by a compiled path.
#pragma once
#include "mapping/map/map.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

// Index into Tree::values() of the first value at `path` below `node`; no_index when there is none.
std::uint32_t locate(const Tree& tree, const Path& path, NodeIndex node);

// The node so many above; none when there are not so many.
NodeIndex upFrom(const Tree& tree, std::uint16_t up, NodeIndex node);

// The first node at the path that has the path's value; no_node when there is none.
NodeIndex locateNode(const Tree& tree, const Path& path, NodeIndex node);

bool conditionsHold(const Tree& tree, const std::vector<Condition>& conditions, NodeIndex node);

}  // namespace entrepot::mapping
