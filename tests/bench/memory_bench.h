// How much memory reading takes however large the payload is, and how long a large file is looked
// at to tell what it is. Payloads are made while they are read.
#pragma once
#include <filesystem>
#include <vector>

#include "tests/bench/figure.h"

namespace entrepot::bench {

// `schemas` is the folder with grammars, maps, codes and findings.xml.
std::vector<BenchFigure> memoryBench(const std::filesystem::path& schemas);

}  // namespace entrepot::bench
