#include "adapters/api/document_json.h"

#include "core/base/id_source.h"

namespace entrepot::api {
namespace {

namespace json = boost::json;

// What is not known is left out.
void put(json::object& object, std::string_view name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

void putNumber(json::object& object, std::string_view name, std::uint64_t value) {
    if (value != 0) object[name] = value;
}

std::string_view nameOf(exchange::Verdict verdict) {
    switch (verdict) {
        case exchange::Verdict::accepted:
            return "accepted";
        case exchange::Verdict::accepted_with_errors:
            return "accepted_with_errors";
        case exchange::Verdict::refused:
            return "refused";
    }
    return "refused";
}

json::object positionJson(const exchange::Position& position) {
    json::object object{{"offset", position.offset}};
    putNumber(object, "line", position.line);
    putNumber(object, "column", position.column);
    putNumber(object, "segment_ordinal", position.segment_ordinal);
    put(object, "segment", position.segment);
    put(object, "path", position.path);
    putNumber(object, "element", position.element);
    putNumber(object, "component", position.component);
    putNumber(object, "repeat", position.repeat);
    return object;
}

}  // namespace

json::object documentJson(const exchange::Document& document) {
    const bool inbound = document.direction == exchange::Direction::inbound;
    const std::string id = formatId(document.id.value);
    json::object object{{"id", id},
                        {"direction", inbound ? "inbound" : "outbound"},
                        {"state", exchange::nameOf(document.state)},
                        {"finished", exchange::isFinished(document.state)},
                        {"size", document.size},
                        {"sha256", document.sha256},
                        {"received_at", formatInstant(document.received_at)},
                        {"changed_at", formatInstant(document.changed_at)}};
    put(object, "partner", document.partner.value);
    put(object, "channel", document.channel);
    put(object, "file_name", document.file_name);
    put(object, "content_type", document.content_type);
    put(object, "syntax", document.syntax);
    object["kind"] = exchange::nameOf(document.kind);
    put(object, "format", document.format);
    put(object, "sender", document.sender);
    put(object, "receiver", document.receiver);
    put(object, "control", document.control);
    put(object, "group_control", document.group_control);
    put(object, "message_control", document.message_control);
    put(object, "key", document.business_key);
    put(object, "number", document.number);
    if (document.verdict) object["verdict"] = nameOf(*document.verdict);
    put(object, "note", document.note);
    if (document.answers) object["answers"] = formatId(document.answers.value);
    if (!inbound) object["attempts"] = document.attempts;
    if (document.due_at) object["due_at"] = formatInstant(*document.due_at);
    const std::string self = "/api/v1/documents/" + id;
    object["links"] = json::object{{"self", self},
                                   {"raw", self + "/raw"},
                                   {"content", self + "/content"},
                                   {"findings", self + "/findings"},
                                   {"trace", self + "/trace"}};
    return object;
}

json::object messageJson(const exchange::Message& message) {
    json::object object{
        {"id", formatId(message.id.value)},         {"ordinal", message.ordinal},
        {"state", exchange::nameOf(message.state)}, {"format", message.format.text()},
        {"verdict", nameOf(message.verdict)},       {"findings", message.findings.size()}};
    put(object, "group_control", message.group_control);
    put(object, "control", message.control);
    put(object, "key", message.business_key);
    put(object, "type", message.content_type_name);
    if (message.promise) object["promise"] = formatId(message.promise.value);
    if (message.answer) object["answer"] = formatId(message.answer.value);
    return object;
}

json::object findingJson(const exchange::Finding& finding, const ports::Words& words,
                         Language language) {
    json::object values;
    for (const auto& [name, value] : finding.values) values[name] = value;
    return {{"id", finding.id},
            {"severity", exchange::nameOf(finding.severity)},
            {"detail", words.sentence(finding, language)},
            {"position", positionJson(finding.position)},
            {"values", std::move(values)}};
}

json::array verdictsJson(const std::vector<exchange::VerdictLink>& links, DocumentId shown) {
    json::array array;
    for (const exchange::VerdictLink& link : links) {
        const bool ours = link.on == shown;
        json::object object{{"id", formatId((ours ? link.by : link.on).value)},
                            {"verdict", nameOf(link.verdict)},
                            {"at", formatInstant(link.at)}};
        if (!ours && link.message) object["message"] = formatId(link.message.value);
        put(object, "note", link.note);
        array.push_back(std::move(object));
    }
    return array;
}

json::array traceJson(const std::vector<exchange::TraceStep>& steps) {
    json::array array;
    for (const exchange::TraceStep& step : steps) {
        json::object object{{"at", formatInstant(step.at)},
                            {"state", exchange::nameOf(step.state)}};
        put(object, "note", step.note);
        array.push_back(std::move(object));
    }
    return array;
}

}  // namespace entrepot::api
