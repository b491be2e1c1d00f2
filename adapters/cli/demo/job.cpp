#include "adapters/cli/demo/job.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <thread>

#include "adapters/cli/broker_client.h"
#include "adapters/cli/demo/report.h"
#include "core/base/id_source.h"

namespace entrepot::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto arrival_max = 30s;  // from the folder into the store
constexpr auto answer_max = 60s;   // from there to the delivered answer

bool waitUntil(std::chrono::seconds at_most, const std::function<bool()>& there) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    while (!there()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

// A customer with a watched folder uses it; the others post.
bool usesFolder(const std::string& customer) {
    return customer == "alpenmarkt" || customer == "huadong";
}

class Sender {
public:
    Sender(Command& command, daemon::Broker& broker, const DemoNetwork& network)
        : command_(command), broker_(broker), network_(network) {}

    Result<DemoResult> send(const DemoOrder& order) {
        DemoResult result;
        result.order = &order;
        result.by_folder = usesFolder(order.customer);
        auto id = result.by_folder ? dropIntoFolder(order) : post(order);
        if (!id) return fail(id.error());
        result.document = *id;
        return result;
    }

private:
    Result<DocumentId> post(const DemoOrder& order) {
        command_.url = broker_.url();
        command_.key = network_.keys.at(order.customer);
        auto reply = callBroker(command_, {.method = "POST",
                                           .path = "/api/v1/documents",
                                           .body = order.bytes,
                                           .content_type = "application/octet-stream"});
        if (!reply) return fail(reply.error());
        const auto id = parseId(textOf(reply->json(), "id"));
        if (!reply->good() || !id)
            return fail(FailureKind::invalid, "the broker did not take it: " + reply->body,
                        order.file_name);
        return DocumentId{*id};
    }

    Result<DocumentId> dropIntoFolder(const DemoOrder& order) {
        const auto folder = network_.folder / "data" / "folders" / order.customer / "in";
        const auto draft = folder / ("." + order.file_name);
        std::ofstream(draft, std::ios::binary) << order.bytes;
        std::error_code error;
        std::filesystem::rename(draft, folder / order.file_name, error);
        if (error) return fail(FailureKind::unavailable, error.message(), folder.string());
        DocumentId id;
        const auto arrived = [&] {
            exchange::DocumentQuery query;
            query.direction = exchange::Direction::inbound;
            query.text = order.file_name;
            const auto found = broker_.archive().search(query);
            if (found && !found->empty()) id = found->front().id;
            return static_cast<bool>(id);
        };
        if (!waitUntil(arrival_max, arrived))
            return fail(FailureKind::timeout, "was not picked up",
                        (folder / order.file_name).string());
        return id;
    }

    Command& command_;
    daemon::Broker& broker_;
    const DemoNetwork& network_;
};

bool isDelivered(const exchange::Document& document) {
    return document.state != exchange::DocumentState::queued;
}

bool isAnswered(daemon::Broker& broker, DocumentId id) {
    if (!broker.exchange().waitFinished(id, 0ms)) return false;
    const auto answers = broker.archive().answersTo(id);
    return answers && std::ranges::all_of(*answers, isDelivered);
}

}  // namespace

Exit runDemoJob(Command& command, daemon::Broker& broker, const DemoNetwork& network,
                const std::vector<DemoOrder>& orders) {
    Sender sender(command, broker, network);
    std::vector<DemoResult> results;
    for (const DemoOrder& order : orders) {
        auto sent = sender.send(order);
        if (!sent) return command.terminal.fail(sent.error());
        results.push_back(*sent);
    }
    Exit exit = Exit::good;
    for (const DemoResult& result : results) {
        if (!waitUntil(answer_max, [&] { return isAnswered(broker, result.document); }))
            return command.terminal.fail(
                {FailureKind::timeout, "was not answered in time", result.order->file_name});
        auto all_well = report(command.terminal, broker, network, result);
        if (!all_well) return command.terminal.fail(all_well.error());
        if (!*all_well) exit = Exit::bad_input;
    }
    return exit;
}

}  // namespace entrepot::cli
