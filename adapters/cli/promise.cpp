// entrepot promise: what can be promised for an order, and what becomes of a promise.
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

void addOrderOptions(Menu& sub, Options& options, const std::string& about) {
    sub.value("ORDER", options.order, about);
    sub.value("--item", options.item, "Instead of a file: our item number");
    sub.value("--quantity", options.quantity, "How many");
    sub.value("--unit", options.unit, "Of what; default: the item's base unit");
    sub.value("--wanted", options.wanted, "Day of delivery: 2026-12-01");
    sub.value("--partner", options.partner, "For whom; needs an operator's key");
    sub.value("--idempotency-key", options.idempotency_key,
              "Yours; asked again with it, the promise is the same");
}

constexpr const char* order_about = "Order in the model's form (JSON); - is standard input";

void addPromiseCheck(Menu& group, const std::shared_ptr<Options>& options) {
    Menu check = group.command(
        "check", "What could be promised; reserves nothing",
        "Example: entrepot promise check --item TENT-2P --quantity 10 --wanted 2026-12-01");
    addOrderOptions(check, *options, order_about);
    check.runs(options, [](const Command& c, const Options& o) { return ask(c, o, "check"); });
}

void addPromiseHold(Menu& group, const std::shared_ptr<Options>& options) {
    Menu hold =
        group.command("hold", "Reserve for a time",
                      "Example: entrepot promise hold order.json --until 2026-11-22T12:00:00Z");
    addOrderOptions(hold, *options, order_about);
    hold.value("--until", options->hold_until, "Until then: 2026-11-22T12:00:00Z");
    hold.runs(options, [](const Command& c, const Options& o) { return ask(c, o, "hold"); });
}

void addPromiseConfirm(Menu& group, const std::shared_ptr<Options>& options) {
    Menu firm = group.command("confirm", "Promise for good: a hold, or an order at once",
                              "Example: entrepot promise confirm 01mz3k5v9t0ab");
    addOrderOptions(firm, *options, "Id of a held promise, or an order's file");
    firm.runs(options, confirm);
}

}  // namespace

void addPromise(Menu& program) {
    auto options = std::make_shared<Options>();
    Menu group = program.group("promise", "Ask a running broker for promises");
    addPromiseCheck(group, options);
    addPromiseHold(group, options);
    addPromiseConfirm(group, options);
    Menu cancel = group.command("cancel", "Give the goods back",
                                "Example: entrepot promise cancel 01mz3k5v9t0ab");
    cancel.value("ID", options->order, "Id of the promise", {.required = true});
    cancel.runs(options, [](const Command& c, const Options& o) { return change(c, o, "cancel"); });
    Menu look = group.command("show", "Print a promise as it stands",
                              "Example: entrepot promise show 01mz3k5v9t0ab");
    look.value("ID", options->order, "Id of the promise", {.required = true});
    look.runs(options, show);
}

}  // namespace entrepot::cli
