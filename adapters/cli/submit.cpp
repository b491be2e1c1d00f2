// entrepot submit: a file to the broker, and when asked its answer back.
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>

#include "adapters/cli/broker_client.h"
#include "adapters/cli/setup.h"

namespace entrepot::cli {
namespace {

constexpr std::size_t file_bytes_max = std::size_t{1} << 30;  // the broker has its own limit

struct Options {
    std::string file;
    std::string partner;
    std::string idempotency_key;
    std::string output;
    bool wait = false;
};

Exit putAnswer(const Command& command, const Options& options, const Reply& reply) {
    const std::string state = reply.header("Entrepot-State");
    command.terminal.talk("document " + reply.header("Entrepot-Document") + " " + state +
                          ", answer " + reply.header("Entrepot-Answer"));
    if (options.output.empty()) {
        command.terminal.data(reply.body);
    } else {
        std::ofstream out(options.output, std::ios::binary);
        out << reply.body;
        out.close();
        if (!out)
            return command.terminal.fail(
                {FailureKind::unavailable, "cannot be written", options.output});
    }
    return state == "refused" ? Exit::bad_input : Exit::good;
}

Exit putReceipt(const Command& command, const Options& options, const Reply& reply) {
    const boost::json::value document = reply.json();
    if (command.json) {
        command.terminal.line(boost::json::serialize(document));
    } else {
        const bool duplicate = textOf(document, "duplicate") == "true";
        command.terminal.line(textOf(document, "id") + "  " + textOf(document, "state") +
                              (duplicate ? "  it was here before" : ""));
    }
    if (options.wait) command.terminal.talk("the answer is not ready yet; ask again later");
    const std::string state = textOf(document, "state");
    return state == "refused" || state == "quarantined" ? Exit::bad_input : Exit::good;
}

Exit submit(const Command& command, const Options& options) {
    auto bytes = readInput(options.file, file_bytes_max);
    if (!bytes) return command.terminal.fail(bytes.error());
    const std::string name =
        options.file == "-" ? "" : std::filesystem::path(options.file).filename().string();
    const Query query{
        {"partner", options.partner}, {"file_name", name}, {"wait", options.wait ? "answer" : ""}};
    const auto reply = callBroker(command, {.method = "POST",
                                            .path = "/api/v1/documents" + queryText(query),
                                            .body = std::move(*bytes),
                                            .content_type = "application/octet-stream",
                                            .idempotency_key = options.idempotency_key});
    if (!reply) return command.terminal.fail(reply.error());
    if (!reply->good()) return refused(command, *reply);
    return reply->header("Entrepot-Answer").empty() ? putReceipt(command, options, *reply)
                                                    : putAnswer(command, options, *reply);
}

}  // namespace

void addSubmit(Menu& program) {
    auto options = std::make_shared<Options>();
    Menu sub = program.command("submit", "Send a file to the broker",
                               "Example: entrepot submit po.edi --wait -o 855.edi");
    sub.value("FILE", options->file, "File to send; - is standard input", {.required = true});
    sub.value("--partner", options->partner, "Whose file it is; needs an operator's key");
    sub.value("--idempotency-key", options->idempotency_key,
              "Yours; sent again with it, the file has one effect");
    sub.flag("--wait", options->wait, "Wait for the answer and print it");
    sub.value("-o,--output", options->output, "File for the answer");
    sub.runs(options, submit);
}

}  // namespace entrepot::cli
