#include <cstdio>
#include <functional>
#include <map>
#include <memory>

#include <boost/json.hpp>

#include "adapters/cli/command.h"
#include "adapters/config/installation.h"
#include "tests/bench/all_benches.h"

namespace entrepot::cli {
namespace {

constexpr const char* help =
    "One line a figure: name, value, unit, reference, its value in the same run, ratio.\n"
    "NAME is index, translate, memory, peers, promise, durable, search, intake or all.\n\n"
    "Example: entrepot bench promise\n"
    "Example: entrepot bench all --json";

std::string number(double value) {
    char text[40];
    const char* const format = value < 0.1 ? "%.4f" : value < 100 ? "%.2f" : "%.0f";
    std::snprintf(text, sizeof text, format, value);
    return text;
}

boost::json::object jsonOf(const bench::BenchFigure& figure) {
    return {{"name", figure.name},
            {"value", figure.value},
            {"unit", figure.unit},
            {"reference", figure.reference},
            {"reference_value", figure.reference_value},
            {"ratio", figure.ratio}};
}

void print(const Command& command, const bench::BenchFigure& figure) {
    if (command.json) {
        command.terminal.line(boost::json::serialize(jsonOf(figure)));
    } else {
        command.terminal.line(figure.name + "\t" + number(figure.value) + "\t" + figure.unit +
                              "\t" + figure.reference + "\t" + number(figure.reference_value) +
                              "\t" + number(figure.ratio));
    }
    command.terminal.flush();
}

Exit runBenches(Command& command, const std::string& name) {
    auto schemas = config::findSchemas();
    if (!schemas) return command.terminal.fail(schemas.error());
    bool known = false;
    for (const bench::Bench& bench : bench::allBenches()) {
        if (name != "all" && name != bench.name) continue;
        known = true;
        if (command.terminal.talksToPerson()) command.terminal.talk("measuring " + bench.name);
        auto figures = bench.run(*schemas);
        if (!figures) return command.terminal.fail(figures.error());
        for (const auto& figure : *figures) print(command, figure);
    }
    if (known) return Exit::good;
    command.terminal.talk("entrepot: there is no bench \"" + name +
                          "\"; see entrepot bench --help");
    return Exit::usage;
}

}  // namespace

void addBench(Menu& program) {
    auto name = std::make_shared<std::string>("all");
    Menu bench = program.command("bench", "Measure against references in the same run", help);
    bench.value("name", *name, "Which bench", {.show_default = true});
    bench.runs(name, runBenches);
}

}  // namespace entrepot::cli
