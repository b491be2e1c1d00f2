// What partners said of documents we sent, as rows, and what it does to those documents.
#pragma once
#include <vector>

#include "adapters/odbc/connection.h"
#include "core/base/result.h"
#include "core/exchange/document.h"

namespace entrepot::odbc {

struct SaidVerdict {
    DocumentId by;
    const exchange::OutboundVerdict& verdict;
    Instant at;
};

// Finds the newest of ours that it can mean and settles that; nothing happens when there is none.
Result<void> applyVerdict(Connection& connection, const SaidVerdict& said);

// By that document or on it, oldest first.
Result<std::vector<exchange::VerdictLink>> verdictsOf(Connection& connection, DocumentId document);

}  // namespace entrepot::odbc
