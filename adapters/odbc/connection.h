// One connection to a database, with its prepared statements kept for use again.
//
// Used by one thread at a time. What a lost connection was doing is undone by the database; open a
// new one.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "adapters/odbc/settings.h"
#include "adapters/odbc/statement.h"
#include "core/base/result.h"

namespace entrepot::odbc {

struct TextTable {
    std::vector<std::string> columns;  // names, in lower case
    std::vector<std::vector<std::optional<std::string>>> rows;
};

struct TableLimits {
    std::size_t rows_max = 1'000'000;
    int seconds_max = 60;  // as far as the driver supports it
};

class Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const Target& target);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Runs `sql` with its question marks bound; how many rows it changed.
    Result<std::int64_t> execute(std::string_view sql, std::span<const Value> values);
    Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values = {}) {
        return execute(sql, std::span<const Value>(values.begin(), values.size()));
    }

    // Every row of a query, each made by `read(Row&)`; the columns are read in their order.
    template <class Read>
    auto select(std::string_view sql, std::span<const Value> values, Read read)
        -> Result<std::vector<std::invoke_result_t<Read&, Row&>>>;
    template <class Read>
    auto select(std::string_view sql, std::initializer_list<Value> values, Read read) {
        return select(sql, std::span<const Value>(values.begin(), values.size()), read);
    }
    // The first row of a query, if there is one.
    template <class Read>
    auto selectOne(std::string_view sql, std::initializer_list<Value> values, Read read)
        -> Result<std::optional<std::invoke_result_t<Read&, Row&>>>;

    // A query whose columns are known by name only, every value as text. `too_large` when it has
    // more rows than the limit.
    Result<TextTable> readTable(std::string_view sql, const TableLimits& limits);

    // Unprepared: definitions and settings.
    Result<void> run(std::string_view sql);
    Result<void> begin();  // to write
    Result<void> commit();
    void rollback();

    // The other side is gone: nothing will succeed on this connection any more.
    bool isLost() const { return lost_; }
    Product product() const { return target_.product; }
    const Target& target() const { return target_; }

private:
    explicit Connection(Target target) : target_(std::move(target)) {}
    Result<void> connect();
    Result<Statement*> start(std::string_view sql, std::span<const Value> values);
    Result<Statement*> prepared(std::string_view sql);
    tl::unexpected<Failure> failed(Failure failure);
    Result<void> control(std::string_view sql);
    Result<void> beginByDriver();
    Result<void> endByDriver(SQLSMALLINT how);
    Result<TextTable> fetchTable(Statement& statement, const TableLimits& limits);

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    Target target_;
    SQLHENV environment_ = nullptr;
    SQLHDBC handle_ = nullptr;
    bool connected_ = false;
    bool lost_ = false;
    std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>>
        statements_;
};

template <class Read>
auto Connection::select(std::string_view sql, std::span<const Value> values, Read read)
    -> Result<std::vector<std::invoke_result_t<Read&, Row&>>> {
    const auto statement = start(sql, values);
    if (!statement) return fail(statement.error());
    std::vector<std::invoke_result_t<Read&, Row&>> rows;
    Result<bool> more = (*statement)->next();
    for (; more && *more; more = (*statement)->next()) {
        Row row(**statement);
        rows.push_back(read(row));
        if (row.failure()) more = fail(*row.failure());
        if (!more) break;
    }
    (*statement)->close();
    if (!more) return failed(more.error());
    return rows;
}

template <class Read>
auto Connection::selectOne(std::string_view sql, std::initializer_list<Value> values, Read read)
    -> Result<std::optional<std::invoke_result_t<Read&, Row&>>> {
    auto rows = select(sql, values, read);
    if (!rows) return fail(rows.error());
    std::optional<std::invoke_result_t<Read&, Row&>> first;
    if (!rows->empty()) first = std::move(rows->front());
    return first;
}

}  // namespace entrepot::odbc
