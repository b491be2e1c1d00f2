#include <catch2/catch.hpp>

#include "adapters/odbc/connection.h"
#include "adapters/odbc/database_file.h"
#include "tests/contract/backends.h"

using namespace entrepot;
using namespace entrepot::test;
using odbc::Row;
using odbc::Value;

namespace {

std::unique_ptr<odbc::Connection> connect(const odbc::StoreSettings& settings) {
    if (settings.kind == odbc::Product::sqlite) valueOf(odbc::ensureDatabaseFile(settings.file));
    return valueOf(odbc::Connection::open(odbc::targetOf(settings)));
}

void makeTable(odbc::Connection& connection) {
    const bool sqlite = connection.product() == odbc::Product::sqlite;
    valueOf(connection.run(std::string("CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT, x TEXT, "
                                       "u TEXT UNIQUE, c BIGINT NOT NULL CHECK (c < 10), b ") +
                           (sqlite ? "BLOB)" : "BYTEA)")));
}

struct Found {
    std::optional<std::int64_t> n;
    std::optional<std::string> x;
    std::string b;

    friend bool operator==(const Found&, const Found&) = default;
};

Found readFound(Row& row) {
    Found found;
    found.n = row.maybeInteger();
    found.x = row.maybeText();
    found.b = row.blob();
    return found;
}

}  // namespace

TEMPLATE_TEST_CASE("a statement used again takes values of any length, null between them too",
                   "[odbc]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto connection = connect(backend.settings());
    makeTable(*connection);
    const std::string long_text(5'000, 'y');
    const std::vector<Found> rows = {
        {1, "a", "b"},        {{}, {}, ""},  {INT64_MAX, long_text, std::string(9'000, '\0')},
        {INT64_MIN, "", "x"}, {{}, "z", ""}, {0, {}, "longer than the one before"}};

    for (std::size_t i = 0; i < rows.size(); ++i)
        valueOf(connection->execute("INSERT INTO t (id, n, x, b, c) VALUES (?, ?, ?, ?, 1)",
                                    {i, rows[i].n, rows[i].x, Value::blob(rows[i].b)}));

    const auto found =
        valueOf(connection->select("SELECT n, x, b FROM t ORDER BY id", {}, readFound));
    CHECK((found == rows));
}

TEMPLATE_TEST_CASE("what a database refuses comes back as the failure it means", "[odbc]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto connection = connect(backend.settings());
    makeTable(*connection);
    valueOf(connection->execute("INSERT INTO t (id, u, c) VALUES (1, 'u', 1)"));
    const auto kindOf = [&](const char* sql) { return test::failureOf(connection->execute(sql)); };

    CHECK(kindOf("INSERT INTO t (id, u, c) VALUES (1, 'v', 1)") == FailureKind::conflict);
    CHECK(kindOf("INSERT INTO t (id, u, c) VALUES (2, 'u', 1)") == FailureKind::conflict);
    CHECK(kindOf("INSERT INTO t (id, u, c) VALUES (3, 'w', NULL)") == FailureKind::invalid);
    CHECK(kindOf("INSERT INTO t (id, u, c) VALUES (3, 'w', 99)") == FailureKind::invalid);
    CHECK(kindOf("SELECT nothing FROM nowhere") == FailureKind::invalid);
    CHECK(kindOf("SELEKT") == FailureKind::invalid);
    for (int i = 0; i < 300; ++i)  // a driver that corrupts its heap on failures dies here
        CHECK(kindOf("INSERT INTO t (id, u, c) VALUES (1, 'v', 1)") == FailureKind::conflict);
    CHECK(connection->execute("INSERT INTO t (id, u, c) VALUES (2, 'v', 1)") == 1);
    CHECK_FALSE(connection->isLost());
}

TEMPLATE_TEST_CASE("how many rows changed, none included", "[odbc]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto connection = connect(backend.settings());
    makeTable(*connection);
    for (int i = 0; i < 3; ++i)
        valueOf(connection->execute("INSERT INTO t (id, c) VALUES (?, 1)", {i}));

    CHECK(valueOf(connection->execute("UPDATE t SET n = ? WHERE id < ?", {1, 2})) == 2);
    CHECK(valueOf(connection->execute("UPDATE t SET n = ? WHERE id = ?", {1, 99})) == 0);
    CHECK(valueOf(connection->execute("DELETE FROM t WHERE id > ?", {0})) == 2);
}

TEMPLATE_TEST_CASE("a transaction is all or nothing", "[odbc]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto connection = connect(backend.settings());
    makeTable(*connection);
    const auto count = [&] {
        return *valueOf(connection->selectOne("SELECT count(*) FROM t", {},
                                              [](Row& row) { return row.integer(); }));
    };

    valueOf(connection->begin());
    valueOf(connection->execute("INSERT INTO t (id, c) VALUES (1, 1)"));
    CHECK_FALSE(connection->execute("INSERT INTO t (id, c) VALUES (1, 1)").has_value());
    connection->rollback();
    CHECK(count() == 0);
    valueOf(connection->begin());
    valueOf(connection->execute("INSERT INTO t (id, c) VALUES (1, 1)"));
    valueOf(connection->commit());
    CHECK(count() == 1);
    connection->rollback();  // of nothing
    CHECK(count() == 1);
}

TEMPLATE_TEST_CASE("more statements than are kept prepared", "[odbc]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto connection = connect(backend.settings());
    for (int i = 0; i < 600; ++i) {
        const auto found = valueOf(connection->selectOne(
            "SELECT " + std::to_string(i) + " + ?", {1}, [](Row& row) { return row.integer(); }));
        REQUIRE(found == i + 1);
    }
}

TEST_CASE("what the drivers say, as failures", "[odbc]") {
    using odbc::Product;
    const auto sqlite = [](SQLINTEGER code, const char* text = "") {
        return odbc::failureOf(Product::sqlite, {"HY000", code, text}, "x.db").kind;
    };
    CHECK(sqlite(19, "UNIQUE constraint failed: t.u (19)") == FailureKind::conflict);
    CHECK(sqlite(19, "NOT NULL constraint failed: t.c (19)") == FailureKind::invalid);
    CHECK(sqlite(5) == FailureKind::busy);
    CHECK(sqlite(6) == FailureKind::busy);
    CHECK(sqlite(13) == FailureKind::storage_full);
    CHECK(sqlite(8) == FailureKind::unavailable);
    CHECK(sqlite(10) == FailureKind::unavailable);
    CHECK(sqlite(14) == FailureKind::unavailable);
    CHECK(sqlite(11) == FailureKind::corrupt);
    CHECK(sqlite(26) == FailureKind::corrupt);
    CHECK(sqlite(1) == FailureKind::invalid);

    const auto postgresql = [](const char* state) {
        return odbc::failureOf(Product::postgresql, {state, 7, "text"}, "x at y").kind;
    };
    CHECK(postgresql("23505") == FailureKind::conflict);
    CHECK(postgresql("23503") == FailureKind::invalid);
    CHECK(postgresql("53100") == FailureKind::storage_full);
    CHECK(postgresql("53300") == FailureKind::busy);
    CHECK(postgresql("55P03") == FailureKind::busy);
    CHECK(postgresql("40P01") == FailureKind::busy);
    CHECK(postgresql("57014") == FailureKind::timeout);
    CHECK(postgresql("57P01") == FailureKind::unavailable);
    CHECK(postgresql("08S01") == FailureKind::unavailable);
    CHECK(postgresql("08006") == FailureKind::unavailable);
    CHECK(postgresql("28P01") == FailureKind::denied);
    CHECK(postgresql("42P01") == FailureKind::invalid);
    CHECK(postgresql("XX001") == FailureKind::corrupt);
}

TEST_CASE("a driver that is not there is unavailable, with its path", "[odbc]") {
    odbc::StoreSettings settings;
    settings.file = "/nowhere/x.db";
    CHECK(test::failureOf(odbc::Connection::open(odbc::targetOf(settings))) ==
          FailureKind::unavailable);
    settings.driver = "/nowhere/driver.so";
    const auto opened = odbc::Connection::open(odbc::targetOf(settings));
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().kind == FailureKind::unavailable);
    CHECK(opened.error().what.find("/nowhere/driver.so") != std::string::npos);
}
