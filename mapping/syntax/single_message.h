// An interchange that is one document: told as one group with one message.
#pragma once
#include "mapping/syntax/interchange_handler.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

struct SingleMessage {
    exchange::InterchangeReport& interchange;
    exchange::MessageReport& message;
    const Grammar* grammar;
    Tree& tree;
};

// Whether the handler wants more.
Flow deliverSingleMessage(SingleMessage single, const ReadOptions& options,
                          const FindingCollector& collector, InterchangeHandler& handler);

}  // namespace entrepot::mapping
