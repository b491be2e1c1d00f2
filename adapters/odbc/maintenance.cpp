#include "adapters/odbc/maintenance.h"

#include <chrono>

#include "adapters/odbc/database_file.h"

namespace entrepot::odbc {
namespace {

namespace fs = std::filesystem;

Instant now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string readFirst(Row& row) {
    return row.text();
}

// "table document_bytes, row 7: document is not there"
std::string readOrphan(Row& row) {
    const std::string table = row.text();
    const std::string id = row.text();
    return "table " + table + ", row " + id + ": " + row.text() + " it refers to is not there";
}

Result<void> checkSqlite(Connection& connection, CheckReport& report) {
    const auto sound = connection.select("PRAGMA integrity_check(20)", {}, readFirst);
    if (!sound) return fail(sound.error());
    for (const std::string& line : *sound)
        if (line != "ok") report.problems.push_back("integrity: " + line);
    const auto orphans = connection.select("PRAGMA foreign_key_check", {}, readOrphan);
    if (!orphans) return fail(orphans.error());
    report.problems.insert(report.problems.end(), orphans->begin(), orphans->end());
    return {};
}

// PostgreSQL enforces its rules itself; what can be asked is whether its indexes are in use.
Result<void> checkPostgresql(Connection& connection, CheckReport& report) {
    const auto broken = connection.select(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "WHERE NOT i.indisvalid ORDER BY 1",
        {}, readFirst);
    if (!broken) return fail(broken.error());
    for (const std::string& index : *broken)
        report.problems.push_back("index " + index + " is not valid; run REINDEX INDEX " + index);
    return {};
}

tl::unexpected<Failure> onPostgresql(const std::string& command) {
    return fail(FailureKind::invalid, "for PostgreSQL run: " + command);
}

std::string reachOf(const StoreSettings& settings) {
    return "--host='" + settings.server + "' --port=" + std::to_string(settings.port) +
           " --username='" + settings.user + "' --dbname='" + settings.database + "'";
}

fs::path beside(const fs::path& file, const char* ending) {
    return fs::path(file.string() + ending);
}

// SQLite removes the log when the last program closes the database.
Result<void> ensureClosed(const StoreSettings& settings) {
    if (!fs::exists(settings.file)) return {};
    {
        auto connection = Connection::open(targetOf(settings));
        if (!connection) return {};  // damaged: that is why a backup comes in
        (void)(*connection)->select("SELECT count(*) FROM schema_version", {}, readFirst);
    }
    if (fs::exists(beside(settings.file, "-wal")))
        return fail(FailureKind::busy, "a program has the database open; stop the broker first",
                    settings.file.string());
    return {};
}

Result<void> checkBackup(const StoreSettings& settings, const fs::path& copy,
                         const fs::path& schemas) {
    StoreSettings of_copy = settings;
    of_copy.file = copy;
    const auto report = check(of_copy, schemas);
    if (!report) return fail(report.error());
    if (!report->problems.empty())
        return fail(FailureKind::corrupt, "the backup is not sound: " + report->problems.front(),
                    copy.string());
    return {};
}

void removeDatabase(const fs::path& file) {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(beside(file, ending), ignored);
}

}  // namespace

Result<MigrationReport> migrate(const StoreSettings& settings, const fs::path& schemas) {
    const auto migrations = loadMigrations(schemas / "sql", settings.kind);
    if (!migrations) return fail(migrations.error());
    if (settings.kind == Product::sqlite)
        if (auto made = ensureDatabaseFile(settings.file); !made) return fail(made.error());
    const auto connection = Connection::open(targetOf(settings));
    if (!connection) return fail(connection.error());
    return migrate(**connection, *migrations, now());
}

Result<CheckReport> check(const StoreSettings& settings, const fs::path& schemas) {
    const auto migrations = loadMigrations(schemas / "sql", settings.kind);
    if (!migrations) return fail(migrations.error());
    const auto connection = Connection::open(targetOf(settings));
    if (!connection) return fail(connection.error());
    const auto applied = appliedMigrations(**connection);
    if (!applied) return fail(applied.error());
    CheckReport report;
    report.version = applied->empty() ? 0 : applied->back().number;
    report.newest = migrations->back().number;
    if (auto same = compareMigrations(*applied, *migrations, targetOf(settings).name); !same)
        report.problems.push_back(same.error().what);
    else if (report.version < report.newest)
        report.problems.push_back(
            "the structure is older than this program; run entrepot db migrate");
    const auto checked = settings.kind == Product::sqlite ? checkSqlite(**connection, report)
                                                          : checkPostgresql(**connection, report);
    if (!checked) return fail(checked.error());
    return report;
}

Result<void> backup(const StoreSettings& settings, const fs::path& target) {
    if (settings.kind == Product::postgresql)
        return onPostgresql("pg_dump --format=custom --file='" + target.string() + "' " +
                            reachOf(settings));
    if (fs::exists(target))
        return fail(FailureKind::conflict, "the backup's file is there already", target.string());
    const fs::path part = beside(target, ".part");
    fs::remove(part);
    if (auto made = ensureDatabaseFile(part); !made) return made;
    const auto connection = Connection::open(targetOf(settings));
    if (!connection) return fail(connection.error());
    const auto copied = (*connection)->execute("VACUUM INTO ?", {part.string()});
    if (!copied) {
        removeDatabase(part);
        return fail(copied.error());
    }
    if (auto durable = makeDurable(part); !durable) return durable;
    return renameDurably(part, target);
}

Result<void> restore(const StoreSettings& settings, const fs::path& source,
                     const fs::path& schemas) {
    if (settings.kind == Product::postgresql)
        return onPostgresql("pg_restore --clean --if-exists " + reachOf(settings) + " '" +
                            source.string() + "'");
    if (auto closed = ensureClosed(settings); !closed) return closed;
    const fs::path part = beside(settings.file, ".restoring");
    removeDatabase(part);
    if (auto copied = copyDurably(source, part); !copied) return copied;
    if (auto sound = checkBackup(settings, part, schemas); !sound) {
        removeDatabase(part);
        return sound;
    }
    if (fs::exists(settings.file)) {
        const fs::path before = beside(settings.file, ".before-restore");
        removeDatabase(before);
        if (auto kept = renameDurably(settings.file, before); !kept) return kept;
        for (const char* ending : {"-wal", "-shm"})
            if (fs::exists(beside(settings.file, ending)))
                fs::rename(beside(settings.file, ending), beside(before, ending));
    }
    return renameDurably(part, settings.file);
}

}  // namespace entrepot::odbc
