#include "tests/bench/translate_bench.h"

#include <cstdint>
#include <string>

#include "core/base/check.h"
#include "mapping/payload.h"
#include "mapping/syntax/scan/delimiter_index.h"
#include "mapping/translator.h"
#include "tests/bench/measure.h"
#include "tests/bench/order_sink.h"
#include "tests/bench/order_source.h"

namespace entrepot::bench {
namespace {

using namespace entrepot::mapping;

constexpr std::size_t payload_bytes = 20'000'000;
constexpr std::size_t piece_bytes = 4'000'000;  // what is written again
constexpr int repetitions = 7;
constexpr int writings = 500;
constexpr double aim_load_ms = 50;

volatile std::uint64_t sink = 0;

const exchange::MessageFormat x12_order{"x12", "004010", "850"};
const exchange::MessageFormat edifact_order{"edifact", "D96A", "ORDERS"};
const exchange::MessageFormat ubl_order{"ubl", "2.1", "Order"};

ports::WriteSettings settingsFor(const exchange::MessageFormat& format) {
    ports::WriteSettings settings;
    settings.format = format;
    settings.sender = {format.syntax == "x12" ? "ZZ" : "14", "4012345000009", {}};
    settings.receiver = {format.syntax == "x12" ? "ZZ" : "14", "5412345000013", {}};
    return settings;
}

// One payload and the scan of it that everything is set against.
class Payload {
public:
    Payload(std::string name, OrderForm form, std::size_t bytes, char segment)
        : name_(std::move(name)) {
        OrderSource source(std::move(form), bytes);
        bytes_ = allOf(source);
        scanned_ = speed([&] { sink = countBytes(bytes_.data(), bytes_.size(), segment); });
    }

    BenchFigure figure(const std::string& what, double megabytes_per_second) const {
        return {
            name_ + " " + what, megabytes_per_second,           "MB/s", "scan of the same bytes",
            scanned_,           megabytes_per_second / scanned_};
    }
    // MB/s of the payload.
    double speed(const auto& work) const {
        return static_cast<double>(bytes_.size()) / megabyte / bestOf(repetitions, work);
    }
    void read(const SchemaTranslator& translator, OrderSink& into) const {
        check(translator.read(bytes_, {}, into).has_value(), "the payload is read");
    }
    const std::string& bytes() const { return bytes_; }

private:
    std::string name_;
    std::string bytes_;
    double scanned_ = 0;
};

void measureReading(const SchemaTranslator& translator, const Payload& payload,
                    std::vector<BenchFigure>& figures) {
    OrderSink orders;
    const double speed = payload.speed([&] {
        orders = {};
        payload.read(translator, orders);
    });
    figures.push_back(payload.figure("to model", speed));
    figures.push_back({figures.back().name,
                       speed * megabyte / static_cast<double>(payload.bytes().size()) *
                           static_cast<double>(orders.lines),
                       "lines/s", "", 0, 0});
}

// Any form to any other: read and written order by order; MB of what is read.
void measurePassing(const SchemaTranslator& translator, const Payload& payload,
                    const exchange::MessageFormat& format, std::vector<BenchFigure>& figures) {
    figures.push_back(payload.figure("to model to " + format.text(), payload.speed([&] {
        OrderSink orders(translator, settingsFor(format));
        payload.read(translator, orders);
        sink = orders.written_bytes;
    })));
}

// MB of what is written.
void measureWriting(const SchemaTranslator& translator, const Payload& payload,
                    const exchange::MessageFormat& format, std::vector<BenchFigure>& figures) {
    OrderSink orders;
    payload.read(translator, orders);
    std::size_t written = 0;
    const double seconds = bestOf(repetitions, [&] {
        written = 0;
        for (int i = 0; i < writings; ++i)
            written += translator.write(*orders.first, settingsFor(format)).value().bytes.size();
    });
    figures.push_back(payload.figure("model to " + format.text(),
                                     static_cast<double>(written) / megabyte / seconds));
}

// From the files of the definitions to the first order read: grammar, map, codes, checks, findings.
BenchFigure firstOrder(const std::filesystem::path& schemas, const std::string& name,
                       const OrderForm& form) {
    OrderSource source(form, 1);
    const std::string bytes = allOf(source);
    const double seconds = bestOf(repetitions, [&] {
        const SchemaTranslator translator(schemas);
        OrderSink orders;
        check(translator.read(bytes, {}, orders).has_value() && orders.orders == 1,
              "the first order is read");
    });
    return {"first " + name + ", definitions from their files",
            1000 * seconds,
            "ms",
            "aim",
            aim_load_ms,
            1000 * seconds / aim_load_ms};
}

BenchFigure grammarAlone(const std::filesystem::path& schemas,
                         const exchange::MessageFormat& format) {
    const double bare = bestOf(repetitions, [&] { const GrammarStore store(schemas); });
    const double loaded = bestOf(repetitions, [&] {
        const GrammarStore store(schemas);
        check(store.find(format).has_value(), "the grammar loads");
    });
    return {"grammar " + format.text() + " from its files",
            1000 * (loaded - bare),
            "ms",
            "list of all grammars, findings",
            1000 * bare,
            (loaded - bare) / bare};
}

}  // namespace

std::vector<BenchFigure> translateBench(const std::filesystem::path& schemas) {
    std::vector<BenchFigure> figures;
    const SchemaTranslator translator(schemas);
    {
        const Payload x12("850", orders850(), payload_bytes, '~');
        measureReading(translator, x12, figures);
        const Payload edifact("ORDERS", ordersEdifact(), payload_bytes, '\'');
        measureReading(translator, edifact, figures);
    }
    const Payload x12("850", orders850(), piece_bytes, '~');
    for (const auto& format : {x12_order, edifact_order, ubl_order})
        measurePassing(translator, x12, format, figures);
    for (const auto& format : {x12_order, edifact_order, ubl_order})
        measureWriting(translator, x12, format, figures);
    for (const auto& format : {x12_order, edifact_order, ubl_order})
        figures.push_back(grammarAlone(schemas, format));
    figures.push_back(firstOrder(schemas, "850", orders850()));
    figures.push_back(firstOrder(schemas, "ORDERS", ordersEdifact()));
    return figures;
}

}  // namespace entrepot::bench
