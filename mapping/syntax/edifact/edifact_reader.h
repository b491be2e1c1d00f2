// Reads EDIFACT payloads (syntax 1 to 4), message by message, in constant memory.
#pragma once
#include "core/base/result.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping {

// As readX12. Messages without UNG are in one group with an empty functional id. Texts in the
// character set that UNB declares come as UTF-8 in the tree.
Result<void> readEdifact(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
                         InterchangeHandler& handler);

}  // namespace entrepot::mapping
