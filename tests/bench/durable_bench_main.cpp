// bench_durable [directory [postgresql-server database user]]
#include <cstdio>

#include "tests/bench/durable_bench.h"

using namespace entrepot;

int main(int count, char** arguments) {
    bench::DurableBenchSettings settings;
    settings.directory = count > 1 ? arguments[1] : ".";
    settings.schemas = ENTREPOT_SOURCE_DIR "/schemas";
    if (count > 4) {
        auto& store = settings.postgresql.emplace();
        store.kind = odbc::Product::postgresql;
        store.server = arguments[2];
        store.database = arguments[3];
        store.user = arguments[4];
    }
    const auto figures = bench::durableBench(settings);
    if (!figures) {
        std::fprintf(stderr, "%s\n", describe(figures.error()).c_str());
        return 3;
    }
    for (const bench::BenchFigure& figure : *figures)
        std::printf("%s\t%.0f\t%s\t%s\t%.0f\t%.2f\n", figure.name.c_str(), figure.value,
                    figure.unit.c_str(), figure.reference.c_str(), figure.reference_value,
                    figure.ratio);
}
