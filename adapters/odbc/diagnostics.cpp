#include "adapters/odbc/diagnostics.h"

#include <array>

namespace entrepot::odbc {
namespace {

struct Meaning {
    std::string_view code;  // SQLSTATE, or the start of one
    FailureKind kind;
    std::string_view advice;
};

constexpr std::string_view exists = "it is stored already";
constexpr std::string_view full = "the disk or the database is full; make room";
constexpr std::string_view locked = "another program holds a lock; try again when it is done";
constexpr std::string_view away = "the database does not answer; check that it runs";
constexpr std::string_view rights = "the database refuses us; check user, password and rights";
constexpr std::string_view shape = "the statement does not fit the tables; run entrepot db check";

// The first that fits wins.
constexpr std::array<Meaning, 24> by_sql_state = {{
    {"23505", FailureKind::conflict, exists},
    {"23", FailureKind::invalid, "a rule of the tables forbids it"},
    {"53100", FailureKind::storage_full, full},
    {"53200", FailureKind::busy, "the database is out of memory"},
    {"53300", FailureKind::busy, "the database takes no more connections"},
    {"53", FailureKind::busy, "the database is out of resources"},
    {"55P03", FailureKind::busy, locked},
    {"40001", FailureKind::busy, locked},
    {"40P01", FailureKind::busy, locked},
    {"57014", FailureKind::timeout, "the statement took too long"},
    {"57P", FailureKind::unavailable, away},
    {"08", FailureKind::unavailable, away},
    {"HYT", FailureKind::timeout, "the statement took too long"},
    {"28", FailureKind::denied, rights},
    {"3D000", FailureKind::not_found, "there is no such database; create it"},
    {"42501", FailureKind::denied, rights},
    {"25006", FailureKind::unavailable, "the database is read-only"},
    {"58", FailureKind::unavailable, "the database cannot use its disk; see its log"},
    {"XX001", FailureKind::corrupt, "the database is damaged; see its log"},
    {"XX002", FailureKind::corrupt, "an index of the database is damaged; see its log"},
    {"42", FailureKind::invalid, shape},
    {"22", FailureKind::invalid, "a value does not fit its column"},
    {"01000", FailureKind::unavailable, "the ODBC driver cannot be loaded; check its path"},
    {"IM", FailureKind::unavailable, "the ODBC driver cannot be loaded; check its path"},
}};

struct SqliteMeaning {
    SQLINTEGER code;
    FailureKind kind;
    std::string_view advice;
};

constexpr std::array<SqliteMeaning, 14> by_result_code = {{
    {3, FailureKind::denied, rights},                                                  // PERM
    {5, FailureKind::busy, locked},                                                    // BUSY
    {6, FailureKind::busy, locked},                                                    // LOCKED
    {7, FailureKind::busy, "out of memory"},                                           // NOMEM
    {8, FailureKind::unavailable, "the database is read-only; check the rights"},      // READONLY
    {9, FailureKind::timeout, "the statement took too long"},                          // INTERRUPT
    {10, FailureKind::unavailable, "the disk refuses; check it and its directory"},    // IOERR
    {11, FailureKind::corrupt, "the database file is damaged; restore a backup"},      // CORRUPT
    {13, FailureKind::storage_full, full},                                             // FULL
    {14, FailureKind::unavailable, "the file cannot be opened; check its directory"},  // CANTOPEN
    {18, FailureKind::too_large, "a value is larger than the database takes"},         // TOOBIG
    {19, FailureKind::invalid, "a rule of the tables forbids it"},     // CONSTRAINT, not UNIQUE
    {23, FailureKind::denied, rights},                                 // AUTH
    {26, FailureKind::corrupt, "the file is not an SQLite database"},  // NOTADB
}};

Failure make(FailureKind kind, std::string_view advice, const Diagnosis& diagnosis,
             std::string_view where) {
    std::string what(advice);
    what += " (" + diagnosis.text;
    if (!diagnosis.state.empty()) what += "; SQLSTATE " + diagnosis.state;
    return {kind, what + ")", std::string(where)};
}

Failure bySqlState(const Diagnosis& diagnosis, std::string_view where) {
    for (const Meaning& meaning : by_sql_state)
        if (diagnosis.state.starts_with(meaning.code))
            return make(meaning.kind, meaning.advice, diagnosis, where);
    return make(FailureKind::unavailable, "the database could not do it", diagnosis, where);
}

}  // namespace

Diagnosis diagnose(SQLSMALLINT handle_type, SQLHANDLE handle) {
    std::array<SQLCHAR, 6> state{};
    std::array<SQLCHAR, 1024> text{};
    SQLINTEGER native = 0;
    SQLSMALLINT length = 0;
    const SQLRETURN code = SQLGetDiagRec(handle_type, handle, 1, state.data(), &native, text.data(),
                                         static_cast<SQLSMALLINT>(text.size()), &length);
    if (!succeeded(code)) return {"HY000", 0, "the driver gives no reason"};
    return {reinterpret_cast<const char*>(state.data()), native,
            reinterpret_cast<const char*>(text.data())};
}

Failure failureOf(Product product, const Diagnosis& diagnosis, std::string_view where) {
    if (product != Product::sqlite || diagnosis.native == 0) return bySqlState(diagnosis, where);
    if (diagnosis.native == 19 && diagnosis.text.find("UNIQUE") != std::string::npos)
        return make(FailureKind::conflict, exists, diagnosis, where);
    for (const SqliteMeaning& meaning : by_result_code)
        if (meaning.code == diagnosis.native)
            return make(meaning.kind, meaning.advice, diagnosis, where);
    return make(FailureKind::invalid, shape, diagnosis, where);
}

}  // namespace entrepot::odbc
