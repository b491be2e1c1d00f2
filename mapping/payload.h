// What the command line asks of a payload: what is in it, what is wrong with it, its documents.
// Streams in constant memory; nothing is written anywhere.
#pragma once
#include <functional>
#include <vector>

#include "mapping/translator.h"

namespace entrepot::mapping {

struct PayloadSummary {
    Inspection inspection;
    // With their groups and messages; findings only of what was looked at.
    std::vector<exchange::InterchangeReport> interchanges;
};

// Envelopes and message headers only, of all interchanges.
Result<PayloadSummary> inspectPayload(const SchemaTranslator& translator, ByteSource& source);

inline constexpr std::size_t header_bytes_max = std::size_t{64} << 10;

// The first interchange, its first group and the format of its first message; from no more than
// header_bytes_max, so as fast for a terabyte. Findings are those of the envelope's head.
Result<PayloadSummary> inspectHeader(const SchemaTranslator& translator, ByteSource& source);

// Everything that reading finds, maps included.
Result<PayloadSummary> validatePayload(const SchemaTranslator& translator, ByteSource& source,
                                       const ports::ReadSettings& settings = {});
// True when a message, a group or an interchange of it would be refused.
bool anyRefused(const PayloadSummary& summary);

struct TranslateCounts {
    std::size_t messages = 0;
    std::size_t refused = 0;
};

// Each message in turn; `content` is absent when it is refused. A Failure of the receiver ends the
// reading and is returned.
using DocumentReceiver = std::function<Result<void>(
    const exchange::MessageReport& report, std::optional<model::BusinessDocument> content)>;
Result<TranslateCounts> translateFile(const SchemaTranslator& translator, ByteSource& source,
                                      const ports::ReadSettings& settings,
                                      const DocumentReceiver& receiver);

}  // namespace entrepot::mapping
