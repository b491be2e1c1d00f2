// How fast promises become durable through the ledger store, against inserting the same rows with
// as little as can be: sqlite3's own API on SQLite, statements with the rows written into their
// text, as psql would send them, on PostgreSQL.
#pragma once
#include <filesystem>
#include <optional>
#include <vector>

#include "adapters/odbc/settings.h"
#include "core/base/result.h"
#include "tests/bench/figure.h"

namespace entrepot::bench {

struct DurableBenchSettings {
    std::filesystem::path directory;  // for SQLite files; on a disk, not in memory
    std::filesystem::path schemas;
    std::optional<odbc::StoreSettings> postgresql;  // an empty database; none = left out
    int lines_per_promise = 5;
    int rounds = 3;  // the median of these
};

Result<std::vector<BenchFigure>> durableBench(const DurableBenchSettings& settings);

}  // namespace entrepot::bench
