#include "tests/bench/peers_bench.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

#include "core/base/check.h"
#include "mapping/translator.h"
#include "tests/bench/measure.h"
#include "tests/bench/order_sink.h"
#include "tests/bench/order_source.h"

namespace entrepot::bench {
namespace {

using namespace entrepot::mapping;

constexpr std::size_t payload_bytes = 5'000'000;
constexpr int repetitions = 5;

class CountingHandler : public InterchangeHandler {
public:
    Flow message(exchange::MessageReport& report, const Grammar* grammar, Tree&) override {
        check(grammar != nullptr && report.findings.empty(), "the generated orders are good");
        return Flow::go_on;
    }
};

// Of the package's best run; nothing when node or the package is not there.
std::optional<double> secondsOf(const PeersBenchSettings& settings, const std::string& package,
                                const std::filesystem::path& file) {
    const std::string command = "timeout 120 node '" + settings.script.string() + "' '" +
                                settings.modules.string() + "' " + package + " '" + file.string() +
                                "' " + std::to_string(repetitions) + " 2>/dev/null";
    std::FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return std::nullopt;
    char line[64] = {};
    const bool any = std::fgets(line, sizeof line, pipe) != nullptr;
    const double seconds = any ? std::strtod(line, nullptr) : 0;
    if (pclose(pipe) != 0 || seconds <= 0) return std::nullopt;
    return seconds;
}

struct Peer {
    std::string package;
    std::string syntax;
    OrderForm form;
};

void compare(const PeersBenchSettings& settings, const SchemaTranslator& translator,
             const Peer& peer, std::vector<BenchFigure>& figures) {
    OrderSource source(peer.form, payload_bytes);
    const std::string bytes = allOf(source);
    const auto file = settings.directory / (peer.package + ".edi");
    std::ofstream(file, std::ios::binary) << bytes;
    const double megabytes = static_cast<double>(bytes.size()) / megabyte;
    const auto seconds = secondsOf(settings, peer.package, file);
    const std::string reference = "npm " + peer.package;
    if (!seconds) {
        figures.push_back({reference, 0, "not there", reference, 0, 0});
        return;
    }
    const auto add = [&](const std::string& what, const auto& work) {
        const double speed = megabytes / bestOf(repetitions, work);
        figures.push_back({peer.syntax + " " + what, speed, "MB/s", reference, megabytes / *seconds,
                           speed * *seconds / megabytes});
    };
    add("validated", [&] {
        CountingHandler handler;
        const auto memory = memorySource(bytes);
        check(translator.readTrees(*memory, {}, handler).has_value(), "the payload reads");
    });
    add("to model", [&] {
        OrderSink orders;
        check(translator.read(bytes, {}, orders).has_value(), "the payload is read");
    });
}

}  // namespace

std::vector<BenchFigure> peersBench(const PeersBenchSettings& settings) {
    const SchemaTranslator translator(settings.schemas);
    std::vector<BenchFigure> figures;
    compare(settings, translator, {"edifact", "ORDERS", ordersEdifact()}, figures);
    compare(settings, translator, {"node-x12", "850", orders850()}, figures);
    return figures;
}

}  // namespace entrepot::bench
