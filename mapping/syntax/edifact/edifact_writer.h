// Writes messages as one EDIFACT interchange, with a group when the envelope names one.
#pragma once
#include <span>

#include "core/base/result.h"
#include "mapping/syntax/envelope.h"

namespace entrepot::mapping {

// Texts are encoded in the character set of the level (UNOC: Latin-1; UNOA, UNOB: ASCII; UNOW,
// UNOY: UTF-8); service characters in them are released. A Failure when that is not possible.
Result<WrittenInterchange> writeEdifact(const InterchangeEnvelope& envelope,
                                        std::span<const OutboundMessage> messages);

}  // namespace entrepot::mapping
