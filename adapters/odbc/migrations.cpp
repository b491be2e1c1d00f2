#include "adapters/odbc/migrations.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

namespace entrepot::odbc {
namespace {

constexpr std::string_view version_table =
    "CREATE TABLE IF NOT EXISTS schema_version (number BIGINT NOT NULL PRIMARY KEY, "
    "name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

// FNV-1a: it shall notice a slip, not withstand an attack.
std::string checksumOf(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    char out[17];
    std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(hash));
    return out;
}

// The line as `product` reads it: "" for a comment and for the other product's lines.
std::string_view lineFor(Product product, std::string_view line) {
    constexpr std::string_view sqlite = "-- sqlite:";
    constexpr std::string_view postgresql = "-- postgresql:";
    const std::string_view ours = product == Product::sqlite ? sqlite : postgresql;
    if (line.starts_with(ours)) return line.substr(ours.size());
    return line.starts_with("--") ? std::string_view() : line;
}

bool holdsTwo(const std::string& statement) {
    return !statement.starts_with(" CREATE TRIGGER") && !statement.starts_with("CREATE TRIGGER") &&
           statement.find(";\n") != std::string::npos;
}

Result<Migration> loadMigration(const std::filesystem::path& file, Product product) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return fail(FailureKind::unavailable, "the file cannot be read", file.string());
    Migration migration;
    migration.name = file.stem().string();
    migration.checksum = checksumOf(text);
    const char* start = migration.name.data();
    if (std::from_chars(start, start + 4, migration.number).ptr != start + 4)
        return fail(FailureKind::invalid, "name it NNNN_what.sql", file.string());
    auto statements = splitSql(text, product, file.string());
    if (!statements) return fail(statements.error());
    migration.statements = std::move(*statements);
    return migration;
}

Result<void> apply(Connection& connection, const Migration& migration, Instant now) {
    for (const std::string& statement : migration.statements)
        if (auto done = connection.run(statement); !done)
            return fail(done.error().kind, migration.name + ": " + done.error().what,
                        done.error().where);
    const auto noted = connection.execute(
        "INSERT INTO schema_version (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)",
        {migration.number, migration.name, migration.checksum, now});
    if (!noted) return fail(noted.error());
    return {};
}

// Holds until the transaction ends, so that two programs do not migrate at once.
Result<void> beginAlone(Connection& connection) {
    if (auto begun = connection.begin(); !begun) return begun;
    if (connection.product() == Product::sqlite) return {};
    constexpr int our_lock = 0x45505354;
    const auto locked = connection.select("SELECT 1 FROM (SELECT pg_advisory_xact_lock(?)) AS lock",
                                          {our_lock}, [](Row& row) { return row.integer(); });
    if (!locked) return fail(locked.error());
    return {};
}

// In a transaction of its own: the files not applied yet, one of them.
Result<bool> applyNext(Connection& connection, const std::vector<Migration>& migrations,
                       Instant now, MigrationReport& report) {
    if (auto made = connection.run(version_table); !made) return fail(made.error());
    const auto applied = appliedMigrations(connection);
    if (!applied) return fail(applied.error());
    if (auto same = compareMigrations(*applied, migrations, connection.target().name); !same)
        return fail(same.error());
    report.after = static_cast<std::int64_t>(applied->size());
    if (applied->size() == migrations.size()) return false;
    const Migration& next = migrations[applied->size()];
    if (auto done = apply(connection, next, now); !done) return fail(done.error());
    report.applied.push_back(next.name);
    report.after = next.number;
    return true;
}

}  // namespace

Result<std::vector<std::string>> splitSql(std::string_view text, Product product,
                                          const std::string& name) {
    std::vector<std::string> statements;
    std::string statement;
    const auto finish = [&] {
        while (!statement.empty() && (statement.back() == '\n' || statement.back() == ';'))
            statement.pop_back();
        if (!statement.empty()) statements.push_back(statement);
        statement.clear();
    };
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) {
            finish();
            continue;
        }
        const std::string_view ours = lineFor(product, line);
        if (!ours.empty()) statement.append(ours).append("\n");
    }
    finish();
    for (const std::string& each : statements)
        if (holdsTwo(each))
            return fail(FailureKind::invalid,
                        "an empty line must follow every statement; see: " +
                            each.substr(0, each.find('\n')),
                        name);
    return statements;
}

Result<std::vector<Migration>> loadMigrations(const std::filesystem::path& directory,
                                              Product product) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(directory, error), end; !error && at != end;
         at.increment(error))
        if (at->path().extension() == ".sql") files.push_back(at->path());
    if (error || files.empty())
        return fail(FailureKind::not_found,
                    "no NNNN_name.sql files are here; check the installation", directory.string());
    std::ranges::sort(files);
    std::vector<Migration> migrations;
    for (const auto& file : files) {
        auto migration = loadMigration(file, product);
        if (!migration) return fail(migration.error());
        if (migration->number != static_cast<std::int64_t>(migrations.size()) + 1)
            return fail(FailureKind::invalid, "the numbers must be 0001, 0002, ... without gaps",
                        file.string());
        migrations.push_back(std::move(*migration));
    }
    return migrations;
}

Result<std::vector<AppliedMigration>> appliedMigrations(Connection& connection) {
    const auto tables =
        connection.selectOne(connection.product() == Product::sqlite
                                 ? "SELECT count(*) FROM sqlite_master WHERE name = ?"
                                 : "SELECT count(*) FROM pg_tables WHERE tablename = ? AND "
                                   "schemaname = current_schema()",
                             {"schema_version"}, [](Row& row) { return row.integer(); });
    if (!tables) return fail(tables.error());
    if (*tables == 0) return std::vector<AppliedMigration>();
    return connection.select("SELECT number, name, checksum FROM schema_version ORDER BY number",
                             {}, [](Row& row) {
                                 AppliedMigration applied;
                                 applied.number = row.integer();
                                 applied.name = row.text();
                                 applied.checksum = row.text();
                                 return applied;
                             });
}

Result<void> compareMigrations(const std::vector<AppliedMigration>& applied,
                               const std::vector<Migration>& migrations, const std::string& where) {
    if (applied.size() > migrations.size())
        return fail(FailureKind::invalid,
                    "the database is newer than this program: it has " + applied.back().name +
                        ", the program knows up to " + migrations.back().name +
                        "; run the newer program or restore a backup",
                    where);
    for (std::size_t i = 0; i < applied.size(); ++i)
        if (applied[i].number != migrations[i].number ||
            applied[i].checksum != migrations[i].checksum)
            return fail(FailureKind::invalid,
                        migrations[i].name + ".sql is not what was applied to the database as " +
                            applied[i].name + "; restore the released file",
                        where);
    return {};
}

Result<MigrationReport> migrate(Connection& connection, const std::vector<Migration>& migrations,
                                Instant now) {
    MigrationReport report;
    bool first = true;
    for (bool more = true; more; first = false) {
        if (auto begun = beginAlone(connection); !begun) return fail(begun.error());
        const auto went_on = applyNext(connection, migrations, now, report);
        const auto committed = went_on ? connection.commit() : Result<void>();
        if (!went_on || !committed) connection.rollback();
        if (!went_on) return fail(went_on.error());
        if (!committed) return fail(committed.error());
        if (first) report.before = report.after - static_cast<std::int64_t>(report.applied.size());
        more = *went_on;
    }
    return report;
}

}  // namespace entrepot::odbc
