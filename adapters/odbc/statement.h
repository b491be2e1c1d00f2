// One prepared statement of one connection: bind, execute, fetch, use again.
//
// Values are copied into buffers the driver was told of once, so that running the same statement
// again binds nothing anew. Long data goes and comes whole. Used by one thread at a time.
#pragma once
#include <sql.h>
#include <sqlext.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/odbc/diagnostics.h"
#include "adapters/odbc/value.h"
#include "core/base/result.h"

namespace entrepot::odbc {

class Statement {
public:
    static Result<std::unique_ptr<Statement>> prepare(SQLHDBC connection, const Target& target,
                                                      std::string_view sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // As many values as the text has question marks.
    Result<void> execute(std::span<const Value> values);
    std::int64_t changedRows() const;
    std::size_t parameters() const { return slots_.size(); }

    // The next row of what execute() found; false at the end.
    Result<bool> next();
    void close();  // what is left of the rows; needed before the next execute()

    std::vector<std::string> columnNames() const;  // of what execute() found, in lower case
    void limitSeconds(int seconds);                // drivers without the means ignore it

    SQLHSTMT handle() const { return handle_; }
    Failure failure() const;
    const Diagnosis& lastDiagnosis() const { return diagnosis_; }

private:
    struct Slot {
        ValueKind bound = ValueKind::null;
        const void* address = nullptr;  // what the driver was told
        std::int64_t integer = 0;
        std::string text;
        SQLLEN length = SQL_NULL_DATA;
    };

    Statement(SQLHSTMT handle, const Target& target) : handle_(handle), target_(target) {}
    void fill(Slot& slot, const Value& value) const;
    bool bind(SQLUSMALLINT number, Slot& slot, ValueKind kind);

    SQLHSTMT handle_;
    const Target& target_;
    std::vector<Slot> slots_;
    mutable Diagnosis diagnosis_;
};

// The columns of the current row, taken one after the other from the left. A column that cannot be
// read gives an empty value and is remembered: look at `failure` when the row is done.
class Row {
public:
    explicit Row(Statement& statement) : statement_(statement) {}

    std::int64_t integer() { return maybeInteger().value_or(0); }
    std::string text() { return maybeText().value_or(std::string()); }
    std::string blob();
    std::optional<std::int64_t> maybeInteger();
    std::optional<std::string> maybeText();
    Instant instant() { return instantOf(integer()); }
    std::optional<Instant> maybeInstant();
    template <class Tag>
    Id<Tag> id() {
        return {integer()};
    }

    const std::optional<Failure>& failure() const { return failure_; }

private:
    std::optional<std::string> take(SQLSMALLINT type, std::size_t terminator);
    bool noteWhenBad(SQLRETURN code);

    Statement& statement_;
    SQLUSMALLINT column_ = 0;
    std::optional<Failure> failure_;
};

}  // namespace entrepot::odbc
