// Reads X12 payloads, message by message, in constant memory whatever their size.
#pragma once
#include "core/base/result.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping {

// A payload may hold several interchanges, with noise around them. What is wrong with it goes to
// the handler as findings; a Failure is trouble with the source or with our own definitions.
// A payload without any interchange is told as one that holds nothing but its findings.
Result<void> readX12(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
                     InterchangeHandler& handler);

}  // namespace entrepot::mapping
