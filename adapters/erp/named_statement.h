// SQL with named values, ":promise", as profiles write it, for databases that count question marks.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/odbc/value.h"
#include "core/base/result.h"

namespace entrepot::erp {

using NamedValues = std::map<std::string_view, odbc::Value, std::less<>>;

class NamedStatement {
public:
    NamedStatement() = default;
    // ":name" outside quotes and comments is a value; "::type" is left alone.
    explicit NamedStatement(std::string_view text);

    bool empty() const { return sql_.empty(); }
    const std::string& sql() const { return sql_; }
    const std::vector<std::string>& names() const { return names_; }

    // In the order of the question marks; `invalid` names the first that `values` does not have.
    Result<std::vector<odbc::Value>> bind(const NamedValues& values) const;

private:
    std::string sql_;
    std::vector<std::string> names_;
};

}  // namespace entrepot::erp
