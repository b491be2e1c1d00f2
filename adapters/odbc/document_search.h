// Builds the query of a document search: which index leads, which filters follow.
#pragma once
#include <vector>

#include "adapters/odbc/connection.h"
#include "core/base/result.h"
#include "core/exchange/document.h"

namespace entrepot::odbc {

Result<std::vector<exchange::Document>> searchDocuments(Connection& connection,
                                                        const exchange::DocumentQuery& query);

}  // namespace entrepot::odbc
