#include "adapters/odbc/multi_row.h"

#include <array>
#include <charconv>

#include "core/base/check.h"

namespace entrepot::odbc {
namespace {

// sqliteodbc prepares anew at every execution, so more rows save less and less; measured best.
constexpr std::array<std::size_t, 3> chunk_rows = {16, 4, 1};

std::string valuesSql(std::string_view head, std::size_t columns, std::size_t rows,
                      std::string_view conflict) {
    std::string row = "(?";
    for (std::size_t i = 1; i < columns; ++i) row += ",?";
    row += ")";
    std::string sql(head);
    sql += " VALUES ";
    for (std::size_t i = 0; i < rows; ++i) sql.append(i == 0 ? "" : ",").append(row);
    return sql.append(" ").append(conflict);
}

void appendArrayElement(std::string& array, const Value& value) {
    if (array.size() > 1) array += ',';
    if (value.kind() == ValueKind::null) {
        array += "NULL";
    } else if (value.kind() == ValueKind::integer) {
        std::array<char, 20> text;
        const auto end = std::to_chars(text.data(), text.data() + text.size(), value.integer()).ptr;
        array.append(text.data(), end);
    } else {
        array += '"';
        for (const char c : value.bytes()) {
            if (c == '"' || c == '\\') array += '\\';
            array += c;
        }
        array += '"';
    }
}

}  // namespace

MultiRowInsert::MultiRowInsert(std::string_view table, std::vector<Column> columns,
                               std::string_view conflict)
    : columns_(std::move(columns)) {
    std::string head = "INSERT INTO " + std::string(table) + " (";
    std::string arrays;
    for (const Column& column : columns_) {
        head.append(arrays.empty() ? "" : ", ").append(column.name);
        arrays.append(arrays.empty() ? "" : ", ");
        arrays += column.type == ColumnType::integer ? "?::bigint[]" : "?::text[]";
    }
    head += ")";
    for (const std::size_t rows : chunk_rows)
        chunks_.push_back({rows, valuesSql(head, columns_.size(), rows, conflict)});
    unnest_ = head + " SELECT * FROM unnest(" + arrays + ") " + std::string(conflict);
}

Result<void> MultiRowInsert::run(Connection& connection, std::span<const Value> values) const {
    check(values.size() % columns_.size() == 0, "whole rows");
    const std::size_t rows = values.size() / columns_.size();
    if (connection.product() == Product::postgresql && rows > 1)
        return runUnnest(connection, values);
    return runValues(connection, values);
}

Result<void> MultiRowInsert::runValues(Connection& connection,
                                       std::span<const Value> values) const {
    for (const Chunk& chunk : chunks_) {
        const std::size_t count = chunk.rows * columns_.size();
        for (; values.size() >= count; values = values.subspan(count))
            if (auto done = connection.execute(chunk.sql, values.first(count)); !done)
                return fail(done.error());
    }
    return {};
}

Result<void> MultiRowInsert::runUnnest(Connection& connection,
                                       std::span<const Value> values) const {
    std::vector<std::string> arrays(columns_.size(), "{");
    for (std::size_t i = 0; i < values.size(); ++i)
        appendArrayElement(arrays[i % columns_.size()], values[i]);
    std::vector<Value> bound;
    for (std::string& array : arrays) bound.emplace_back(array += '}');
    if (auto done = connection.execute(unnest_, bound); !done) return fail(done.error());
    return {};
}

}  // namespace entrepot::odbc
