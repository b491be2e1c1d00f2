// Document trees to bytes: envelope and syntax around what a map wrote.
#pragma once
#include <span>
#include <vector>

#include "core/ports/translator.h"
#include "mapping/dialects.h"
#include "mapping/grammar/grammar.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

struct OutboundTree {
    OutboundTree() = default;
    // Moved only: values of a copied tree would point into the tree it was copied from.
    OutboundTree(OutboundTree&&) = default;
    OutboundTree& operator=(OutboundTree&&) = default;

    const Grammar* grammar = nullptr;
    exchange::MessageFormat format;  // as written in the envelope; may be an alias of the grammar's
    Tree tree;
    bool acknowledged = false;  // the receiver answers it by the rules of the syntax
};

// One interchange; findings are added to those in `written`. A Failure when the envelope cannot be
// written with these settings, or nothing writes the format's syntax.
Result<void> writePayload(const std::vector<OutboundTree>& messages, const Dialects& dialects,
                          const ports::WriteSettings& settings, ports::Written& written);

// A TA1 alone in its interchange.
Result<void> writeReceipt(const exchange::InterchangeReceipt& receipt,
                          const ports::WriteSettings& settings, std::string_view version,
                          ports::Written& written);

}  // namespace entrepot::mapping
