// Brings a database to the structure this program works with, file by file of schemas/sql.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/odbc/connection.h"
#include "core/base/result.h"
#include "core/base/time.h"

namespace entrepot::odbc {

struct Migration {
    std::int64_t number = 0;
    std::string name;      // "0001_documents"
    std::string checksum;  // of the file as it is, both databases' lines
    std::vector<std::string> statements;
};

// The statements of a text as schemas/sql/README.md describes it; `name` for failures.
Result<std::vector<std::string>> splitSql(std::string_view text, Product product,
                                          const std::string& name);

// The files of `directory` in order, each as `product` reads it. A gap or a twin in the numbers, or
// a block that is not one statement, is `invalid`.
Result<std::vector<Migration>> loadMigrations(const std::filesystem::path& directory,
                                              Product product);

struct AppliedMigration {
    std::int64_t number = 0;
    std::string name;
    std::string checksum;
};

// None when the database is empty.
Result<std::vector<AppliedMigration>> appliedMigrations(Connection& connection);

struct MigrationReport {
    std::int64_t before = 0;  // number of the last file applied; 0 = the database was empty
    std::int64_t after = 0;
    std::vector<std::string> applied;
};

// `invalid` when a released file was edited or the database is newer than this program. Programs
// that start at once wait for each other.
Result<MigrationReport> migrate(Connection& connection, const std::vector<Migration>& migrations,
                                Instant now);

// The first contradiction between what was applied and the files.
Result<void> compareMigrations(const std::vector<AppliedMigration>& applied,
                               const std::vector<Migration>& migrations, const std::string& where);

}  // namespace entrepot::odbc
