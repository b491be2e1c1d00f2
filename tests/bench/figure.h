// One measured figure with the reference that was measured in the same run.
#pragma once
#include <string>

namespace entrepot::bench {

struct BenchFigure {
    std::string name;
    double value = 0;
    std::string unit;
    std::string reference;
    double reference_value = 0;
    double ratio = 0;
};

}  // namespace entrepot::bench
