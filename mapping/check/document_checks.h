// Applies the rules of check_rules.h to a document, with findings where its fields stood.
#pragma once
#include "core/exchange/interchange_report.h"
#include "core/model/business_document.h"
#include "mapping/check/check_rules.h"
#include "mapping/map/map.h"
#include "mapping/syntax/tree.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

// What was read, and from where.
struct ReadDocument {
    const model::BusinessDocument& document;
    const Map& map;
    const Tree& tree;
};

// Sums are left alone in a message that is refused already: what they add up may be missing.
void checkDocument(const CheckRules& rules, const ReadDocument& read,
                   const FindingCollector& collector, exchange::MessageReport& report);

// The totals that the map writes (<count>, <sum>) against what was read.
void checkTotals(const ReadDocument& read, const FindingCollector& collector,
                 exchange::MessageReport& report);

}  // namespace entrepot::mapping
