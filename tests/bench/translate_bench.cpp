#include "tests/bench/translate_bench.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <string>

#include "core/base/check.h"
#include "mapping/syntax/scan/delimiter_index.h"
#include "mapping/translator.h"

namespace entrepot::bench {
namespace {

using namespace entrepot::mapping;

constexpr std::size_t small_bytes = 20'000'000;
constexpr std::size_t large_bytes = 500'000'000;
constexpr int lines_per_order = 50;
constexpr double megabyte = 1e6;

volatile std::uint64_t sink = 0;

// One 850 interchange of many orders, made while it is read.
class OrderSource : public ByteSource {
public:
    explicit OrderSource(std::size_t bytes) : bytes_max_(bytes) {
        text_ =
            "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261121*0830*U*"
            "00401*000000001*0*P*>~GS*PO*BUYER*SELLER*20261121*0830*1*X*004010~";
    }
    Result<std::size_t> read(std::span<char> into) override {
        while (text_.size() - given_ < into.size() && !closed_) next();
        const std::size_t count = std::min(into.size(), text_.size() - given_);
        std::memcpy(into.data(), text_.data() + given_, count);
        given_ += count;
        return count;
    }

private:
    void next() {
        text_.erase(0, given_);
        made_ += given_;
        given_ = 0;
        if (made_ + text_.size() < bytes_max_) return order();
        text_ += "GE*" + std::to_string(orders_) + "*1~IEA*1*000000001~";
        closed_ = true;
    }
    void order() {
        const std::string control = std::to_string(100000 + ++orders_);
        text_ += "ST*850*" + control + "~BEG*00*SA*PO-" + control +
                 "**20261121~CUR*BY*USD~DTM*002*20261204~N1*BY*Buyer Inc*UL*4012345000009~"
                 "N1*ST*Depot 7*92*DC-07~N3*1200 River Road~N4*Peoria*IL*61602*US~";
        for (int line = 1; line <= lines_per_order; ++line) {
            const std::string number = std::to_string(line);
            text_ += "PO1*" + number + "*" + std::to_string(line * 7 % 90 + 1) +
                     "*EA*12.35**EN*40123456789" + std::to_string(10 + line % 80) + "*VP*W-" +
                     std::to_string(1000 + line * 37 % 9000) + "~PID*F****Widget number " + number +
                     "~";
        }
        text_ += "CTT*" + std::to_string(lines_per_order) + "~SE*" +
                 std::to_string(10 + 2 * lines_per_order) + "*" + control + "~";
    }

    std::size_t bytes_max_;
    std::string text_;
    std::size_t given_ = 0;
    std::size_t made_ = 0;
    std::uint64_t orders_ = 0;
    bool closed_ = false;
};

class CountingSink : public ports::TranslationSink {
public:
    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport& report,
                 std::optional<model::BusinessDocument> content) override {
        check(content.has_value() && report.findings.empty(), "the generated orders are good");
        lines += std::get<model::Order>(*content).lines.size();
        if (keep && !kept) kept = std::move(content);
    }
    void interchange(exchange::InterchangeReport) override {}

    std::size_t lines = 0;
    bool keep = false;
    std::optional<model::BusinessDocument> kept;
};

double secondsFor(const auto& work) {
    const auto before = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

double bestOf(int times, const auto& work) {
    double best = secondsFor(work);
    for (int i = 1; i < times; ++i) best = std::min(best, secondsFor(work));
    return best;
}

std::string allOf(ByteSource& source) {
    std::string bytes;
    std::string chunk(1 << 16, '\0');
    while (const auto got = source.read(chunk)) {
        if (*got == 0) break;
        bytes.append(chunk, 0, *got);
    }
    return bytes;
}

double peakMegabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

ports::WriteSettings writeSettings() {
    ports::WriteSettings settings;
    settings.format = {"x12", "004010", "850"};
    settings.sender = {"ZZ", "BUYER", {}};
    settings.receiver = {"ZZ", "SELLER", {}};
    return settings;
}

}  // namespace

std::vector<BenchFigure> translateBench(const std::filesystem::path& schemas) {
    const SchemaTranslator translator(schemas);
    const auto stream = [&](std::size_t size) {
        OrderSource source(size);
        CountingSink lines;
        check(translator.readStream(source, {}, lines).has_value(), "the stream is read");
    };
    // The large stream last: the peak only grows.
    secondsFor([&] { stream(small_bytes); });
    const double small_peak = peakMegabytes();
    const double generating = secondsFor([&] {
        OrderSource source(large_bytes);
        std::string chunk(1 << 20, '\0');
        while (source.read(chunk).value_or(0) > 0) {
        }
    });
    const double streamed = secondsFor([&] { stream(large_bytes); });
    const double grown = peakMegabytes() - small_peak;

    OrderSource source(small_bytes);
    const std::string bytes = allOf(source);
    const double megabytes = static_cast<double>(bytes.size()) / megabyte;
    const double scanned =
        megabytes / bestOf(5, [&] { sink = countBytes(bytes.data(), bytes.size(), '~'); });
    CountingSink lines;
    lines.keep = true;
    const double read =
        megabytes / bestOf(5, [&] {
            lines.lines = 0;
            check(translator.read(bytes, {}, lines).has_value(), "the payload is read");
        });
    const double read_lines = read / megabytes * static_cast<double>(lines.lines);
    std::size_t written = 0;
    const double seconds = bestOf(3, [&] {
        written = 0;
        for (int i = 0; i < 500; ++i)
            written += translator.write(*lines.kept, writeSettings()).value().bytes.size();
    });
    const double write = static_cast<double>(written) / megabyte / seconds;
    const double large = static_cast<double>(large_bytes) / megabyte / (streamed - generating);
    const auto grammar = [&](const exchange::MessageFormat& format) {
        const double bare = bestOf(5, [&] { GrammarStore store(schemas); });
        const double loaded = bestOf(5, [&] {
            const GrammarStore store(schemas);
            check(store.find(format).has_value(), "the grammar loads");
        });
        return BenchFigure{"grammar " + format.text() + " from its files",
                           1000 * (loaded - bare),
                           "ms",
                           "list of all grammars, findings",
                           1000 * bare,
                           (loaded - bare) / bare};
    };
    const std::string reference = "scan of the same bytes";
    return {
        {"850 to model, 20 MB in memory", read, "MB/s", reference, scanned, read / scanned},
        {"850 to model, 20 MB in memory", read_lines, "lines/s", reference, scanned, 0},
        {"850 to model, 500 MB streamed", large, "MB/s", reference, scanned, large / scanned},
        {"model to 850", write, "MB/s", reference, scanned, write / scanned},
        {"850 to model to 850", 1 / (1 / read + 1 / write), "MB/s", reference, scanned,
         1 / (1 / read + 1 / write) / scanned},
        {"peak memory grown from 20 MB to 500 MB", grown, "MB", "peak at 20 MB", small_peak,
         grown / small_peak},
        grammar({"x12", "004010", "850"}),
        grammar({"edifact", "D96A", "ORDERS"}),
        grammar({"ubl", "2.1", "Order"}),
    };
}

}  // namespace entrepot::bench
