// A grammar as a small difference to another one: a later version's, or a partner's.
//
//   <grammar id="x12/005010/850" extends="x12/004010/850">
//     <change at="N1/REF" max="*"/>          <remove at="LDT"/>
//     <insert after="N1/N4"> rows </insert>  before="..." and into="..." likewise
//     <replace at="CTP"> rows </replace>
//     <change at="PO1/03" use="M"/>          elements and qualified rows: see element_changes.h
//   </grammar>
#pragma once
#include <string>

#include "core/base/result.h"
#include "mapping/grammar/dictionary.h"
#include "mapping/xml/element.h"

namespace entrepot::mapping {

// `base` changed by the rows of `delta`. What concerns elements stays behind as rows of the result,
// for the compiler. `file` is that of the delta, for messages. The dictionary has the shared blocks
// that paths may lead through.
Result<xml::Element> applyDelta(xml::Element base, const xml::Element& delta,
                                const std::string& file, const Dictionary& dictionary);

// Notes on every element in which file it stands, for messages; those that have one keep it.
void markFile(xml::Element& element, const std::string& file);

// EDIFACT: loops without an id get SG and their number, counted through the whole message; with
// `all`, those that have such an id are numbered anew.
void numberGroups(xml::Element& top, bool all);

}  // namespace entrepot::mapping
