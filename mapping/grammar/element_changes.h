// The second half of a grammar's difference: what concerns elements, and rows with a qualifier.
//
//   <change at="PO1/03" use="M" max-length="2"/>    also min-length, max (repeats), type, name
//   <codes at="PO1/03" complete="true"> <code id="EA"/> </codes>
//   <change at="N1[01=ST]" use="M"/>                 at least one N1 with ST
//   <change at="REF[01=DP]" max="1"/>                at most one REF with DP
//   <change at="N1[01=ST]/N3" use="M"/>              every N1 with ST has an N3
//   <change at="N1[01=ST]/04" use="M"/>              ... and its element 4
//
// A row's own use and max hold for all its nodes; what a qualifier says comes on top.
#pragma once
#include "mapping/grammar/definition_reader.h"
#include "mapping/grammar/grammar.h"

namespace entrepot::mapping {

// Applies the <change> and <codes> rows directly below `top`.
void applyElementChanges(const xml::Element& top, Grammar& grammar, DefinitionProblems& problems);

}  // namespace entrepot::mapping
