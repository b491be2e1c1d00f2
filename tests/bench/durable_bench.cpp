#include "tests/bench/durable_bench.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "adapters/odbc/connection.h"
#include "adapters/odbc/maintenance.h"
#include "adapters/odbc/stores.h"

namespace entrepot::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Workload {
    std::int64_t batch;     // promises in one commit
    std::int64_t promises;  // in one round
};
constexpr std::array<Workload, 3> workloads = {{{1, 2'000}, {100, 20'000}, {1'000, 20'000}}};

struct PromiseRow {
    std::int64_t id = 0;
    std::string state, reference, customer, order_number;
    std::int64_t changed_at = 0;
    std::string content;
};
using Rows = std::vector<PromiseRow>;

ports::LedgerEntry makeEntry(std::int64_t id, int lines) {
    const std::string number = "PO-" + std::to_string(4'500'000'000 + id);
    const Day day = *parseDay("2026-12-01");
    ports::LedgerEntry entry;
    entry.id = PromiseId{id};
    entry.changed_at = *parseInstant("2026-11-21T08:00:00Z") + std::chrono::microseconds(id);
    entry.request = {.mode = promise::PromiseMode::confirm,
                     .reference = "northwind/" + number,
                     .customer = PartnerKey("northwind"),
                     .order_number = number,
                     .currency = "USD",
                     .region = "US-East"};
    entry.answer.id = entry.id;
    entry.answer.state = entry.state;
    entry.answer.reference = entry.request.reference;
    for (int i = 1; i <= lines; ++i) {
        const ItemKey item("MT-" + std::to_string(10'000 + (id * 7 + i) % 200));
        const Quantity quantity = Quantity::whole(12 * i);
        entry.request.lines.push_back({.number = std::to_string(i * 10),
                                       .item = item,
                                       .lot = Quantity::whole(12),
                                       .wanted = {{quantity, day}},
                                       .price = Price::whole(19)});
        entry.answer.lines.push_back({.number = std::to_string(i * 10),
                                      .item = item,
                                      .parts = {{quantity, SiteKey("DC-EAST"), day - Days(2), day}},
                                      .reasons = {{"stock-covers", {{"site", "DC-EAST"}}}}});
    }
    return entry;
}

std::vector<ports::LedgerBatch> makeBatches(const Workload& workload, std::int64_t first_id,
                                            int lines) {
    std::vector<ports::LedgerBatch> batches;
    for (std::int64_t made = 0; made < workload.promises; made += workload.batch) {
        ports::LedgerBatch& batch = batches.emplace_back();
        batch.at = *parseInstant("2026-11-21T08:00:00Z");
        for (std::int64_t i = 0; i < workload.batch; ++i)
            batch.added.push_back(makeEntry(first_id + made + i, lines));
    }
    return batches;
}

// Seconds `work` took, or its failure.
Result<double> timed(const std::function<Result<void>()>& work) {
    const auto start = Clock::now();
    if (auto done = work(); !done) return fail(done.error());
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Result<Rows> readRows(odbc::Connection& connection, std::int64_t first_id) {
    return connection.select(
        "SELECT id, state, reference, customer, order_number, changed_at, content FROM promise "
        "WHERE id >= ? ORDER BY id",
        {first_id}, [](odbc::Row& row) {
            PromiseRow promise;
            promise.id = row.integer();
            promise.state = row.text();
            promise.reference = row.text();
            promise.customer = row.text();
            promise.order_number = row.text();
            promise.changed_at = row.integer();
            promise.content = row.text();
            return promise;
        });
}

// The reference on SQLite: the same tables, the same durability, prepared statements, no more.
class NativeSqlite {
public:
    ~NativeSqlite() {
        sqlite3_finalize(promise_);
        sqlite3_finalize(outbox_);
        sqlite3_close(database_);
    }
    Result<void> open(const fs::path& file) {
        if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) return problem();
        run("PRAGMA journal_mode = WAL");
        run("PRAGMA synchronous = FULL");
        run("PRAGMA foreign_keys = ON");
        sqlite3_prepare_v2(database_,
                           "INSERT INTO promise (id, state, reference, customer, order_number, "
                           "changed_at, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
                           -1, &promise_, nullptr);
        sqlite3_prepare_v2(database_, "INSERT INTO erp_outbox (promise_id) VALUES (?)", -1,
                           &outbox_, nullptr);
        return outbox_ == nullptr ? problem() : Result<void>();
    }
    Result<void> insert(const Rows& rows, std::int64_t batch) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i % static_cast<std::size_t>(batch) == 0) run("BEGIN IMMEDIATE");
            if (!insertOne(rows[i])) return problem();
            if ((i + 1) % static_cast<std::size_t>(batch) == 0) run("COMMIT");
        }
        return {};
    }

private:
    Result<void> problem() { return fail(FailureKind::unavailable, sqlite3_errmsg(database_)); }
    void run(const char* sql) { sqlite3_exec(database_, sql, nullptr, nullptr, nullptr); }
    void bind(int number, const std::string& text) {
        sqlite3_bind_text(promise_, number, text.data(), static_cast<int>(text.size()),
                          SQLITE_STATIC);
    }
    bool insertOne(const PromiseRow& row) {
        sqlite3_bind_int64(promise_, 1, row.id);
        bind(2, row.state);
        bind(3, row.reference);
        bind(4, row.customer);
        bind(5, row.order_number);
        sqlite3_bind_int64(promise_, 6, row.changed_at);
        bind(7, row.content);
        sqlite3_bind_int64(outbox_, 1, row.id);
        const bool good =
            sqlite3_step(promise_) == SQLITE_DONE && sqlite3_step(outbox_) == SQLITE_DONE;
        sqlite3_reset(promise_);
        sqlite3_reset(outbox_);
        return good;
    }

    sqlite3* database_ = nullptr;
    sqlite3_stmt* promise_ = nullptr;
    sqlite3_stmt* outbox_ = nullptr;
};

std::string literal(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += c;
        out += c;
    }
    out += '\'';
    return out;
}

void appendTuple(std::string& statement, bool first, std::initializer_list<std::string> values) {
    statement.append(first ? "(" : ",(");
    for (const std::string& value : values) statement.append(value).append(",");
    statement.back() = ')';
}

// The reference on PostgreSQL; the texts are made before the clock runs.
std::vector<std::string> literalStatements(const Rows& rows, std::int64_t batch) {
    std::vector<std::string> statements;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const PromiseRow& row = rows[i];
        const bool first = i % static_cast<std::size_t>(batch) == 0;
        if (first) {
            statements.emplace_back(
                "INSERT INTO promise (id, state, reference, customer, "
                "order_number, changed_at, content) VALUES ");
            statements.emplace_back("INSERT INTO erp_outbox (promise_id) VALUES ");
        }
        appendTuple(statements[statements.size() - 2], first,
                    {std::to_string(row.id), literal(row.state), literal(row.reference),
                     literal(row.customer), literal(row.order_number),
                     std::to_string(row.changed_at), literal(row.content)});
        appendTuple(statements.back(), first, {std::to_string(row.id)});
    }
    return statements;
}

Result<void> runPairs(odbc::Connection& connection, const std::vector<std::string>& statements) {
    for (std::size_t i = 0; i + 1 < statements.size(); i += 2) {
        Result<void> done = connection.begin();
        if (done) done = connection.run(statements[i]);
        if (done) done = connection.run(statements[i + 1]);
        if (done) done = connection.commit();
        if (!done) return done;
    }
    return {};
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Timing {
    std::vector<double> ours;
    std::vector<double> reference;
};

BenchFigure figureOf(const std::string& name, const std::string& reference, double lines,
                     const Timing& timing) {
    const double ours = lines / median(timing.ours);
    const double theirs = lines / median(timing.reference);
    return {name, ours, "lines/s", reference, theirs, ours / theirs};
}

// Commits one round through the ledger; its rows, to insert them again as the reference.
Result<double> timeLedger(odbc::Stores& stores, const std::vector<ports::LedgerBatch>& batches) {
    return timed([&]() -> Result<void> {
        for (const ports::LedgerBatch& batch : batches)
            if (auto done = stores.ledger().commit(batch); !done) return done;
        return {};
    });
}

class Bench {
public:
    explicit Bench(const DurableBenchSettings& settings) : settings_(settings) {}

    Result<std::vector<BenchFigure>> run() {
        Result<void> done;
        for (const Workload& workload : workloads)
            if (done) done = sqlite(workload);
        for (const Workload& workload : workloads)
            if (done && settings_.postgresql) done = postgresql(workload);
        if (!done) return fail(done.error());
        return figures_;
    }

private:
    Result<void> sqlite(const Workload& workload) {
        odbc::StoreSettings ours, theirs;
        const std::string batch = std::to_string(workload.batch);
        for (const char* name : {"ours-", "native-"})
            for (const char* ending : {".db", ".db-wal", ".db-shm"})
                fs::remove(settings_.directory / (name + batch + ending));
        ours.file = settings_.directory / ("ours-" + batch + ".db");
        theirs.file = settings_.directory / ("native-" + batch + ".db");
        const auto stores = odbc::Stores::open(ours, settings_.schemas);
        if (!stores) return fail(stores.error());
        if (auto made = odbc::migrate(theirs, settings_.schemas); !made) return fail(made.error());
        NativeSqlite native;
        if (auto opened = native.open(theirs.file); !opened) return opened;
        return rounds(workload, "sqlite", "native sqlite3 insert", ours, **stores,
                      [&](const Rows& rows) {
                          return timed([&] { return native.insert(rows, workload.batch); });
                      });
    }

    Result<void> postgresql(const Workload& workload) {
        const auto stores = odbc::Stores::open(*settings_.postgresql, settings_.schemas);
        if (!stores) return fail(stores.error());
        auto connection = odbc::Connection::open(odbc::targetOf(*settings_.postgresql));
        if (!connection) return fail(connection.error());
        return rounds(workload, "postgresql", "multi-row insert of literals", *settings_.postgresql,
                      **stores, [&](const Rows& rows) -> Result<double> {
                          const auto cleared = (*connection)->run("TRUNCATE promise, erp_outbox");
                          if (!cleared) return fail(cleared.error());
                          const auto statements = literalStatements(rows, workload.batch);
                          return timed([&] { return runPairs(**connection, statements); });
                      });
    }

    // Our store and the reference take turns, so that a busy moment of the machine meets both.
    Result<void> rounds(const Workload& workload, const std::string& product,
                        const std::string& reference, const odbc::StoreSettings& where,
                        odbc::Stores& stores,
                        const std::function<Result<double>(const Rows&)>& insert) {
        auto reader = odbc::Connection::open(odbc::targetOf(where));
        if (!reader) return fail(reader.error());
        Timing timing;
        for (int round = 0; round < settings_.rounds; ++round) {
            const std::int64_t first_id = next_id_;
            next_id_ += workload.promises;
            const auto batches = makeBatches(workload, first_id, settings_.lines_per_promise);
            const auto ours = timeLedger(stores, batches);
            if (!ours) return fail(ours.error());
            const auto rows = readRows(**reader, first_id);
            if (!rows) return fail(rows.error());
            const auto theirs = insert(*rows);
            if (!theirs) return fail(theirs.error());
            timing.ours.push_back(*ours);
            timing.reference.push_back(*theirs);
        }
        const double lines = static_cast<double>(workload.promises * settings_.lines_per_promise);
        figures_.push_back(
            figureOf("durable-promises/" + product + "/batch-" + std::to_string(workload.batch),
                     reference, lines, timing));
        return {};
    }

    const DurableBenchSettings& settings_;
    std::vector<BenchFigure> figures_;
    std::int64_t next_id_ = 1;
};

}  // namespace

Result<std::vector<BenchFigure>> durableBench(const DurableBenchSettings& settings) {
    return Bench(settings).run();
}

}  // namespace entrepot::bench
