#include "adapters/odbc/migrations.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "adapters/odbc/database_file.h"
#include "adapters/odbc/maintenance.h"
#include "tests/contract/documents.h"

using namespace entrepot;
using namespace entrepot::test;
namespace fs = std::filesystem;

namespace {

const fs::path our_schemas = ENTREPOT_SOURCE_DIR "/schemas";

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

const char* const first_file =
    "-- A comment; with a semicolon\n"
    "CREATE TABLE a (\n"
    "-- sqlite:     id INTEGER PRIMARY KEY,\n"
    "-- postgresql: id BIGINT PRIMARY KEY,\n"
    "    x TEXT\n"
    ");\n"
    "\n"
    "-- sqlite: CREATE INDEX only_here ON a (x);\n"
    "\n"
    "INSERT INTO a (id, x) VALUES (1, 'one; two');\n";

}  // namespace

TEST_CASE("a migration file is read for its database, statement by statement", "[migrations]") {
    const ScratchDirectory directory;
    write(directory / "0001_first.sql", first_file);

    const auto sqlite =
        valueOf(odbc::loadMigrations(directory.path(), odbc::Product::sqlite)).at(0);
    const auto postgresql =
        valueOf(odbc::loadMigrations(directory.path(), odbc::Product::postgresql)).at(0);

    CHECK(sqlite.number == 1);
    CHECK(sqlite.name == "0001_first");
    CHECK(sqlite.checksum == postgresql.checksum);
    REQUIRE(sqlite.statements.size() == 3);
    CHECK(sqlite.statements[1] == " CREATE INDEX only_here ON a (x)");
    REQUIRE(postgresql.statements.size() == 2);
    CHECK(postgresql.statements[0].find("BIGINT") != std::string::npos);
}

TEST_CASE("what is not a row of files, a statement each block, is refused", "[migrations]") {
    const ScratchDirectory directory;
    const auto load = [&] {
        return test::failureOf(odbc::loadMigrations(directory.path(), odbc::Product::sqlite));
    };
    CHECK(load() == FailureKind::not_found);
    write(directory / "0001_a.sql", "CREATE TABLE a (x TEXT);\nCREATE TABLE b (x TEXT);\n");
    CHECK(load() == FailureKind::invalid);
    write(directory / "0001_a.sql", "CREATE TABLE a (x TEXT);\n");
    CHECK_FALSE(load().has_value());
    write(directory / "0003_c.sql", "CREATE TABLE c (x TEXT);\n");
    CHECK(load() == FailureKind::invalid);
    write(directory / "0002_b.sql", "CREATE TABLE b (x TEXT);\n");
    CHECK_FALSE(load().has_value());
    write(directory / "later.sql", "");
    CHECK(load() == FailureKind::invalid);
}

TEMPLATE_TEST_CASE("files are applied once, in order, later ones later", "[migrations]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const ScratchDirectory schemas;
    write(schemas / "sql" / "0001_first.sql", first_file);

    const auto first = valueOf(odbc::migrate(backend.settings(), schemas.path()));
    const auto again = valueOf(odbc::migrate(backend.settings(), schemas.path()));
    write(schemas / "sql" / "0002_second.sql", "INSERT INTO a (id, x) VALUES (2, 'two');\n");
    const auto second = valueOf(odbc::migrate(backend.settings(), schemas.path()));

    CHECK(first.before == 0);
    CHECK(first.after == 1);
    CHECK(first.applied == std::vector<std::string>{"0001_first"});
    CHECK(again.applied.empty());
    CHECK(again.before == 1);
    CHECK(second.before == 1);
    CHECK(second.after == 2);
    const auto connection = valueOf(odbc::Connection::open(odbc::targetOf(backend.settings())));
    const auto texts = valueOf(connection->select("SELECT x FROM a ORDER BY id", {},
                                                  [](odbc::Row& row) { return row.text(); }));
    CHECK(texts == std::vector<std::string>{"one; two", "two"});
}

TEMPLATE_TEST_CASE("an edited file and a newer database are refused", "[migrations]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const ScratchDirectory schemas;
    write(schemas / "sql" / "0001_first.sql", first_file);
    write(schemas / "sql" / "0002_second.sql", "INSERT INTO a (id, x) VALUES (2, 'two');\n");
    valueOf(odbc::migrate(backend.settings(), schemas.path()));

    fs::remove(schemas / "sql" / "0002_second.sql");
    const auto newer = odbc::migrate(backend.settings(), schemas.path());
    REQUIRE(test::failureOf(newer) == FailureKind::invalid);
    CHECK(newer.error().what.find("newer than this program") != std::string::npos);

    write(schemas / "sql" / "0002_second.sql", "INSERT INTO a (id, x) VALUES (2, 'zwei');\n");
    const auto edited = odbc::migrate(backend.settings(), schemas.path());
    REQUIRE(test::failureOf(edited) == FailureKind::invalid);
    CHECK(edited.error().what.find("0002_second") != std::string::npos);
    CHECK(valueOf(odbc::check(backend.settings(), schemas.path())).problems.size() == 1);
}

TEMPLATE_TEST_CASE("a file that fails leaves nothing of itself", "[migrations]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const ScratchDirectory schemas;
    write(schemas / "sql" / "0001_first.sql", first_file);
    write(schemas / "sql" / "0002_second.sql",
          "CREATE TABLE b (x TEXT);\n\nINSERT INTO nowhere VALUES (1);\n");

    const auto failed = odbc::migrate(backend.settings(), schemas.path());
    CHECK(failed.error().what.find("0002_second") != std::string::npos);
    write(schemas / "sql" / "0002_second.sql", "CREATE TABLE b (x TEXT);\n");
    const auto mended = valueOf(odbc::migrate(backend.settings(), schemas.path()));
    CHECK(mended.before == 1);
    CHECK(mended.after == 2);
}

TEMPLATE_TEST_CASE("four programs that start at once migrate once", "[migrations]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    std::vector<std::optional<odbc::MigrationReport>> reports(4);
    std::vector<std::jthread> threads;
    for (auto& report : reports)
        threads.emplace_back([&] {
            auto done = odbc::migrate(backend.settings(), our_schemas);
            if (done) report = std::move(*done);
        });
    threads.clear();

    std::size_t applied = 0;
    for (const auto& report : reports) {
        REQUIRE(report.has_value());
        applied += report->applied.size();
    }
    CHECK(applied == static_cast<std::size_t>(reports[0]->after));
}

TEMPLATE_TEST_CASE("a check of a sound database finds nothing", "[maintenance]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    queueAnswers(*backend.open(), 2);
    const auto report = valueOf(odbc::check(backend.settings(), our_schemas));
    CHECK(report.problems.empty());
    CHECK(report.version == report.newest);
}

TEST_CASE("a check names rows that refer to nothing, and an older structure", "[maintenance]") {
    const Sqlite backend;
    backend.open();
    const auto connection = valueOf(odbc::Connection::open(odbc::targetOf(backend.settings())));
    valueOf(connection->run("PRAGMA foreign_keys = OFF"));
    valueOf(connection->execute("INSERT INTO document_bytes VALUES (7, 'x')"));
    valueOf(connection->execute("DELETE FROM schema_version WHERE number > 1"));

    const auto report = valueOf(odbc::check(backend.settings(), our_schemas));
    REQUIRE(report.problems.size() == 2);
    CHECK(report.problems[0].find("entrepot db migrate") != std::string::npos);
    CHECK(report.problems[1].find("document_bytes") != std::string::npos);
}

TEST_CASE("a backup of a running store restores to what it was", "[maintenance]") {
    const Sqlite backend;
    const ScratchDirectory elsewhere;
    const fs::path copy = elsewhere / "backup.db";
    {
        const auto stores = backend.open();
        valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));
        valueOf(odbc::backup(backend.settings(), copy));
        valueOf(stores->inbound().accept(arrival("two"), DocumentId{2}));
        CHECK(test::failureOf(odbc::backup(backend.settings(), copy)) == FailureKind::conflict);
        const auto while_open = odbc::restore(backend.settings(), copy, our_schemas);
        CHECK(test::failureOf(while_open) == FailureKind::busy);
    }
    CHECK(fs::status(copy).permissions() == (fs::perms::owner_read | fs::perms::owner_write));

    valueOf(odbc::restore(backend.settings(), copy, our_schemas));

    const auto stores = backend.open();
    CHECK(valueOf(stores->archive().bytes(DocumentId{1})) == "one");
    CHECK_FALSE(valueOf(stores->archive().find(DocumentId{2})).has_value());
    CHECK(fs::exists(backend.settings().file.string() + ".before-restore"));
}

TEST_CASE("what is no backup is not restored", "[maintenance]") {
    const Sqlite backend;
    const ScratchDirectory elsewhere;
    { valueOf(backend.open()->inbound().accept(arrival("one"), DocumentId{1})); }
    write(elsewhere / "nonsense", std::string(8192, '?'));

    CHECK(test::failureOf(odbc::restore(backend.settings(), elsewhere / "nonsense", our_schemas)) ==
          FailureKind::corrupt);
    CHECK(test::failureOf(odbc::restore(backend.settings(), elsewhere / "nothing", our_schemas)) ==
          FailureKind::not_found);
    CHECK(valueOf(backend.open()->archive().bytes(DocumentId{1})) == "one");
}

TEST_CASE("for PostgreSQL the commands to run are named", "[maintenance]") {
    const PostgreSql backend;
    const auto backup = odbc::backup(backend.settings(), "/backup/entrepot");
    REQUIRE_FALSE(backup.has_value());
    CHECK(backup.error().what.find("pg_dump") != std::string::npos);
    const auto restore = odbc::restore(backend.settings(), "/backup/entrepot", our_schemas);
    REQUIRE_FALSE(restore.has_value());
    CHECK(restore.error().what.find("pg_restore") != std::string::npos);
}
