#include "tests/bench/all_benches.h"

#include <cstdlib>
#include <sstream>

#include "tests/bench/durable_bench.h"
#include "tests/bench/index_bench.h"
#include "tests/bench/intake_bench.h"
#include "tests/bench/memory_bench.h"
#include "tests/bench/peers_bench.h"
#include "tests/bench/promise_bench.h"
#include "tests/bench/search_bench.h"
#include "tests/bench/translate_bench.h"
#include "tests/support/scratch_directory.h"

namespace entrepot::bench {
namespace {

// ENTREPOT_BENCH_POSTGRESQL="socket-folder-or-host database user", as ./dev bench sets it.
std::optional<odbc::StoreSettings> postgresql() {
    const char* text = std::getenv("ENTREPOT_BENCH_POSTGRESQL");
    if (text == nullptr) return std::nullopt;
    odbc::StoreSettings settings;
    settings.kind = odbc::Product::postgresql;
    std::istringstream words(text);
    words >> settings.server >> settings.database >> settings.user;
    return settings;
}

Result<std::vector<BenchFigure>> durable(const std::filesystem::path& schemas) {
    const test::ScratchDirectory folder;
    DurableBenchSettings settings;
    settings.directory = folder.path();
    settings.schemas = schemas;
    settings.postgresql = postgresql();
    return durableBench(settings);
}

Result<std::vector<BenchFigure>> search(const std::filesystem::path& schemas) {
    const test::ScratchDirectory folder;
    return searchBench({.directory = folder.path(), .schemas = schemas});
}

// The packages lie where tests/peers/run.sh puts them, beside the program's folder, or where
// ENTREPOT_BENCH_NODE_MODULES says.
Result<std::vector<BenchFigure>> peers(const std::filesystem::path& schemas) {
    const test::ScratchDirectory folder;
    const char* named = std::getenv("ENTREPOT_BENCH_NODE_MODULES");
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    PeersBenchSettings settings;
    settings.directory = folder.path();
    settings.schemas = schemas;
    settings.script = schemas.parent_path() / "tests/peers/throughput.js";
    settings.modules = named != nullptr
                           ? std::filesystem::path(named)
                           : program.parent_path().parent_path() / "peers/node_modules";
    return peersBench(settings);
}

}  // namespace

std::vector<Bench> allBenches() {
    return {{"index", [](const auto& schemas) { return indexBench(schemas); }},
            {"translate", [](const auto& schemas) { return translateBench(schemas); }},
            {"memory", [](const auto& schemas) { return memoryBench(schemas); }},
            {"peers", peers},
            {"promise", [](const auto&) { return promiseBench(); }},
            {"durable", durable},
            {"search", search},
            {"intake", intakeBench}};
}

}  // namespace entrepot::bench
