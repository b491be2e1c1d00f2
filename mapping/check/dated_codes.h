// Codes that are not valid for ever (<code from="..." to="..."/>), against the day of the message.
#pragma once
#include "core/base/time.h"
#include "core/exchange/interchange_report.h"
#include "mapping/grammar/grammar.h"
#include "mapping/syntax/tree.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

void checkDatedCodes(const Grammar& grammar, const Tree& tree, Day day,
                     const FindingCollector& collector, exchange::MessageReport& report);

// "261121" or "20261121", as envelopes write it.
std::optional<Day> envelopeDay(std::string_view text);

}  // namespace entrepot::mapping
