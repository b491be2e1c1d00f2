// Paths of maps: where in a message a value or a node stands.
//
//   SG(LIN)/QTY/01.02                        the loop here that a LIN opens; SG(ALC,2): the second
//   one
//   UNS#2/01                                 the second row of that name at this level
//   ../OrderReference/@orderID               from the node above; as many as there are nodes
//   BEG/03                                   segment, element
//   N1[01=ST]/04                             loop opened by an N1 whose element 01 is ST; its N104
//   DTM[01.01=2]/01.02                       element.component
//   cac:Item/cbc:Name                        the text of an element
//   cbc:Quantity/@unitCode                   an attribute
//   cac:Property[cbc:Name=Colour]/cbc:Value  a condition may look further down
//   row/order_number                         a column
//   ACK[01!=IR]                              a condition may exclude
#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "mapping/map/map.h"

namespace entrepot::mapping {

// Both resolve `text` from the node of rule `from` downwards; the error is a sentence for the
// author of the map and names the nearest known name.
tl::expected<Path, std::string> resolveNode(const Grammar& grammar, RuleIndex from,
                                            std::string_view text);
tl::expected<Path, std::string> resolveValue(const Grammar& grammar, RuleIndex from,
                                             std::string_view text);

// "01=ST" or "01!=IR", below the node of `from`.
tl::expected<Condition, std::string> resolveCondition(const Grammar& grammar, RuleIndex from,
                                                      std::string_view text);

// The rule that the path leads to; `from` when it is empty.
RuleIndex endOf(const Path& path, RuleIndex from);

// An EDI loop: its values are those of the segment that opens it.
bool isOpenedBySegment(const Grammar& grammar, RuleIndex rule);

bool sameCondition(const Condition& a, const Condition& b);
bool sameConditions(const std::vector<Condition>& a, const std::vector<Condition>& b);

}  // namespace entrepot::mapping
