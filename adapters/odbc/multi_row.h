// Inserts many rows with few statements: multi-row VALUES on SQLite, one unnest of arrays on
// PostgreSQL. Measured: several times the rows per second of one statement a row.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/odbc/connection.h"
#include "core/base/result.h"

namespace entrepot::odbc {

enum class ColumnType : std::uint8_t { integer, text };

struct Column {
    std::string_view name;
    ColumnType type = ColumnType::text;
};

class MultiRowInsert {
public:
    // `conflict` is what follows the rows: "", "ON CONFLICT (id) DO NOTHING" ...
    MultiRowInsert(std::string_view table, std::vector<Column> columns, std::string_view conflict);

    // Row by row, every column in its order.
    Result<void> run(Connection& connection, std::span<const Value> values) const;

private:
    Result<void> runValues(Connection& connection, std::span<const Value> values) const;
    Result<void> runUnnest(Connection& connection, std::span<const Value> values) const;

    struct Chunk {
        std::size_t rows;
        std::string sql;
    };
    std::vector<Column> columns_;
    std::vector<Chunk> chunks_;  // largest first
    std::string unnest_;
};

}  // namespace entrepot::odbc
