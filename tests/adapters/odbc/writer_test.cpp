#include "adapters/odbc/writer.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <latch>

#include "adapters/odbc/database_file.h"
#include "tests/contract/backends.h"

using namespace entrepot;
using namespace entrepot::test;
using odbc::Connection;
using odbc::Row;
using odbc::Writer;

namespace {

void makeTable(const odbc::StoreSettings& settings) {
    if (settings.kind == odbc::Product::sqlite) valueOf(odbc::ensureDatabaseFile(settings.file));
    const auto connection = valueOf(Connection::open(odbc::targetOf(settings)));
    valueOf(connection->run("CREATE TABLE t (id BIGINT PRIMARY KEY, x TEXT)"));
}

std::int64_t rowsIn(const odbc::StoreSettings& settings) {
    const auto connection = valueOf(Connection::open(odbc::targetOf(settings)));
    return *valueOf(connection->selectOne("SELECT count(*) FROM t", {},
                                          [](Row& row) { return row.integer(); }));
}

Result<std::int64_t> insert(Connection& connection, std::int64_t id) {
    return connection.execute("INSERT INTO t (id, x) VALUES (?, ?)", {id, "x"});
}

// Holds the writer's thread in a job, so that what is submitted meanwhile makes one batch.
class Hold {
public:
    explicit Hold(Writer& writer) {
        job_ = std::async(std::launch::async, [&] {
            return writer.run([&](Connection&) -> Result<void> {
                if (!started_.try_wait()) started_.count_down();
                release_.wait();
                return {};
            });
        });
        started_.wait();
    }
    ~Hold() {
        if (!release_.try_wait()) release();
    }
    void release() {
        release_.count_down();
        job_.wait();
    }

private:
    std::latch started_{1};
    std::latch release_{1};
    std::future<Result<void>> job_;
};

void awaitWaiting(const Writer& writer, std::size_t jobs) {
    while (writer.waiting() < jobs) std::this_thread::yield();
}

}  // namespace

TEMPLATE_TEST_CASE("a failing job of a batch gets its failure, the others are durable", "[writer]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    makeTable(backend.settings());
    Writer writer(odbc::targetOf(backend.settings()), {});
    std::atomic<int> runs = 0;
    std::vector<std::future<Result<std::int64_t>>> jobs;
    Hold hold(writer);
    for (const int id : {1, 2, 1, 3})  // the second 1 is guilty
        jobs.push_back(std::async(std::launch::async, [&, id, before = writer.waiting()] {
            awaitWaiting(writer, before);
            return writer.run([&](Connection& connection) {
                ++runs;
                return insert(connection, id);
            });
        }));
    awaitWaiting(writer, 4);
    hold.release();

    int failures = 0;
    for (auto& job : jobs) {
        const auto result = job.get();
        if (!result) CHECK(result.error().kind == FailureKind::conflict);
        failures += result ? 0 : 1;
    }
    CHECK(failures == 1);
    CHECK(runs > 4);
    CHECK(rowsIn(backend.settings()) == 3);
}

TEMPLATE_TEST_CASE("jobs that wait are committed together", "[writer]", ENTREPOT_BACKENDS) {
    const TestType backend;
    makeTable(backend.settings());
    Writer writer(odbc::targetOf(backend.settings()), {});
    std::vector<std::future<Result<std::int64_t>>> jobs;
    Hold hold(writer);
    for (int id = 0; id < 20; ++id)
        jobs.push_back(std::async(std::launch::async, [&, id] {
            return writer.run([&](Connection& connection) -> Result<std::int64_t> {
                if (auto done = insert(connection, id); !done) return done;
                // What others see while this transaction is open.
                return rowsIn(backend.settings());
            });
        }));
    awaitWaiting(writer, 20);
    hold.release();

    for (auto& job : jobs) CHECK(valueOf(job.get()) == 0);
    CHECK(rowsIn(backend.settings()) == 20);
}

TEST_CASE("a connection that breaks before the commit leaves open whether it holds", "[writer]") {
    const PostgreSql backend;
    makeTable(backend.settings());
    Writer writer(odbc::targetOf(backend.settings()), {});
    const auto other = valueOf(Connection::open(odbc::targetOf(backend.settings())));

    const auto broken = writer.run([&](Connection& connection) -> Result<std::int64_t> {
        auto done = insert(connection, 1);
        const auto process = valueOf(connection.selectOne("SELECT pg_backend_pid()", {},
                                                          [](Row& row) { return row.integer(); }));
        valueOf(other->run("SELECT pg_terminate_backend(" + std::to_string(*process) + ", 10000)"));
        return done;
    });

    CHECK(test::failureOf(broken) == FailureKind::timeout);
    CHECK(writer.run([](Connection& connection) { return insert(connection, 2); }).has_value());
    CHECK(rowsIn(backend.settings()) == 1);
}

TEST_CASE("a job too many is busy, at once", "[writer]") {
    const Sqlite backend;
    makeTable(backend.settings());
    Writer writer(odbc::targetOf(backend.settings()), {.waiting_max = 2});
    const auto job = [&](std::int64_t id) {
        return std::async(std::launch::async, [&, id] {
            return writer.run([&](Connection& connection) { return insert(connection, id); });
        });
    };
    Hold hold(writer);
    auto first = job(1);
    auto second = job(2);
    awaitWaiting(writer, 2);

    const auto third = writer.run([](Connection& connection) { return insert(connection, 3); });

    CHECK(test::failureOf(third) == FailureKind::busy);
    hold.release();
    CHECK(first.get().has_value());
    CHECK(second.get().has_value());
    CHECK(rowsIn(backend.settings()) == 2);
}

TEST_CASE("stopping finishes what was accepted and takes nothing more", "[writer]") {
    const Sqlite backend;
    makeTable(backend.settings());
    Writer writer(odbc::targetOf(backend.settings()), {});
    Hold hold(writer);
    auto accepted = std::async(std::launch::async, [&] {
        return writer.run([&](Connection& connection) { return insert(connection, 1); });
    });
    awaitWaiting(writer, 1);
    auto stopping = std::async(std::launch::async, [&] { writer.stop(); });
    const auto noop = [](Connection&) -> Result<void> { return {}; };
    hold.release();
    stopping.wait();

    CHECK(accepted.get().has_value());
    CHECK(test::failureOf(writer.run(noop)) == FailureKind::cancelled);
    CHECK(rowsIn(backend.settings()) == 1);
}

TEST_CASE("many threads, every job once", "[writer]") {
    const Sqlite backend;
    makeTable(backend.settings());
    Writer writer(odbc::targetOf(backend.settings()), {});
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread)
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 50; ++i) {
                    const std::int64_t id = i % 10 == 9 ? 0 : thread * 100 + i;
                    const auto done =
                        writer.run([&](Connection& connection) { return insert(connection, id); });
                    failures += done ? 0 : 1;
                }
            });
    }
    CHECK(failures == 40);  // id 0 of the first thread is there; 40 more want it
    CHECK(rowsIn(backend.settings()) == 360);
}
