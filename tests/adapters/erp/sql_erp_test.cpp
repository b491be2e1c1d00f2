#include "adapters/erp/sql_erp.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/contract/backends.h"
#include "tests/support/manual_clock.h"

using namespace entrepot;
using namespace entrepot::test;
namespace fs = std::filesystem;

namespace {

const fs::path schemas = ENTREPOT_SOURCE_DIR "/schemas";

constexpr const char* profile_head =
    R"(<erp-profile name="test" product="sqlite"><limits rows-max="50"/>)";

// An ERP made of what the test's queries say: most need no table at all.
class Erp {
public:
    explicit Erp(const std::string& body) {
        odbc::StoreSettings store;
        store.file = directory_ / "erp.db";
        const auto made = odbc::Stores::open(store, schemas);  // any SQLite file will do
        REQUIRE(made.has_value());
        std::ofstream(directory_ / "profile.xml") << profile_head << body << "</erp-profile>";
        opened = erp::SqlErp::open({.profile = directory_ / "profile.xml",
                                    .connection = "Database=" + store.file.string()},
                                   schemas, clock_);
    }
    Result<ports::ErpSnapshot> read() { return valueOf(std::move(opened))->read(); }

    Result<std::unique_ptr<erp::SqlErp>> opened;

private:
    ScratchDirectory directory_;
    test::ManualClock clock_{at(0)};
};

std::string query(const std::string& name, const std::string& sql,
                  const std::string& attributes = "") {
    return "<query name=\"" + name + "\" " + attributes + "><![CDATA[" + sql + "]]></query>";
}

const std::string base = query("sites", "SELECT 'S1' AS site") +
                         query("items", "SELECT 'A' AS item UNION ALL SELECT 'B'");

std::vector<std::string> problemsOf(const ports::ErpSnapshot& snapshot) {
    std::vector<std::string> problems;
    for (const auto& problem : snapshot.problems)
        problems.push_back(problem.query + ": " + problem.key + ": " + problem.what);
    return problems;
}

}  // namespace

TEST_CASE("quantities and days are taken in the forms ERPs keep them", "[erp]") {
    Erp erp(base +
            query("receipts",
                  "SELECT 'A' AS item, 'S1' AS site, '2026-11-21' AS day, '12.5' AS quantity "
                  "UNION ALL SELECT 'A', 'S1', '20261122', '1000,0000' "
                  "UNION ALL SELECT 'A  ', ' S1', '2026-11-23 00:00:00', 7 "
                  "UNION ALL SELECT 'A', 'S1', 20261124, 0.25") +
            query("demand",
                  "SELECT 'B' AS Item, 'S1' AS SITE, '2026-11-21T10:00:00' AS day, 12345 AS "
                  "quantity",
                  "quantity-scale=\"3\""));
    const auto snapshot = valueOf(erp.read());

    CHECK(problemsOf(snapshot).empty());
    REQUIRE(snapshot.receipts.size() == 4);
    for (int i = 0; i < 4; ++i)
        CHECK(snapshot.receipts[static_cast<std::size_t>(i)].day ==
              *parseDay("2026-11-21") + Days(i));
    CHECK(snapshot.receipts[0].quantity == *Quantity::parse("12.5"));
    CHECK(snapshot.receipts[1].quantity == Quantity::whole(1000));
    CHECK(snapshot.receipts[2].quantity == Quantity::whole(7));
    CHECK(snapshot.receipts[3].quantity == *Quantity::parse("0.25"));
    REQUIRE(snapshot.demand.size() == 1);
    CHECK(snapshot.demand[0].quantity == *Quantity::parse("12.345"));
}

TEST_CASE("a row that makes no sense is left out and named, the others count", "[erp]") {
    Erp erp(query("calendars",
                  "SELECT 'C' AS calendar, '11x' AS weekdays "
                  "UNION ALL SELECT 'D', '1111100' UNION ALL SELECT 'Z', '0000000'") +
            query("holidays",
                  "SELECT 'D' AS calendar, '2026-02-30' AS day "
                  "UNION ALL SELECT 'D', '2026-12-26' UNION ALL SELECT 'D', 20261225") +
            query("sites",
                  "SELECT 'S1' AS site, 'D' AS calendar, 'plant' AS kind "
                  "UNION ALL SELECT 'S2', 'C', 'plant' "
                  "UNION ALL SELECT 'S3', 'D', 'pub' "
                  "UNION ALL SELECT 'S1', 'D', 'plant'") +
            query("items", "SELECT 'A' AS item UNION ALL SELECT '' UNION ALL SELECT NULL") +
            query("item-units",
                  "SELECT 'A' AS item, 'CS' AS unit, 12 AS numerator "
                  "UNION ALL SELECT 'A', 'PX', 0 UNION ALL SELECT 'X', 'CS', 12") +
            query("stock",
                  "SELECT 'A' AS item, 'S1' AS site, '5' AS quantity "
                  "UNION ALL SELECT 'A', 'S1', 'five' "
                  "UNION ALL SELECT 'A', 'S1', '1.00001' "
                  "UNION ALL SELECT 'A', 'S1', '99999999999999999999' "
                  "UNION ALL SELECT 'A', 'S9', '5' UNION ALL SELECT 'A', 'S1', '5.00-' "
                  "UNION ALL SELECT 'A', 'S1', NULL") +
            query("demand",
                  "SELECT 'A' AS item, 'S1' AS site, '2026-12-01' AS day, "
                  "'-1' AS quantity, 'SO-1' AS reference"));
    const auto snapshot = valueOf(erp.read());

    CHECK(problemsOf(snapshot) ==
          std::vector<std::string>{
              "calendars: C: weekdays is not seven times 0 or 1, Monday first: \"11x\"",
              "calendars: Z: weekdays has no open day: \"0000000\"",
              "holidays: D / 2026-02-30: day is no day: \"2026-02-30\"",
              "sites: S2: calendar is not among the calendars: \"C\"",
              "sites: S3: kind is not plant, distribution-centre or warehouse: \"pub\"",
              "sites: S1: is there twice", "items: -: item is empty: \"\"",
              "items: -: item is empty: \"\"",
              "item-units: A / PX: numerator is no whole number from 1 on: \"0\"",
              "item-units: X / CS: item is not among the items: \"X\"",
              "stock: A / S1: quantity is no quantity (malformed): \"five\"",
              "stock: A / S1: quantity is no quantity (excess scale): \"1.00001\"",
              "stock: A / S1: quantity is no quantity (overflow): \"99999999999999999999\"",
              "stock: A / S9: site is not among the sites: \"S9\"",
              "stock: A / S1: quantity is no quantity (empty): \"\"",
              "demand: A / S1 / SO-1: quantity is negative: \"-1\""});
    CHECK(snapshot.sites.size() == 1);
    CHECK(snapshot.items.size() == 1);
    CHECK(snapshot.items[0].units.size() == 1);
    REQUIRE(snapshot.stock.size() == 2);
    CHECK(snapshot.stock[1].quantity == Quantity::whole(-5));
    CHECK(std::ranges::is_sorted(snapshot.calendars.at(0).holidays));
}

TEST_CASE("of many problems the first hundred are named and the rest counted", "[erp]") {
    const std::string many =
        "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 45) "
        "SELECT 'none' AS item, 'S1' AS site, '2026-12-01' AS day, n AS quantity FROM c";
    std::string stock = many;
    Erp erp(base + query("stock", stock) + query("receipts", many) + query("demand", many));
    const auto snapshot = valueOf(erp.read());
    CHECK(snapshot.problems.size() == 100);
    CHECK(snapshot.problems_dropped == 35);
}

TEST_CASE("a query that fails, lacks a column or has too many rows stops the reading by name",
          "[erp]") {
    const auto fails = [](const std::string& stock) {
        Erp erp(base + query("stock", stock));
        const auto read = erp.read();
        REQUIRE_FALSE(read.has_value());
        return std::pair(read.error().kind, read.error().what + read.error().where);
    };
    const auto [bad, bad_text] = fails("SELECT nothing FROM nowhere");
    CHECK(bad == FailureKind::invalid);
    CHECK(bad_text.find("query stock") != std::string::npos);
    const auto [column, column_text] = fails("SELECT 'A' AS item, 'S1' AS site, 1 AS amount");
    CHECK(column == FailureKind::invalid);
    CHECK(column_text.find("column named quantity") != std::string::npos);
    const auto [rows, rows_text] = fails(
        "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) "
        "SELECT 'A' AS item, 'S1' AS site, n AS quantity FROM c");
    CHECK(rows == FailureKind::too_large);
    CHECK(rows_text.find("50 rows") != std::string::npos);
}

TEST_CASE("a profile that is not as it should be is refused with its line", "[erp]") {
    const auto refused = [](const std::string& body) {
        const Erp erp(body);
        REQUIRE_FALSE(erp.opened.has_value());
        return erp.opened.error().what;
    };
    CHECK(refused("").find("profile.xml:1") != std::string::npos);
    CHECK(refused(query("stok", "SELECT 1")).find("stok") != std::string::npos);
    CHECK(refused(base + base).find("profile.xml") != std::string::npos);
    CHECK(refused(query("stock", "SELECT 1", "quantity-scale=\"9\"")).find("9") !=
          std::string::npos);
}

TEST_CASE("values stand where their names stand, not in quotes, comments or casts", "[erp]") {
    const erp::NamedStatement statement(
        "SELECT ':no' AS \":no\", :one::text /* :no */, x::int, :two -- :no\n, :one, '12:30'");
    CHECK(statement.sql() ==
          "SELECT ':no' AS \":no\", ?::text /* :no */, x::int, ? -- :no\n, ?, '12:30'");
    CHECK(statement.names() == std::vector<std::string>{"one", "two", "one"});
    CHECK(valueOf(statement.bind({{"one", 1}, {"two", 2}, {"three", 3}})).at(2).integer() == 1);
    CHECK(test::failureOf(statement.bind({{"one", 1}})) == FailureKind::invalid);
    CHECK(erp::NamedStatement("SELECT 'open").sql() == "SELECT 'open");
}

TEST_CASE("an ERP on PostgreSQL is read and written in transactions", "[erp]") {
    const PostgreSql backend;
    const std::string product = GENERATE("postgresql", "other");  // as PostgreSQL, and as whatever
    const auto settings = backend.settings();
    const auto connection = valueOf(odbc::Connection::open(odbc::targetOf(settings)));
    valueOf(
        connection->run("CREATE TABLE stock (item CHAR(8), site CHAR(4), amount NUMERIC(18,4), "
                        "due DATE, seen TIMESTAMP)"));
    valueOf(
        connection->run("INSERT INTO stock VALUES ('A', 'S1', 12345678901234.5678, "
                        "'2026-12-01', '2026-12-02 10:00:00')"));
    valueOf(connection->run("CREATE TABLE staged (promise TEXT PRIMARY KEY, quantity NUMERIC)"));
    const ScratchDirectory directory;
    std::ofstream(directory / "profile.xml")
        << R"(<erp-profile name="pg" product=")" << product << R"(">)"
        << "<before-reading>SET TRANSACTION ISOLATION LEVEL REPEATABLE READ</before-reading>"
        << query("sites", "SELECT DISTINCT site FROM stock")
        << query("items", "SELECT DISTINCT item FROM stock")
        << query("stock", "SELECT item, site, amount AS quantity FROM stock")
        << query("receipts",
                 "SELECT item, site, due AS day, amount AS quantity FROM stock "
                 "UNION ALL SELECT item, site, seen::date, amount FROM stock")
        << "<write-order><exists>SELECT count(*) FROM staged WHERE promise = :promise</exists>"
        << "<header>INSERT INTO staged VALUES (:promise, 0)</header>"
        << "<line>UPDATE staged SET quantity = quantity + :quantity::numeric "
        << "WHERE promise = :promise</line></write-order></erp-profile>";
    const test::ManualClock clock(at(0));
    const auto erp = valueOf(erp::SqlErp::open(
        {.profile = directory / "profile.xml",
         .connection = "Driver=" + odbc::defaultDriver(odbc::Product::postgresql) +
                       ";Server=" + settings.server + ";Database=" + settings.database +
                       ";UID=" + settings.user + ";" + settings.options},
        schemas, clock));

    const auto snapshot = valueOf(erp->read());
    CHECK(problemsOf(snapshot).empty());
    CHECK(snapshot.stock.at(0).item.value == "A");
    CHECK(snapshot.stock.at(0).quantity == *Quantity::parse("12345678901234.5678"));
    CHECK(snapshot.receipts.at(0).day == *parseDay("2026-12-01"));
    CHECK(snapshot.receipts.at(1).day == *parseDay("2026-12-02"));

    ports::ErpOrder order;
    order.promise = PromiseId{7};
    order.lines = {{"1", ItemKey("A"), *Quantity::parse("2.5"), "EA", SiteKey("S1"), {}, {}, {}},
                   {"2", ItemKey("A"), *Quantity::parse("0.5"), "EA", SiteKey("S1"), {}, {}, {}}};
    valueOf(erp->write(order));
    valueOf(erp->write(order));
    CHECK(valueOf(connection->select("SELECT promise || ' ' || quantity FROM staged", {},
                                     [](odbc::Row& row) { return row.text(); })) ==
          std::vector<std::string>{"0000000000007 3.0"});

    PostgresqlServer::shared().stop();
    CHECK(test::failureOf(erp->read()) == FailureKind::unavailable);
    PostgresqlServer::shared().start();
    CHECK(erp->read().has_value());
}
