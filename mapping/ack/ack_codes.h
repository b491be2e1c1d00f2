// Which acknowledgement codes a finding has, and what a level deserves. Small pure functions.
#pragma once
#include <string>
#include <string_view>

#include "core/exchange/interchange_report.h"
#include "core/model/acknowledgement.h"
#include "mapping/text/finding_catalogue.h"

namespace entrepot::mapping {

// Codes of one finding; empty where that level has none. `version` is the group's (GS08) or the
// syntax version of UNB.
struct AckCode {
    std::string message;  // AK502, UCM 0085
    std::string segment;  // AK304, UCS 0085
    std::string element;  // AK403, UCD 0085
};
// For a 997; `implementation` = for a 999.
AckCode x12Code(const FindingCatalogue& catalogue, const exchange::Finding& finding,
                std::string_view version, bool implementation = false);
AckCode edifactCode(const FindingCatalogue& catalogue, const exchange::Finding& finding,
                    std::string_view version);

std::string groupCode(const FindingCatalogue& catalogue,
                      const exchange::Finding& finding);  // AK905
// TA105; by ISA element where it depends on that. Empty when the finding has none.
std::string interchangeCode(const FindingCatalogue& catalogue, const exchange::Finding& finding);

// AK501, UCM: what became of one message.
model::AcknowledgedAs statusOf(exchange::Verdict verdict);
// AK901: A all clean, E all taken, P some refused, R none taken or the group itself is refused.
model::AcknowledgedAs groupStatus(const exchange::GroupReport& group);
// TA104: 'A', 'E', 'R' by what is wrong with the interchange itself.
char interchangeStatus(const exchange::InterchangeReport& interchange);

// "A", "E", "P", "R" and "7", "4", "8".
std::string_view x12Status(model::AcknowledgedAs status);
std::string_view edifactAction(model::AcknowledgedAs status);

}  // namespace entrepot::mapping
