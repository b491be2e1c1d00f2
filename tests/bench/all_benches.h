// The benches by name, for `entrepot bench NAME`.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "tests/bench/figure.h"

namespace entrepot::bench {

struct Bench {
    std::string name;
    std::function<Result<std::vector<BenchFigure>>(const std::filesystem::path& schemas)> run;
};

std::vector<Bench> allBenches();

}  // namespace entrepot::bench
