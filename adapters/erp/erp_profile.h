// How to speak with one ERP: queries and statements over its tables, read from an XML file.
//
// The file names columns the way README.md lists them; an ERP of another shape is another file.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/erp/named_statement.h"
#include "adapters/odbc/settings.h"
#include "core/base/result.h"

namespace entrepot::erp {

struct ErpQuery {
    std::string sql;
    int quantity_scale = -1;  // whole numbers stand for 10^-scale; -1 = decimals as written
};

struct ErpProfile {
    std::string name;
    odbc::Product product = odbc::Product::other;
    std::size_t rows_max = 1'000'000;  // of one query
    int seconds_max = 60;              // one query may take
    std::vector<std::string> before_reading;
    std::map<std::string, ErpQuery, std::less<>> queries;
    NamedStatement order_exists;
    NamedStatement order_header;
    NamedStatement order_line;
    std::vector<NamedStatement> cancel;
};

// `schema` is schemas/xsd/erp-profile.xsd. Every problem is in the failure, with its line.
Result<ErpProfile> loadErpProfile(const std::filesystem::path& file,
                                  const std::filesystem::path& schema);

}  // namespace entrepot::erp
