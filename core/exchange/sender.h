// Who sent this payload: what the transport knows against what the envelope says.
//
// Pure. The caller (API key, watched folder) is trusted for who delivers; the envelope must then
// name the same partner. Without a caller's partner (an operator's key) the envelope alone decides.
#pragma once
#include <optional>
#include <vector>

#include "core/exchange/partner.h"
#include "core/ports/translator.h"

namespace entrepot::exchange {

struct SenderDecision {
    const Partner* partner = nullptr;  // null: quarantine, for the findings
    std::vector<Finding> findings;
};

SenderDecision decideSender(const ports::Identification& identified, const PartnerKey& caller,
                            const PartnerDirectory& partners);

// "ZZ:ACME", or "ACME" without a qualifier.
std::string textOf(const EnvelopeParty& party);

}  // namespace entrepot::exchange
