#include "tests/bench/memory_bench.h"

#include <malloc.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "core/base/check.h"
#include "mapping/payload.h"
#include "tests/bench/measure.h"
#include "tests/bench/order_sink.h"
#include "tests/bench/order_source.h"
#include "tests/support/scratch_directory.h"

namespace entrepot::bench {
namespace {

using namespace entrepot::mapping;

constexpr std::size_t small_bytes = 20'000'000;
constexpr std::size_t large_bytes = 1'000'000'000;
constexpr double aim_megabytes = 64;  // above idle

// "VmHWM:    24501 kB", of /proc/self/status.
double statusMegabytes(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":"))
            return std::strtod(line.c_str() + name.size() + 1, nullptr) / 1024;
    return 0;
}

// How far the resident memory rises above where it is now.
double peakOf(const auto& work) {
    malloc_trim(0);
    const double idle = statusMegabytes("VmRSS");
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
    work();
    return statusMegabytes("VmHWM") - idle;
}

BenchFigure peak(const std::string& what, std::size_t bytes, double megabytes) {
    return {what + " of " + std::to_string(bytes / 1'000'000) + " MB, peak memory",
            megabytes,
            "MB above idle",
            "aim",
            aim_megabytes,
            megabytes / aim_megabytes};
}

// The head of an interchange in front of a hole: no disk is needed.
BenchFigure inspectLarge(const SchemaTranslator& translator) {
    const test::ScratchDirectory folder;
    OrderSource source(orders850(), 1'000'000);
    const auto file = folder.write("large.x12", allOf(source));
    std::filesystem::resize_file(file, large_bytes);
    const double seconds = bestOf(5, [&] {
        const auto opened = fileSource(file);
        const auto summary = inspectHeader(translator, **opened);
        check(summary && summary->interchanges.size() == 1, "the head is read");
    });
    return {"inspect of a file of 1000 MB", 1000 * seconds, "ms", "", 0, 0};
}

}  // namespace

std::vector<BenchFigure> memoryBench(const std::filesystem::path& schemas) {
    std::vector<BenchFigure> figures;
    const SchemaTranslator translator(schemas);
    ports::WriteSettings ubl;
    ubl.format = {"ubl", "2.1", "Order"};
    ubl.sender = {"0088", "4012345000009", {}};
    ubl.receiver = {"0088", "5412345000013", {}};
    const auto validate = [&](std::size_t bytes) {
        OrderSource source(orders850(), bytes);
        OrderSink orders;
        check(translator.readStream(source, {}, orders).has_value(), "the stream is read");
    };
    const auto translate = [&](std::size_t bytes) {
        OrderSource source(orders850(), bytes);
        OrderSink orders(translator, ubl);
        check(translator.readStream(source, {}, orders).has_value(), "the stream is read");
    };
    translate(1);  // the definitions are no part of it
    for (const std::size_t bytes : {small_bytes, large_bytes})
        figures.push_back(peak("validate", bytes, peakOf([&] { validate(bytes); })));
    for (const std::size_t bytes : {small_bytes, large_bytes})
        figures.push_back(peak("850 to UBL", bytes, peakOf([&] { translate(bytes); })));
    figures.push_back(inspectLarge(translator));
    return figures;
}

}  // namespace entrepot::bench
