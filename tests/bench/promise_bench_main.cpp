#include <cstdio>

#include "tests/bench/promise_bench.h"

int main() {
    for (const BenchFigure& figure : promiseBench())
        std::printf("%s\t%.0f\t%s\t%s\t%.0f\t%.2f\n", figure.name.c_str(), figure.value,
                    figure.unit.c_str(), figure.reference.c_str(), figure.reference_value,
                    figure.ratio);
}
