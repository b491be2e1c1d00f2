#include "adapters/odbc/connection.h"

#include <utility>

namespace entrepot::odbc {
namespace {

constexpr std::size_t statements_max = 256;  // kept prepared; beyond, all are made anew

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const Target& target) {
    std::unique_ptr<Connection> connection(new Connection(target));
    if (const auto connected = connection->connect(); !connected) return fail(connected.error());
    return connection;
}

Result<void> Connection::connect() {
    if (!succeeded(SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment_)))
        return fail(FailureKind::busy, "the ODBC driver manager is out of memory", target_.name);
    SQLSetEnvAttr(environment_, SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3),
                  0);
    if (!succeeded(SQLAllocHandle(SQL_HANDLE_DBC, environment_, &handle_)))
        return fail(
            failureOf(target_.product, diagnose(SQL_HANDLE_ENV, environment_), target_.name));
    auto* text = reinterpret_cast<SQLCHAR*>(target_.connection_string.data());
    const SQLRETURN code = SQLDriverConnect(
        handle_, nullptr, text, static_cast<SQLSMALLINT>(target_.connection_string.size()), nullptr,
        0, nullptr, SQL_DRIVER_NOPROMPT);
    if (!succeeded(code))
        return fail(failureOf(target_.product, diagnose(SQL_HANDLE_DBC, handle_), target_.name));
    connected_ = true;
    return {};
}

Connection::~Connection() {
    statements_.clear();
    if (connected_) SQLDisconnect(handle_);
    if (handle_ != nullptr) SQLFreeHandle(SQL_HANDLE_DBC, handle_);
    if (environment_ != nullptr) SQLFreeHandle(SQL_HANDLE_ENV, environment_);
}

Result<Statement*> Connection::prepared(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end())
        return found->second.get();
    if (statements_.size() >= statements_max) statements_.clear();
    auto statement = Statement::prepare(handle_, target_, sql);
    if (!statement) return failed(std::move(statement.error()));
    return statements_.emplace(std::string(sql), std::move(*statement)).first->second.get();
}

tl::unexpected<Failure> Connection::failed(Failure failure) {
    SQLUINTEGER dead = SQL_CD_FALSE;
    if (failure.kind == FailureKind::unavailable && target_.product != Product::sqlite &&
        succeeded(SQLGetConnectAttr(handle_, SQL_ATTR_CONNECTION_DEAD, &dead, 0, nullptr)))
        lost_ = lost_ || dead == SQL_CD_TRUE;
    return fail(std::move(failure));
}

Result<Statement*> Connection::start(std::string_view sql, std::span<const Value> values) {
    const auto statement = prepared(sql);
    if (!statement) return fail(statement.error());
    if (auto done = (*statement)->execute(values); !done) return failed(std::move(done.error()));
    return *statement;
}

Result<std::int64_t> Connection::execute(std::string_view sql, std::span<const Value> values) {
    const auto statement = start(sql, values);
    if (!statement) return fail(statement.error());
    const std::int64_t changed = (*statement)->changedRows();
    (*statement)->close();
    return changed;
}

Result<void> Connection::run(std::string_view sql) {
    SQLHSTMT statement = nullptr;
    if (!succeeded(SQLAllocHandle(SQL_HANDLE_STMT, handle_, &statement)))
        return failed(failureOf(target_.product, diagnose(SQL_HANDLE_DBC, handle_), target_.name));
    auto* text = const_cast<SQLCHAR*>(reinterpret_cast<const SQLCHAR*>(sql.data()));
    const SQLRETURN code = SQLExecDirect(statement, text, static_cast<SQLINTEGER>(sql.size()));
    Result<void> done;
    if (!succeeded(code) && code != SQL_NO_DATA)
        done = fail(failureOf(target_.product, diagnose(SQL_HANDLE_STMT, statement), target_.name));
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    if (!done) return failed(std::move(done.error()));
    return done;
}

Result<void> Connection::control(std::string_view sql) {
    const auto done = execute(sql);
    if (!done) return fail(done.error());
    return {};
}

// By statement where we know the words: in transactions of its own sqliteodbc fetches whole tables
// before it gives the first row.
Result<void> Connection::begin() {
    if (target_.product == Product::other) return beginByDriver();
    const bool to_write = target_.product == Product::sqlite && !target_.foreign;
    return control(to_write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Result<void> Connection::commit() {
    return target_.product == Product::other ? endByDriver(SQL_COMMIT) : control("COMMIT");
}

// Fails when the database rolled back by itself already; that is as good.
void Connection::rollback() {
    (void)(target_.product == Product::other ? endByDriver(SQL_ROLLBACK) : control("ROLLBACK"));
}

Result<void> Connection::beginByDriver() {
    const auto off = reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(SQL_AUTOCOMMIT_OFF));
    if (succeeded(SQLSetConnectAttr(handle_, SQL_ATTR_AUTOCOMMIT, off, SQL_IS_UINTEGER))) return {};
    return failed(failureOf(target_.product, diagnose(SQL_HANDLE_DBC, handle_), target_.name));
}

Result<void> Connection::endByDriver(SQLSMALLINT how) {
    Result<void> ended;
    if (!succeeded(SQLEndTran(SQL_HANDLE_DBC, handle_, how)))
        ended = failed(failureOf(target_.product, diagnose(SQL_HANDLE_DBC, handle_), target_.name));
    const auto on = reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(SQL_AUTOCOMMIT_ON));
    SQLSetConnectAttr(handle_, SQL_ATTR_AUTOCOMMIT, on, SQL_IS_UINTEGER);
    return ended;
}

Result<TextTable> Connection::readTable(std::string_view sql, const TableLimits& limits) {
    const auto statement = Statement::prepare(handle_, target_, sql);
    if (!statement) return failed(statement.error());
    (*statement)->limitSeconds(limits.seconds_max);
    if (auto done = (*statement)->execute({}); !done) return failed(std::move(done.error()));
    auto table = fetchTable(**statement, limits);
    if (!table) return failed(std::move(table.error()));
    return table;
}

Result<TextTable> Connection::fetchTable(Statement& statement, const TableLimits& limits) {
    TextTable table{.columns = statement.columnNames()};
    Result<bool> more = statement.next();
    for (; more && *more; more = statement.next()) {
        if (table.rows.size() >= limits.rows_max)
            return fail(FailureKind::too_large,
                        "the query has more than " + std::to_string(limits.rows_max) + " rows",
                        target_.name);
        Row row(statement);
        auto& values = table.rows.emplace_back();
        for (std::size_t i = 0; i < table.columns.size(); ++i) values.push_back(row.maybeText());
        if (row.failure()) return fail(*row.failure());
    }
    if (!more) return fail(more.error());
    return table;
}

}  // namespace entrepot::odbc
