// A partner's (or a later version's) small difference to a map, applied before compiling.
//
//   <map grammar="x12/004010/850" extends="x12/004010/850">
//     <value field="wanted" at="DTM[01=010]/02"/>         added in front: it wins over the others
//     <remove field="cancel_after"/>                      all entries of the field; or at="..."
//     <replace field="type"> <value .../> </replace>      instead of all entries of the field
//     <in field="lines"> ... </in>                        the same inside a list; or shared="..."
//   </map>
#pragma once
#include "core/base/result.h"
#include "mapping/xml/element.h"

namespace entrepot::mapping {

// `file` is that of the changes, for messages; changed elements are marked with it.
Result<xml::Element> applyOverride(xml::Element base, const xml::Element& changes,
                                   const std::string& file);

}  // namespace entrepot::mapping
