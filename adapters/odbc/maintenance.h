// What an operator does to a database as a whole: `entrepot db migrate|check|backup|restore`.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/odbc/migrations.h"
#include "adapters/odbc/settings.h"
#include "core/base/result.h"

namespace entrepot::odbc {

// `schemas` is the directory that holds sql/. Makes the SQLite file (mode 0600) when there is none.
Result<MigrationReport> migrate(const StoreSettings& settings,
                                const std::filesystem::path& schemas);

struct CheckReport {
    std::int64_t version = 0;           // number of the last file applied
    std::int64_t newest = 0;            // number of the last file there is
    std::vector<std::string> problems;  // for an operator; empty = all is well
};

// Structure against the files, and what the database says of its own soundness. Only reads. A
// Failure when the database cannot be asked at all.
Result<CheckReport> check(const StoreSettings& settings, const std::filesystem::path& schemas);

// A complete copy of an SQLite database while the broker runs; `target` must not exist yet. For
// PostgreSQL `invalid`, with the command to run instead.
Result<void> backup(const StoreSettings& settings, const std::filesystem::path& target);

// Puts a backup in the place of the database, which is kept beside it as "<file>.before-restore".
// `busy` while a program has the database open.
Result<void> restore(const StoreSettings& settings, const std::filesystem::path& source,
                     const std::filesystem::path& schemas);

}  // namespace entrepot::odbc
