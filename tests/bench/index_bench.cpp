#include "tests/bench/index_bench.h"

#include <algorithm>
#include <ctime>
#include <functional>

#include "core/base/check.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/syntax/edifact/edifact_reader.h"
#include "mapping/syntax/scan/segment_scanner.h"
#include "mapping/syntax/x12/x12_reader.h"

namespace entrepot::bench {
namespace {

using namespace entrepot::mapping;

constexpr std::size_t payload_bytes = 20'000'000;
constexpr int lines_per_message = 200;
constexpr int repetitions = 7;
constexpr double megabyte = 1e6;

std::string number(std::size_t value, std::size_t width) {
    const std::string digits = std::to_string(value);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

double cpuSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The best of some runs, in time of our own thread: what the machine can do when nothing else
// disturbs it.
double megabytesPerSecond(std::size_t bytes, const std::function<void()>& work) {
    double best = 0;
    for (int i = 0; i < repetitions; ++i) {
        const double before = cpuSeconds();
        work();
        const double took = cpuSeconds() - before;
        best = std::max(best, static_cast<double>(bytes) / megabyte / took);
    }
    return best;
}

class CountingHandler : public InterchangeHandler {
public:
    Flow message(exchange::MessageReport& report, const Grammar*, Tree& tree) override {
        ++messages;
        values += tree.values().size();
        findings += report.findings.size();
        return Flow::go_on;
    }
    std::size_t messages = 0;
    std::size_t values = 0;
    std::size_t findings = 0;
};

volatile std::size_t sink = 0;

// Every token once, as a view.
std::size_t tokens(std::string_view bytes, const ServiceCharacters& characters) {
    const auto source = memorySource(bytes);
    ByteWindow window(*source, 0);
    SegmentScanner scanner(window, bytes.size());
    scanner.start(0, characters);
    Segment segment;
    std::size_t token_bytes = 0;
    std::size_t count = 0;
    while (scanner.next(segment) == Scanned::segment) {
        std::uint32_t from = segment.begin;
        for (const std::uint32_t at : segment.delimiters) {
            const std::string_view token(segment.base + from, at - from);
            token_bytes += token.size();
            ++count;
            from = at + 1;
        }
    }
    return token_bytes + count;
}

using Reader = Result<void> (*)(ByteSource&, const GrammarStore&, const ReadOptions&,
                                InterchangeHandler&);

void measure(const std::string& name, const std::string& bytes, const ServiceCharacters& characters,
             Reader reader, const GrammarStore& store, std::vector<BenchFigure>& figures) {
    const double scan = megabytesPerSecond(
        bytes.size(), [&] { sink = countBytes(bytes.data(), bytes.size(), characters.segment); });
    const auto add = [&](const std::string& what, double value) {
        figures.push_back(
            {name + " " + what, value, "MB/s", "scan of the same bytes", scan, value / scan});
    };
    add("index and tokens",
        megabytesPerSecond(bytes.size(), [&] { sink = tokens(bytes, characters); }));
    ReadOptions options;
    options.keep_reports = false;
    add("full validation", megabytesPerSecond(bytes.size(), [&] {
            CountingHandler handler;
            const auto source = memorySource(bytes);
            check(reader(*source, store, options, handler).has_value(), "the bench payload reads");
            check(handler.findings == 0 && handler.messages > 0, "the bench payload is legal");
            sink = handler.values;
        }));
    options.headers_only = true;
    add("headers only", megabytesPerSecond(bytes.size(), [&] {
            CountingHandler handler;
            const auto source = memorySource(bytes);
            check(reader(*source, store, options, handler).has_value(), "the bench payload reads");
            sink = handler.messages;
        }));
}

}  // namespace

std::string generate850(std::size_t bytes, int lines) {
    std::string out =
        "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261121*0800*U*"
        "00401*000000001*0*P*>~GS*PO*BUYER*SELLER*20261121*0800*1*X*004010~";
    std::size_t messages = 0;
    while (out.size() < bytes) {
        const std::string control = number(++messages, 4);
        int segments = 8;
        out += "ST*850*" + control + "~BEG*00*SA*PO" + number(messages, 8) +
               "**20261121~REF*DP*042~DTM*002*20261205~N1*BY*Hub Company*92*HUB01~"
               "N1*ST*Store number 7*92*0007~";
        for (int line = 1; line <= lines; ++line) {
            const auto item = static_cast<std::size_t>(line) * 7919 % 100000;
            out += "PO1*" + std::to_string(line) + "*" + std::to_string(line % 90 + 1) +
                   "*EA*12.75**VN*ITEM-" + number(item, 5) + "*UP*" + number(item * 31, 12) +
                   "~PID*F****Widget, size " + std::to_string(line % 12) + ", galvanised~SCH*" +
                   std::to_string(line % 90 + 1) + "*EA***002*20261205~";
            segments += 3;
        }
        out += "CTT*" + std::to_string(lines) + "~SE*" + std::to_string(segments) + "*" + control +
               "~";
    }
    return out + "GE*" + std::to_string(messages) + "*1~IEA*1*000000001~";
}

std::string generateOrders(std::size_t bytes, int lines) {
    std::string out = "UNA:+.? 'UNB+UNOC:3+5412345000013:14+4012345000009:14+261121:0800+REF1'";
    std::size_t messages = 0;
    while (out.size() < bytes) {
        const std::string control = std::to_string(++messages);
        int segments = 9;
        out += "UNH+" + control + "+ORDERS:D:96A:UN:EAN008'BGM+220+PO" + number(messages, 8) +
               "+9'DTM+137:20261121:102'DTM+2:20261205:102'NAD+BY+5412345000013::9'"
               "NAD+SU+4012345000009::9'";
        for (int line = 1; line <= lines; ++line) {
            const auto item = static_cast<std::size_t>(line) * 7919 % 100000;
            out += "LIN+" + std::to_string(line) + "++" + number(item * 31, 13) +
                   ":EN'PIA+1+ITEM-" + number(item, 5) + ":SA'IMD+F++:::Widget, size " +
                   std::to_string(line % 12) + "'QTY+21:" + std::to_string(line % 90 + 1) +
                   ":PCE'PRI+AAA:12.75'";
            segments += 5;
        }
        out += "UNS+S'CNT+2:" + std::to_string(lines) + "'UNT+" + std::to_string(segments) + "+" +
               control + "'";
    }
    return out + "UNZ+" + std::to_string(messages) + "+REF1'";
}

std::vector<BenchFigure> indexBench(const std::filesystem::path& schemas) {
    const GrammarStore store(schemas);
    std::vector<BenchFigure> figures;
    ServiceCharacters x12;
    x12.segment = '~';
    x12.element = '*';
    x12.component = '>';
    measure("850", generate850(payload_bytes, lines_per_message), x12, readX12, store, figures);
    ServiceCharacters edifact;
    edifact.release = '?';
    measure("ORDERS", generateOrders(payload_bytes, lines_per_message), edifact, readEdifact, store,
            figures);
    return figures;
}

}  // namespace entrepot::bench
