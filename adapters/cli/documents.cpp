// entrepot documents: what a running broker has received and sent.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/broker_client.h"

namespace entrepot::cli {
namespace {

struct Options {
    std::string id;
    std::string partner, state, direction, key, text, since, until, cursor;
    std::string limit = "50";
};

std::string pathOf(const Options& options, const std::string& end = "") {
    return "/api/v1/documents/" + pathPart(options.id) + end;
}

Exit listDocuments(const Command& command, const Options& options) {
    const Query query{
        {"partner", options.partner}, {"state", options.state},   {"direction", options.direction},
        {"key", options.key},         {"text", options.text},     {"since", options.since},
        {"until", options.until},     {"cursor", options.cursor}, {"limit", options.limit}};
    const auto page = askBroker(command, {.path = "/api/v1/documents" + queryText(query)});
    if (!page) return page.error();
    if (command.json) {
        command.terminal.line(boost::json::serialize(*page));
        return Exit::good;
    }
    std::vector<std::vector<std::string>> rows{
        {"ID", "DIRECTION", "STATE", "PARTNER", "FORMAT", "KEY", "RECEIVED"}};
    for (const boost::json::value& document : page->at("documents").as_array())
        rows.push_back({textOf(document, "id"), textOf(document, "direction"),
                        textOf(document, "state"), textOf(document, "partner"),
                        textOf(document, "format"), textOf(document, "key"),
                        textOf(document, "received_at")});
    command.terminal.table(rows);
    if (const std::string next = textOf(*page, "next"); !next.empty())
        command.terminal.talk("more: --cursor " + next);
    return Exit::good;
}

void printParts(const Command& command, const boost::json::value& document,
                const boost::json::value& findings) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, value] : document.as_object())
        if (!value.is_array() && !value.is_object())
            rows.push_back({std::string(name), textOf(document, name)});
    command.terminal.table(rows);
    for (const boost::json::value& message : document.at("messages").as_array())
        command.terminal.line("message " + textOf(message, "ordinal") + "  " +
                              textOf(message, "format") + "  " + textOf(message, "state") + "  " +
                              textOf(message, "key"));
    for (const boost::json::value& answer : document.at("answered_by").as_array())
        command.terminal.line("answer " + textOf(answer, "id") + "  " + textOf(answer, "format") +
                              "  " + textOf(answer, "state"));
    for (const auto& [list, word] :
         {std::pair{"acknowledged_by", "said by "}, std::pair{"speaks_of", "speaks of "}})
        if (const boost::json::value* said = document.as_object().if_contains(list))
            for (const boost::json::value& one : said->as_array())
                command.terminal.line(word + textOf(one, "id") + "  " + textOf(one, "verdict") +
                                      "  " + textOf(one, "note"));
    for (const boost::json::value& finding : findings.at("findings").as_array())
        command.terminal.line(textOf(finding, "severity") + "  " + textOf(finding, "id") + "  " +
                              textOf(finding, "detail"));
}

Exit showDocument(const Command& command, const Options& options) {
    auto document = askBroker(command, {.path = pathOf(options)});
    if (!document) return document.error();
    const auto findings = askBroker(command, {.path = pathOf(options, "/findings")});
    if (!findings) return findings.error();
    if (command.json) {
        document->as_object()["findings"] = findings->at("findings");
        command.terminal.line(boost::json::serialize(*document));
    } else {
        printParts(command, *document, *findings);
    }
    return Exit::good;
}

Exit traceDocument(const Command& command, const Options& options) {
    const auto reply = askBroker(command, {.path = pathOf(options, "/trace")});
    if (!reply) return reply.error();
    if (command.json) {
        command.terminal.line(boost::json::serialize(reply->at("trace")));
        return Exit::good;
    }
    for (const boost::json::value& step : reply->at("trace").as_array())
        command.terminal.line(textOf(step, "at") + "  " + textOf(step, "state") + "  " +
                              textOf(step, "note"));
    return Exit::good;
}

Exit contentOfDocument(const Command& command, const Options& options) {
    const auto reply = askBroker(command, {.path = pathOf(options, "/content")});
    if (!reply) return reply.error();
    if (command.json) {
        command.terminal.line(boost::json::serialize(reply->at("messages")));
        return Exit::good;
    }
    for (const boost::json::value& message : reply->at("messages").as_array())
        command.terminal.line("message " + textOf(message, "ordinal") + "  " +
                              textOf(message, "type") + "\n" +
                              boost::json::serialize(message.at("content")));
    return Exit::good;
}

Exit rawDocument(const Command& command, const Options& options) {
    const auto reply = callBroker(command, {.path = pathOf(options, "/raw")});
    if (!reply) return command.terminal.fail(reply.error());
    if (!reply->good()) return refused(command, *reply);
    command.terminal.data(reply->body);
    return Exit::good;
}

Exit again(const Command& command, const Options& options, const std::string& what) {
    const auto reply = askBroker(command, {.method = "POST", .path = pathOf(options, "/" + what)});
    if (!reply) return reply.error();
    if (command.json)
        command.terminal.line(boost::json::serialize(*reply));
    else
        command.terminal.line(textOf(*reply, "id") + "  " + what);
    return Exit::good;
}

using Work = Exit (*)(const Command&, const Options&);

// A sub-command that takes a document's id.
void addOne(Menu& documents, const std::shared_ptr<Options>& options, const std::string& name,
            const std::string& about, Work work) {
    Menu sub =
        documents.command(name, about, "Example: entrepot documents " + name + " 01mz3k5v9t0ab");
    sub.value("ID", options->id, "Id of the document", {.required = true});
    sub.runs(options, work);
}

void addList(Menu& documents, const std::shared_ptr<Options>& options) {
    Menu list = documents.command("list", "Print documents, newest first",
                                  "Example: entrepot documents list --state quarantined");
    list.value("--partner", options->partner, "Of this partner");
    list.value("--state", options->state, "In this state: received, answered, refused ...");
    list.value("--direction", options->direction, "inbound or outbound");
    list.value("--order", options->key, "With this order number or control number");
    list.value("--text", options->text, "With this in file name, number or partner");
    list.value("--since", options->since, "Received at or after: 2026-11-21T00:00:00Z");
    list.value("--until", options->until, "Received at or before");
    list.value("--cursor", options->cursor, "The page after this");
    list.value("--limit", options->limit, "Entries of a page", {.show_default = true});
    list.runs(options, listDocuments);
}

}  // namespace

void addDocuments(Menu& program) {
    auto options = std::make_shared<Options>();
    Menu group = program.group("documents", "Ask a running broker for its documents");
    addList(group, options);
    addOne(group, options, "show",
           "Print one with its messages, answers, what its partner said of it, and findings",
           showDocument);
    addOne(group, options, "trace", "Print what happened to it", traceDocument);
    addOne(group, options, "content", "Print what its messages say, in the model",
           contentOfDocument);
    addOne(group, options, "raw", "Print its bytes", rawDocument);
    addOne(group, options, "resend", "Send an outbound one once more",
           [](const Command& c, const Options& o) { return again(c, o, "resend"); });
    addOne(group, options, "reprocess", "Take up a quarantined or stuck one again",
           [](const Command& c, const Options& o) { return again(c, o, "reprocess"); });
}

}  // namespace entrepot::cli
