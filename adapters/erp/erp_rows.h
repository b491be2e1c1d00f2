// What an ERP's rows say, as the model says it. A row that makes no sense is left out and reported;
// the others count.
#pragma once
#include <string_view>
#include <vector>

#include "adapters/erp/erp_profile.h"
#include "adapters/odbc/connection.h"
#include "core/base/result.h"
#include "core/ports/erp.h"

namespace entrepot::erp {

// The queries a profile has, in the order they are read: what a row refers to is read before it.
struct QueryInfo {
    std::string_view name;
    std::vector<std::string_view> columns;  // that must be there
};
const std::vector<QueryInfo>& allQueries();

// Adds the rows of that query to the snapshot. `invalid` when a column is not there.
Result<void> addRows(const QueryInfo& info, const ErpQuery& query, const odbc::TextTable& table,
                     ports::ErpSnapshot& snapshot);

}  // namespace entrepot::erp
