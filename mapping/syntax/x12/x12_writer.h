// Writes messages as one X12 interchange with one functional group.
#pragma once
#include <span>

#include "core/base/result.h"
#include "mapping/syntax/envelope.h"

namespace entrepot::mapping {

// When a text holds a service character, others are chosen for the whole interchange. A Failure
// when none is free or the characters are agreed, or when an id or number does not fit its element.
Result<WrittenInterchange> writeX12(const InterchangeEnvelope& envelope,
                                    std::span<const OutboundMessage> messages);

// An interchange that holds TA1 segments only; the envelope's group is not used.
Result<WrittenInterchange> writeReceipts(const InterchangeEnvelope& envelope,
                                         std::span<const exchange::InterchangeReceipt> receipts);

}  // namespace entrepot::mapping
