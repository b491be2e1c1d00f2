// Writes document trees as a TRADACOMS transmission: the file's header, the messages, its trailer.
#pragma once
#include <span>
#include <string>

#include "core/base/result.h"
#include "mapping/syntax/envelope.h"

namespace entrepot::mapping {

// The header's segments stand in each tree in a loop named as its group (`functional_id` of the
// envelope, "ORDHDR"); those of the first message are written.
Result<WrittenInterchange> writeTradacoms(const InterchangeEnvelope& envelope,
                                          std::span<const OutboundMessage> messages);

}  // namespace entrepot::mapping
