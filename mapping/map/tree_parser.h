// Reads <tree> and its levels of a map file: what stands in their attributes.
#pragma once
#include <optional>

#include "mapping/map/entry_parser.h"

namespace entrepot::mapping {

// Nothing when it is wrong; `problems` says how. Levels and lists are not compiled here.
std::optional<TreeRule> parseTree(const xml::Element& element, const EntryContext& context,
                                  MapProblems& problems);
// Without scope and entry. `context` is that of the tree.
std::optional<TreeLevel> parseLevel(const xml::Element& element, const TreeRule& tree,
                                    const EntryContext& context, MapProblems& problems);

// The tree's row for the list, with the links that the element names (`key`, `inside`) put in.
TreeList& treeListOf(const xml::Element& element, const model::FieldInfo& list, TreeRule& tree,
                     MapProblems& problems);

}  // namespace entrepot::mapping
