// Where a node or value of a document tree stands, for findings and for paths people read.
#pragma once
#include <string>

#include "core/exchange/finding.h"
#include "mapping/grammar/grammar.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

// `value` null: the node as a whole.
exchange::Position positionOf(const Tree& tree, NodeIndex node, const Value* value = nullptr);

// "N1/REF[01=ZZ]/02": from below `from` to the value. Coded first elements show as conditions.
std::string pathOf(const Tree& tree, const Grammar& grammar, NodeIndex from, NodeIndex node,
                   const Value& value);

// The code in front of a segment that says what the segment is about (REF01 in REF*ZZ*...).
bool isQualifier(const Tree& tree, const Grammar& grammar, NodeIndex node, const Value& value);

// Values of the node and of all below it: [first, second) of Tree::values().
std::pair<std::size_t, std::size_t> valuesBelow(const Tree& tree, NodeIndex node);

}  // namespace entrepot::mapping
