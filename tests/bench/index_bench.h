// How fast EDI is read: delimiter index and tokens, and full validation, against one pass over the
// same bytes.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/figure.h"

namespace entrepot::bench {

// Deterministic; about `bytes` large, messages of `lines` order lines each.
std::string generate850(std::size_t bytes, int lines);
std::string generateOrders(std::size_t bytes, int lines);

// `schemas` is the folder with grammars and findings.xml.
std::vector<BenchFigure> indexBench(const std::filesystem::path& schemas);

}  // namespace entrepot::bench
