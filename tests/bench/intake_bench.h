// How many orders of 5 KB a second a broker takes by HTTP POST, each durable before its receipt.
//
// A whole broker on SQLite without workers (so that only intake is measured), clients on loopback
// over 1, 16 and 256 kept connections. The reference is the same server answering GET /healthz over
// as many connections: what HTTP alone costs here.
#pragma once
#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "tests/bench/figure.h"

namespace entrepot::bench {

Result<std::vector<BenchFigure>> intakeBench(const std::filesystem::path& schemas);

}  // namespace entrepot::bench
