// What an ODBC driver says when a call does not succeed, as a Failure.
#pragma once
#include <sql.h>
#include <sqlext.h>

#include <string>
#include <string_view>

#include "adapters/odbc/settings.h"
#include "core/base/result.h"

namespace entrepot::odbc {

struct Diagnosis {
    std::string state;      // SQLSTATE
    SQLINTEGER native = 0;  // SQLite: its result code
    std::string text;
};

inline bool succeeded(SQLRETURN code) {
    return code == SQL_SUCCESS || code == SQL_SUCCESS_WITH_INFO;
}

Diagnosis diagnose(SQLSMALLINT handle_type, SQLHANDLE handle);

// Pure, so that every code can be tested. `where` names the database.
Failure failureOf(Product product, const Diagnosis& diagnosis, std::string_view where);

}  // namespace entrepot::odbc
