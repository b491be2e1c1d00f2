#include "adapters/odbc/statement.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"

namespace entrepot::odbc {
namespace {

constexpr std::size_t first_read_bytes = 480;
constexpr std::size_t blind_growth_bytes = 64 * 1024;  // when the driver does not say how much

SQLCHAR* sqlText(std::string_view text) {
    return const_cast<SQLCHAR*>(reinterpret_cast<const SQLCHAR*>(text.data()));
}

SQLSMALLINT columnType(ValueKind kind) {
    if (kind == ValueKind::integer) return SQL_BIGINT;
    return kind == ValueKind::blob ? SQL_LONGVARBINARY : SQL_VARCHAR;
}

SQLSMALLINT valueType(ValueKind kind) {
    if (kind == ValueKind::integer) return SQL_C_SBIGINT;
    return kind == ValueKind::blob ? SQL_C_BINARY : SQL_C_CHAR;
}

}  // namespace

Result<std::unique_ptr<Statement>> Statement::prepare(SQLHDBC connection, const Target& target,
                                                      std::string_view sql) {
    SQLHSTMT handle = nullptr;
    if (!succeeded(SQLAllocHandle(SQL_HANDLE_STMT, connection, &handle)))
        return fail(failureOf(target.product, diagnose(SQL_HANDLE_DBC, connection), target.name));
    std::unique_ptr<Statement> statement(new Statement(handle, target));
    SQLSMALLINT parameters = 0;
    if (!succeeded(SQLPrepare(handle, sqlText(sql), static_cast<SQLINTEGER>(sql.size()))) ||
        !succeeded(SQLNumParams(handle, &parameters)))
        return fail(statement->failure());
    statement->slots_.resize(static_cast<std::size_t>(parameters));
    return statement;
}

Statement::~Statement() {
    SQLFreeHandle(SQL_HANDLE_STMT, handle_);
}

Failure Statement::failure() const {
    diagnosis_ = diagnose(SQL_HANDLE_STMT, handle_);
    return failureOf(target_.product, diagnosis_, target_.name);
}

void Statement::fill(Slot& slot, const Value& value) const {
    if (value.kind() == ValueKind::null) {
        slot.length = SQL_NULL_DATA;
    } else if (value.kind() == ValueKind::integer) {
        slot.integer = value.integer();
        slot.length = sizeof slot.integer;
    } else {
        const auto cleaned =
            value.kind() == ValueKind::text ? cleanedText(value.bytes()) : std::nullopt;
        slot.text.assign(cleaned ? std::string_view(*cleaned) : value.bytes());
        slot.length = static_cast<SQLLEN>(slot.text.size());
    }
}

bool Statement::bind(SQLUSMALLINT number, Slot& slot, ValueKind kind) {
    void* address = kind == ValueKind::integer ? static_cast<void*>(&slot.integer)
                                               : static_cast<void*>(slot.text.data());
    const bool blob = kind == ValueKind::blob;
    if (slot.address == address && slot.bound == kind && !blob) return true;
    // sqliteodbc keeps the length it saw at the first execution for every later blob, and takes the
    // size of the buffer for that of an empty one: blobs are bound anew each time.
    const auto size = blob ? slot.text.size() : std::max<std::size_t>(slot.text.capacity(), 1);
    const SQLRETURN code =
        SQLBindParameter(handle_, number, SQL_PARAM_INPUT, valueType(kind), columnType(kind), size,
                         0, address, static_cast<SQLLEN>(size), &slot.length);
    slot.address = address;
    slot.bound = kind;
    return succeeded(code);
}

Result<void> Statement::execute(std::span<const Value> values) {
    check(values.size() == slots_.size(), "one value for each question mark");
    for (std::size_t i = 0; i < values.size(); ++i) {
        Slot& slot = slots_[i];
        fill(slot, values[i]);
        const bool null = values[i].kind() == ValueKind::null;
        const ValueKind kind = !null                     ? values[i].kind()
                               : slot.address != nullptr ? slot.bound
                                                         : ValueKind::text;
        if (!bind(static_cast<SQLUSMALLINT>(i + 1), slot, kind)) return fail(failure());
    }
    const SQLRETURN code = SQLExecute(handle_);
    if (succeeded(code) || code == SQL_NO_DATA) return {};
    Failure why = failure();
    close();
    return fail(std::move(why));
}

std::int64_t Statement::changedRows() const {
    SQLLEN rows = 0;
    return succeeded(SQLRowCount(handle_, &rows)) ? rows : 0;
}

Result<bool> Statement::next() {
    const SQLRETURN code = SQLFetch(handle_);
    if (code == SQL_NO_DATA) return false;
    if (succeeded(code)) return true;
    return fail(failure());
}

std::vector<std::string> Statement::columnNames() const {
    SQLSMALLINT count = 0;
    SQLNumResultCols(handle_, &count);
    std::vector<std::string> names;
    for (SQLSMALLINT i = 1; i <= count; ++i) {
        std::array<SQLCHAR, 256> name{};
        SQLSMALLINT length = 0;
        SQLDescribeCol(handle_, static_cast<SQLUSMALLINT>(i), name.data(),
                       static_cast<SQLSMALLINT>(name.size()), &length, nullptr, nullptr, nullptr,
                       nullptr);
        names.emplace_back(reinterpret_cast<const char*>(name.data()));
        for (char& c : names.back())
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return names;
}

void Statement::limitSeconds(int seconds) {
    const auto value = reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(seconds));
    SQLSetStmtAttr(handle_, SQL_ATTR_QUERY_TIMEOUT, value, SQL_IS_UINTEGER);
}

void Statement::close() {
    SQLFreeStmt(handle_, SQL_CLOSE);
}

bool Row::noteWhenBad(SQLRETURN code) {
    if (succeeded(code)) return false;
    if (!failure_) failure_ = statement_.failure();
    return true;
}

std::optional<std::int64_t> Row::maybeInteger() {
    std::int64_t number = 0;
    SQLLEN length = 0;
    const SQLRETURN code =
        SQLGetData(statement_.handle(), ++column_, SQL_C_SBIGINT, &number, sizeof number, &length);
    if (noteWhenBad(code) || length == SQL_NULL_DATA) return std::nullopt;
    return number;
}

std::optional<Instant> Row::maybeInstant() {
    const auto number = maybeInteger();
    if (!number) return std::nullopt;
    return instantOf(*number);
}

std::optional<std::string> Row::maybeText() {
    return take(SQL_C_CHAR, 1);
}

std::string Row::blob() {
    return take(SQL_C_BINARY, 0).value_or(std::string());
}

// A short value comes with the first call; for a long one the first call tells how long it is and
// the rest is read in one go.
std::optional<std::string> Row::take(SQLSMALLINT type, std::size_t terminator) {
    ++column_;
    std::array<char, first_read_bytes + 1> first;
    SQLLEN length = 0;
    SQLRETURN code = SQLGetData(statement_.handle(), column_, type, first.data(),
                                static_cast<SQLLEN>(first_read_bytes + terminator), &length);
    if (code == SQL_NO_DATA) return std::string();
    if (noteWhenBad(code) || length == SQL_NULL_DATA) return std::nullopt;
    if (length >= 0 && static_cast<std::size_t>(length) <= first_read_bytes)
        return std::string(first.data(), static_cast<std::size_t>(length));

    std::string value(first.data(), first_read_bytes);
    while (code == SQL_SUCCESS_WITH_INFO) {
        const std::size_t have = value.size();
        const std::size_t rest = length == SQL_NO_TOTAL
                                     ? blind_growth_bytes
                                     : static_cast<std::size_t>(length) - first_read_bytes;
        value.resize(have + rest + terminator);
        SQLLEN left = 0;
        code = SQLGetData(statement_.handle(), column_, type, value.data() + have,
                          static_cast<SQLLEN>(rest + terminator), &left);
        if (code == SQL_NO_DATA) left = 0;
        if (code != SQL_NO_DATA && noteWhenBad(code)) return std::nullopt;
        const bool whole = left != SQL_NO_TOTAL && left <= static_cast<SQLLEN>(rest);
        value.resize(have + (whole ? static_cast<std::size_t>(left) : rest));
        if (!whole) length = SQL_NO_TOTAL;
    }
    return value;
}

}  // namespace entrepot::odbc
