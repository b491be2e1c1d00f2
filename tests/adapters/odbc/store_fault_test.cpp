#include <sys/mount.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "adapters/odbc/database_file.h"
#include "adapters/odbc/writer.h"
#include "tests/contract/documents.h"

using namespace entrepot;
using namespace entrepot::test;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds patience{20};

// A small file system of a test's own; not where the test may not mount.
class SmallDisk {
public:
    SmallDisk() {
        mounted_ = ::mount("tmpfs", directory_.path().c_str(), "tmpfs", 0, "size=2m") == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(directory_.path().c_str(), MNT_DETACH);
    }
    bool isMounted() const { return mounted_; }
    fs::path operator/(const std::string& name) const { return directory_ / name; }

private:
    ScratchDirectory directory_;
    bool mounted_ = false;
};

// Brings documents of 100 kB until one is refused; how many were taken.
int acceptUntilRefused(odbc::Stores& stores, std::optional<FailureKind>& refusal) {
    for (int i = 1; i < 1000; ++i) {
        const std::string bytes = std::to_string(i) + std::string(100'000, 'x');
        const auto accepted = stores.inbound().accept(arrival(bytes), DocumentId{i});
        refusal = test::failureOf(accepted);
        if (refusal) return i - 1;
    }
    return 0;
}

}  // namespace

TEST_CASE("a database another program locks is busy, and goes on afterwards", "[faults]") {
    const Sqlite backend;
    auto settings = backend.settings();
    settings.lock_wait_ms_max = 50;
    const auto stores = openStores(settings);
    const auto other = valueOf(odbc::Connection::open(odbc::targetOf(settings)));
    valueOf(other->run("BEGIN EXCLUSIVE"));

    const auto locked = stores->inbound().accept(arrival("one"), DocumentId{1});
    CHECK(test::failureOf(locked) == FailureKind::busy);
    CHECK(test::failureOf(stores->ping()) == FailureKind::busy);
    CHECK(valueOf(stores->archive().search({})).empty());  // reading goes on

    valueOf(other->run("COMMIT"));
    CHECK_FALSE(valueOf(stores->inbound().accept(arrival("one"), DocumentId{1})).duplicate);
}

TEST_CASE("a table another program locks is busy, and goes on afterwards", "[faults]") {
    const PostgreSql backend;
    auto settings = backend.settings();
    settings.lock_wait_ms_max = 50;
    const auto stores = openStores(settings);
    const auto other = valueOf(odbc::Connection::open(odbc::targetOf(settings)));
    valueOf(other->begin());
    valueOf(other->run("LOCK TABLE document IN EXCLUSIVE MODE"));

    const auto locked = stores->inbound().accept(arrival("one"), DocumentId{1});
    CHECK(test::failureOf(locked) == FailureKind::busy);
    CHECK(valueOf(stores->archive().search({})).empty());

    valueOf(other->commit());
    CHECK_FALSE(valueOf(stores->inbound().accept(arrival("one"), DocumentId{1})).duplicate);
}

TEST_CASE("PostgreSQL goes away and comes back", "[faults]") {
    const PostgreSql backend;
    const auto stores = backend.open();
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));
    valueOf(stores->archive().find(DocumentId{1}));
    auto& server = PostgresqlServer::shared();

    server.stop();
    for (int i = 0; i < 3; ++i) {
        const auto written = stores->inbound().accept(arrival("two"), DocumentId{2});
        CHECK(test::failureOf(written) == FailureKind::unavailable);
        CHECK(test::failureOf(stores->archive().find(DocumentId{1})) == FailureKind::unavailable);
        CHECK(test::failureOf(stores->ping()) == FailureKind::unavailable);
    }
    server.start();

    REQUIRE(stores->awaitConnection(patience));
    CHECK_FALSE(valueOf(stores->inbound().accept(arrival("two"), DocumentId{2})).duplicate);
    CHECK(valueOf(stores->inbound().accept(arrival("one"), DocumentId{3})).duplicate);
    CHECK(valueOf(stores->archive().bytes(DocumentId{1})) == "one");
}

TEST_CASE("a restart of PostgreSQL while nobody writes is not noticed", "[faults]") {
    const PostgreSql backend;
    const auto stores = backend.open();
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));
    valueOf(stores->archive().find(DocumentId{1}));

    PostgresqlServer::shared().stop();
    PostgresqlServer::shared().start();

    CHECK(stores->inbound().accept(arrival("two"), DocumentId{2}).has_value());
    CHECK(stores->archive().find(DocumentId{1}).has_value());
}

TEST_CASE("a store that is away when the broker starts is a failure with what to check",
          "[faults]") {
    const PostgreSql backend;
    auto settings = backend.settings();
    settings.server += "/nowhere";
    const auto stores = odbc::Stores::open(settings, ENTREPOT_SOURCE_DIR "/schemas");
    REQUIRE_FALSE(stores.has_value());
    CHECK(stores.error().kind == FailureKind::unavailable);
    CHECK(stores.error().where.find("nowhere") != std::string::npos);
}

TEST_CASE("a database directory that vanishes takes no documents until it is back", "[faults]") {
    const ScratchDirectory directory;
    odbc::StoreSettings settings;
    settings.file = directory / "data" / "entrepot.db";
    const auto stores = openStores(settings);
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));

    fs::rename(directory / "data", directory / "away");
    const auto gone = stores->inbound().accept(arrival("two"), DocumentId{2});
    CHECK(test::failureOf(gone) == FailureKind::unavailable);
    CHECK_FALSE(fs::exists(settings.file));  // no empty one in its place
    fs::rename(directory / "away", directory / "data");

    CHECK_FALSE(valueOf(stores->inbound().accept(arrival("two"), DocumentId{2})).duplicate);
    CHECK(valueOf(stores->inbound().accept(arrival("one"), DocumentId{3})).duplicate);
    CHECK(valueOf(openStores(settings)->archive().bytes(DocumentId{2})) == "two");
}

TEST_CASE("a file put in the place of the database is not written to", "[faults]") {
    const Sqlite backend;
    const Sqlite other;
    const auto stores = backend.open();
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));
    other.open();

    fs::rename(other.settings().file, backend.settings().file);

    const auto replaced = stores->inbound().accept(arrival("two"), DocumentId{2});
    CHECK(test::failureOf(replaced) == FailureKind::unavailable);
    CHECK(replaced.error().what.find("restart the broker") != std::string::npos);
}

TEST_CASE("opening a database file that is not there does not make one", "[faults]") {
    const Sqlite backend;

    const auto opened = odbc::Connection::open(odbc::targetOf(backend.settings()));

    CHECK(test::failureOf(opened) == FailureKind::unavailable);
    CHECK_FALSE(fs::exists(backend.settings().file));
}

TEST_CASE("SQLite is told to have every commit on the disk, in a log that readers do not wait for",
          "[faults]") {
    const Sqlite backend;
    valueOf(odbc::ensureDatabaseFile(backend.settings().file));
    const auto connection = valueOf(odbc::Connection::open(odbc::targetOf(backend.settings())));
    const auto setting = [&](const std::string& name) {
        return valueOf(
            connection->selectOne("PRAGMA " + name, {}, [](odbc::Row& row) { return row.text(); }));
    };

    CHECK(setting("synchronous") == "2");  // FULL
    CHECK(setting("journal_mode") == "wal");
}

TEST_CASE("a full disk refuses new documents and keeps serving old ones", "[faults]") {
    const SmallDisk disk;
    if (!disk.isMounted()) return;  // the next test does what can be done without a mount
    odbc::StoreSettings settings;
    settings.file = disk / "entrepot.db";
    { std::ofstream(disk / "filler") << std::string(600'000, 'x'); }
    const auto stores = openStores(settings);

    std::optional<FailureKind> refusal;
    const int taken = acceptUntilRefused(*stores, refusal);

    CHECK(refusal == FailureKind::storage_full);
    REQUIRE(taken > 1);
    CHECK(valueOf(stores->archive().bytes(DocumentId{taken})).size() > 100'000);
    CHECK_FALSE(valueOf(stores->archive().find(DocumentId{taken + 1})).has_value());
    fs::remove(disk / "filler");
    CHECK(stores->inbound().accept(arrival("small"), DocumentId{5000}).has_value());
}

TEST_CASE("a full database refuses new rows and keeps serving old ones", "[faults]") {
    const Sqlite backend;
    valueOf(odbc::ensureDatabaseFile(backend.settings().file));
    odbc::Writer writer(odbc::targetOf(backend.settings()), {});
    const auto text = [](odbc::Row& row) { return row.text(); };
    valueOf(writer.run([&](odbc::Connection& connection) {
        return connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
    }));
    valueOf(writer.run([&](odbc::Connection& connection) {
        return connection.select("PRAGMA max_page_count = 20", {}, text);
    }));
    const std::string page(4000, 'x');
    Result<std::int64_t> inserted;
    int rows = -1;
    while (inserted && rows < 100) {
        ++rows;
        inserted = writer.run([&](odbc::Connection& connection) {
            return connection.execute("INSERT INTO t (x) VALUES (?)", {page});
        });
    }
    CHECK(test::failureOf(inserted) == FailureKind::storage_full);
    const auto found = valueOf(writer.run([&](odbc::Connection& connection) {
        return connection.select("SELECT x FROM t", {}, text);
    }));
    CHECK(found.size() == static_cast<std::size_t>(rows));
}

TEST_CASE("a damaged database is corrupt, not empty", "[faults]") {
    const Sqlite backend;
    { std::ofstream(backend.settings().file) << std::string(8192, '?'); }
    const auto stores = odbc::Stores::open(backend.settings(), ENTREPOT_SOURCE_DIR "/schemas");
    CHECK(test::failureOf(stores) == FailureKind::corrupt);
}

TEST_CASE("the database is its owner's only", "[faults]") {
    const ScratchDirectory directory;
    odbc::StoreSettings settings;
    settings.file = directory / "data" / "entrepot.db";
    const auto stores = openStores(settings);
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));

    const auto modeOf = [](const fs::path& path) { return fs::status(path).permissions(); };
    CHECK(modeOf(settings.file) == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(modeOf(settings.file.string() + "-wal") == modeOf(settings.file));
    CHECK(modeOf(directory / "data") == fs::perms::owner_all);
}
