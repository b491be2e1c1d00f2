// How long a search takes with a million documents in store, against the same search with a
// thousand.
#pragma once
#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "tests/bench/figure.h"

namespace entrepot::bench {

struct SearchBenchSettings {
    std::filesystem::path directory;  // for SQLite files of some 1.5 kB a document
    std::filesystem::path schemas;
    int documents = 1'000'000;
    int searches = 200;  // of each kind; the median counts
};

Result<std::vector<BenchFigure>> searchBench(const SearchBenchSettings& settings);

}  // namespace entrepot::bench
