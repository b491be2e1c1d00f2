// How fast an order becomes the model, goes out again, and goes from one form to any other, against
// one pass over the same bytes; how long it takes until the first file is read.
#pragma once
#include <filesystem>
#include <vector>

#include "tests/bench/figure.h"

namespace entrepot::bench {

// `schemas` is the folder with grammars, maps, codes and findings.xml.
std::vector<BenchFigure> translateBench(const std::filesystem::path& schemas);

}  // namespace entrepot::bench
