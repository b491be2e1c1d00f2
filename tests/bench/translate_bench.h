// How fast an 850 becomes the model and goes out again, against one pass over the same bytes; and
// that memory stays flat however large the payload is.
#pragma once
#include <filesystem>
#include <vector>

#include "tests/bench/figure.h"

namespace entrepot::bench {

// `schemas` is the folder with grammars, maps, codes and findings.xml.
std::vector<BenchFigure> translateBench(const std::filesystem::path& schemas);

}  // namespace entrepot::bench
