// Use and number of rows that hold for some qualifiers only: every N1 with ST there must be, at
// most one REF with DP. Looked at when the message is complete, over its tree.
#pragma once
#include "core/exchange/interchange_report.h"
#include "mapping/grammar/grammar.h"
#include "mapping/syntax/tree.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

void checkVariantCounts(const Grammar& grammar, const Tree& tree, const FindingCollector& collector,
                        exchange::MessageReport& report);

}  // namespace entrepot::mapping
