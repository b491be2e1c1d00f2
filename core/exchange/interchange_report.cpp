#include "core/exchange/interchange_report.h"

#include <algorithm>

namespace entrepot::exchange {

Verdict verdictOf(const std::vector<Finding>& findings) {
    Verdict verdict = Verdict::accepted;
    for (const Finding& finding : findings) {
        if (finding.severity >= Severity::error) return Verdict::refused;
        if (finding.severity == Severity::warning) verdict = Verdict::accepted_with_errors;
    }
    return verdict;
}

Verdict worse(Verdict a, Verdict b) {
    return std::max(a, b);
}

}  // namespace entrepot::exchange
