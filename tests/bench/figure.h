// One measured figure and what it is measured against in the same run.
#pragma once
#include <string>

struct BenchFigure {
    std::string name;
    double value = 0;
    std::string unit;
    std::string reference;
    double reference_value = 0;
    double ratio = 0;
};
