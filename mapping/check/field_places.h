// Where a field of a document stood in the message it was read from, for findings of checks that
// look at the document.
#pragma once
#include <string_view>

#include "core/exchange/finding.h"
#include "core/model/schema.h"
#include "mapping/check/model_path.h"
#include "mapping/map/map.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

class FieldPlaces {
public:
    // Borrows all three.
    FieldPlaces(const Map& map, const Tree& tree, const void* document)
        : map_(map), tree_(tree), document_(document) {}

    // The value of the field; else the value below its element that says `found`; else the element;
    // else the message.
    exchange::Position positionOf(std::string_view field, std::size_t element,
                                  std::string_view found) const;

private:
    NodeIndex nodeOf(std::string_view list, std::size_t element, std::uint32_t& scope) const;
    NodeIndex valueOf(std::uint32_t scope, std::string_view field, NodeIndex node,
                      const Value*& value) const;

    const Map& map_;
    const Tree& tree_;
    const void* document_;
};

// All nodes at the path below `from`.
std::vector<NodeIndex> nodesAt(const Tree& tree, const Path& path, NodeIndex from);

}  // namespace entrepot::mapping
