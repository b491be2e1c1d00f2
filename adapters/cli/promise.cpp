// entrepot promise: what can be promised for an order, and what becomes of a promise.
#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "adapters/cli/broker_client.h"
#include "adapters/cli/setup.h"
#include "adapters/http/api_key.h"
#include "core/base/id_source.h"

namespace entrepot::cli {
namespace {

constexpr std::size_t order_bytes_max = std::size_t{8} << 20;

struct Options {
    std::string order;  // file, "-", or a promise's id where that is possible
    std::string item, quantity, unit, wanted;
    std::string partner;
    std::string hold_until;
    std::string idempotency_key;
};

// The order as text: from its file, or one line made of the options.
Result<std::string> orderText(const Options& options) {
    if (!options.order.empty()) return readInput(options.order, order_bytes_max);
    boost::json::object line{{"number", "1"},
                             {"ids", boost::json::array{boost::json::object{
                                         {"scheme", "seller"}, {"value", options.item}}}},
                             {"quantity", options.quantity}};
    if (!options.unit.empty()) line["unit"] = options.unit;
    boost::json::object order{{"number", "command-line"}, {"lines", boost::json::array{line}}};
    if (!options.wanted.empty()) order["wanted"] = options.wanted;
    return boost::json::serialize(order);
}

void printLine(Terminal& terminal, const boost::json::value& line) {
    const std::string start = "line " + textOf(line, "number") + "  " + textOf(line, "item") + "  ";
    for (const boost::json::value& part : line.at("parts").as_array())
        terminal.line(start + textOf(part, "quantity") + " from " + textOf(part, "site") +
                      "  ships " + textOf(part, "ship_day") + "  arrives " +
                      textOf(part, "delivery_day"));
    if (const std::string unmet = textOf(line, "unmet"); unmet != "0")
        terminal.line(start + unmet + " not promised");
    for (const boost::json::value& reason : line.at("reasons").as_array())
        terminal.line("  " + textOf(reason, "detail"));
}

// Lines that could not even be asked (an unknown item) are in the response only.
void printRefused(Terminal& terminal, const boost::json::value& answer) {
    if (!answer.get_object().contains("response")) return;
    std::set<std::string> asked;
    for (const boost::json::value& line : answer.at("lines").as_array())
        asked.insert(textOf(line, "number"));
    for (const boost::json::value& line : answer.at("response").at("lines").as_array())
        if (!asked.contains(textOf(line, "number")))
            terminal.line("line " + textOf(line, "number") + "  " + textOf(line, "status") + "  " +
                          textOf(line, "reason_text"));
}

void printAnswer(const Command& command, const boost::json::value& answer) {
    if (command.json) return command.terminal.line(boost::json::serialize(answer));
    const std::string id = textOf(answer, "id");
    command.terminal.line(textOf(answer, "state") + (id.empty() ? "" : "  " + id));
    for (const boost::json::value& line : answer.at("lines").as_array())
        printLine(command.terminal, line);
    printRefused(command.terminal, answer);
}

// Put together as text, so that numbers stay as the file has them.
Exit ask(const Command& command, const Options& options, const std::string& mode) {
    if (options.order.empty() && (options.item.empty() || options.quantity.empty())) {
        command.terminal.talk("entrepot: give an order's file, or --item and --quantity");
        return Exit::usage;
    }
    const auto order = orderText(options);
    if (!order) return command.terminal.fail(order.error());
    std::string key = options.idempotency_key;
    if (key.empty()) {
        const auto made = http::generateApiKey();
        if (!made) return command.terminal.fail(made.error());
        key = "cli-" + made->substr(3, 22);
    }
    std::string body = "{\"mode\":\"" + mode + "\"";
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!value.empty())
            body += ",\"" + name + "\":" + boost::json::serialize(boost::json::string(value));
    };
    add("partner", options.partner);
    add("hold_until", options.hold_until);
    body += ",\"order\":" + *order + "}";
    const auto answer = askBroker(command, {.method = "POST",
                                            .path = "/api/v1/promises",
                                            .body = std::move(body),
                                            .content_type = "application/json",
                                            .idempotency_key = key});
    if (!answer) return answer.error();
    printAnswer(command, *answer);
    return Exit::good;
}

Exit change(const Command& command, const Options& options, const std::string& what) {
    const auto answer = askBroker(
        command,
        {.method = "POST", .path = "/api/v1/promises/" + pathPart(options.order) + "/" + what});
    if (!answer) return answer.error();
    printAnswer(command, *answer);
    return Exit::good;
}

// A promise's id, or an order to promise at once.
Exit confirm(const Command& command, const Options& options) {
    return parseId(options.order) ? change(command, options, "confirm")
                                  : ask(command, options, "confirm");
}

Exit show(const Command& command, const Options& options) {
    const auto answer = askBroker(command, {.path = "/api/v1/promises/" + pathPart(options.order)});
    if (!answer) return answer.error();
    printAnswer(command, *answer);
    return Exit::good;
}

void addOrderOptions(CLI::App& sub, const std::shared_ptr<Options>& options,
                     const std::string& about) {
    sub.add_option("ORDER", options->order, about);
    sub.add_option("--item", options->item, "Instead of a file: our item number");
    sub.add_option("--quantity", options->quantity, "How many");
    sub.add_option("--unit", options->unit, "Of what; default: the item's base unit");
    sub.add_option("--wanted", options->wanted, "Day of delivery: 2026-12-01");
    sub.add_option("--partner", options->partner, "For whom; needs an operator's key");
    sub.add_option("--idempotency-key", options->idempotency_key,
                   "Yours; asked again with it, the promise is the same");
}

}  // namespace

void addPromise(CLI::App& app, Command& command) {
    auto options = std::make_shared<Options>();
    CLI::App* sub = app.add_subcommand("promise", "Ask a running broker for promises");
    sub->require_subcommand(1);
    const auto runs = [&](CLI::App* chosen, auto action) {
        chosen->callback([&command, options, action] {
            command.run = [&command, options, action] { return action(command, *options); };
        });
    };
    CLI::App* check = sub->add_subcommand("check", "What could be promised; reserves nothing");
    addOrderOptions(*check, options, "Order in the model's form (JSON); - is standard input");
    check->footer(
        "\nExample: entrepot promise check --item TENT-2P --quantity 10 --wanted 2026-12-01");
    runs(check, [](const Command& c, const Options& o) { return ask(c, o, "check"); });

    CLI::App* hold = sub->add_subcommand("hold", "Reserve for a time");
    addOrderOptions(*hold, options, "Order in the model's form (JSON); - is standard input");
    hold->add_option("--until", options->hold_until, "Until then: 2026-11-22T12:00:00Z");
    hold->footer("\nExample: entrepot promise hold order.json --until 2026-11-22T12:00:00Z");
    runs(hold, [](const Command& c, const Options& o) { return ask(c, o, "hold"); });

    CLI::App* firm =
        sub->add_subcommand("confirm", "Promise for good: a hold, or an order at once");
    addOrderOptions(*firm, options, "Id of a held promise, or an order's file");
    firm->footer("\nExample: entrepot promise confirm 01mz3k5v9t0ab");
    runs(firm, confirm);

    CLI::App* cancel = sub->add_subcommand("cancel", "Give the goods back");
    cancel->add_option("ID", options->order, "Id of the promise")->required();
    cancel->footer("\nExample: entrepot promise cancel 01mz3k5v9t0ab");
    runs(cancel, [](const Command& c, const Options& o) { return change(c, o, "cancel"); });

    CLI::App* look = sub->add_subcommand("show", "Print a promise as it stands");
    look->add_option("ID", options->order, "Id of the promise")->required();
    look->footer("\nExample: entrepot promise show 01mz3k5v9t0ab");
    runs(look, show);
}

}  // namespace entrepot::cli
