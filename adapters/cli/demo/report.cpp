#include "adapters/cli/demo/report.h"

#include <algorithm>
#include <fstream>

#include "core/base/id_source.h"
#include "mapping/json/model_text.h"

namespace entrepot::cli {
namespace {

using exchange::Document;
using exchange::Message;

std::string verdictText(const Message& message) {
    switch (message.verdict) {
        case exchange::Verdict::accepted:
            return "accepted";
        case exchange::Verdict::accepted_with_errors:
            return "accepted, with remarks";
        case exchange::Verdict::refused:
            return "refused";
    }
    return "unknown";
}

// Where the answer lies: the folder it was delivered to, or a copy of what the customer collects.
Result<std::string> placeOf(daemon::Broker& broker, const DemoNetwork& network,
                            const Document& document) {
    if (document.channel == "folder") return document.note;
    auto bytes = broker.archive().bytes(document.id);
    if (!bytes) return fail(bytes.error());
    const auto file =
        network.folder / "data" / "folders" / document.partner.value / "out" / document.file_name;
    std::ofstream(file, std::ios::binary) << *bytes;
    return file.string();
}

std::string deliveryLine(const model::PromisedDelivery& delivery, const std::string& unit) {
    return "      " + delivery.quantity.text() + " " + unit + " leaves " + delivery.site + " on " +
           formatDay(delivery.ship_day) + ", is there on " + formatDay(delivery.delivery_day);
}

void showLine(Terminal& terminal, const model::ResponseLine& line) {
    const std::string item = line.ids.empty() ? line.description : line.ids.front().value;
    terminal.line("    line " + line.number + "  " + item + "  " + line.ordered.text() + " " +
                  line.unit + (line.wanted ? " wanted " + formatDay(*line.wanted) : "") + ": " +
                  std::string(nameOf(line.status)));
    for (const model::PromisedDelivery& delivery : line.deliveries)
        terminal.line(deliveryLine(delivery, line.unit));
    if (!line.unmet.isZero())
        terminal.line("      " + line.unmet.text() + " " + line.unit + " not promised");
    terminal.line("      why: " + line.reason_text);
}

Result<void> showPromises(Terminal& terminal, daemon::Broker& broker, const Message& message) {
    auto record = broker.orders().findByMessage(message.id);
    if (!record) return fail(record.error());
    if (!*record) return {};
    auto response = mapping::JsonModelText().read("OrderResponse", (*record)->response);
    if (!response) return fail(response.error());
    for (const auto& line : std::get<model::OrderResponse>(*response).lines)
        showLine(terminal, line);
    return {};
}

void showHead(Terminal& terminal, const DemoResult& result, const Document& document) {
    terminal.line("");
    terminal.line(result.order->customer + "  " + result.order->file_name +
                  (result.by_folder ? "  through its watched folder" : "  by HTTP POST"));
    terminal.line("  receipt          " + formatId(document.id.value) + ", on disk since " +
                  formatInstant(document.received_at) + ", now " +
                  std::string(nameOf(document.state)));
}

}  // namespace

Result<bool> report(Terminal& terminal, daemon::Broker& broker, const DemoNetwork& network,
                    const DemoResult& result) {
    auto& archive = broker.archive();
    auto document = archive.find(result.document);
    if (!document) return fail(document.error());
    auto messages = archive.messages(result.document);
    if (!messages) return fail(messages.error());
    auto answers = archive.answersTo(result.document);
    if (!answers) return fail(answers.error());

    showHead(terminal, result, **document);
    if (std::ranges::none_of(*answers, exchange::isAcknowledgement))
        terminal.line("  acknowledgement  none: its form has none");
    std::size_t answered = 0;
    for (const Document& answer : *answers) {
        auto place = placeOf(broker, network, answer);
        if (!place) return fail(place.error());
        if (isAcknowledgement(answer)) {
            for (const Message& message : *messages)
                terminal.line("  acknowledgement  " + answer.format + " to " +
                              message.format.text() + " " + message.control + " " +
                              verdictText(message));
            terminal.line("    file " + *place);
            continue;
        }
        ++answered;
        terminal.line("  answer           " + answer.format + " to " + answer.business_key);
        for (const Message& message : *messages)
            if (message.answer == answer.id)
                if (auto shown = showPromises(terminal, broker, message); !shown)
                    return fail(shown.error());
        terminal.line("    file " + *place);
    }
    return answered > 0 && answered == messages->size();
}

}  // namespace entrepot::cli
