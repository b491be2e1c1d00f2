// Compiles a map file against its grammar, the model and the code tables.
#pragma once
#include "core/base/result.h"
#include "mapping/map/code_table.h"
#include "mapping/map/map.h"
#include "mapping/xml/element.h"

namespace entrepot::mapping {

// `definition` is the map with all overrides applied; an element that came from another file says
// so in an attribute "file". A Failure lists every mistake, one "file:line: what" each.
Result<Map> compileMap(const xml::Element& definition, const std::string& file,
                       const Grammar& grammar, const CodeTables& codes);

}  // namespace entrepot::mapping
