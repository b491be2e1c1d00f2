// Hierarchies in flat nodes (X12 HL, EDIFACT CPS): what the nodes say of the levels below them, and
// their order. Unknown parents and circles are told while the map reads the hierarchy.
#pragma once
#include "core/exchange/interchange_report.h"
#include "mapping/map/map.h"
#include "mapping/syntax/tree.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

void checkLevels(const Map& map, const Tree& tree, const FindingCollector& collector,
                 exchange::MessageReport& report);

}  // namespace entrepot::mapping
