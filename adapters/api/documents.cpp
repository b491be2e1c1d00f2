// GET /api/v1/documents...: what came in and went out, for those who may see it.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "adapters/api/document_json.h"
#include "adapters/api/handlers.h"
#include "adapters/api/reply.h"
#include "core/base/id_source.h"

namespace entrepot::api {
namespace {

using exchange::Document;
using exchange::DocumentQuery;

// The document of the path; not found also when the caller may not see it.
Step<Document> documentOf(const Context& context, const http::Request& request,
                          const Replies& replies) {
    const auto id = idOf(request, replies);
    if (!id) return tl::unexpected(id.error());
    auto document = context.archive.find(DocumentId{*id});
    if (!document) return tl::unexpected(replies.failure(document.error()));
    if (!*document || !maySee(request, (*document)->partner))
        return tl::unexpected(replies.notFound());
    return std::move(**document);
}

Step<std::optional<Instant>> instantOf(const http::Request& request, std::string_view name,
                                       const Replies& replies) {
    const auto text = request.queried(name);
    if (text.empty()) return std::nullopt;
    const auto at = parseInstant(text);
    if (!at) return replies.badParameter(std::string(name), "a UTC time, 2026-11-21T08:30:00Z");
    return at;
}

Step<DocumentQuery> queryOf(const http::Request& request, const Replies& replies) {
    DocumentQuery query;
    const auto partner = partnerAskedFor(request, replies);
    const auto page = pageOf(request, replies);
    const auto since = instantOf(request, "since", replies);
    const auto until = instantOf(request, "until", replies);
    if (!partner) return tl::unexpected(partner.error());
    if (!page) return tl::unexpected(page.error());
    if (!since) return tl::unexpected(since.error());
    if (!until) return tl::unexpected(until.error());
    if (const auto state = request.queried("state"); !state.empty()) {
        query.state = exchange::documentStateOf(state);
        if (!query.state) return replies.badParameter("state", "there is no such state");
    }
    if (const auto direction = request.queried("direction"); !direction.empty()) {
        if (direction != "inbound" && direction != "outbound")
            return replies.badParameter("direction", "inbound or outbound");
        query.direction =
            direction == "inbound" ? exchange::Direction::inbound : exchange::Direction::outbound;
    }
    query.partner = *partner;
    query.key = std::string(request.queried("key"));
    query.text = std::string(request.queried("text"));
    query.since = *since;
    query.until = *until;
    query.before = DocumentId{page->before};
    query.limit = page->limit;
    return query;
}

}  // namespace

http::Response listDocuments(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    auto query = queryOf(request, replies);
    if (!query) return query.error();
    const std::size_t limit = query->limit;
    ++query->limit;  // one more tells whether there is a next page
    auto found = context.archive.search(*query);
    if (!found) return replies.failure(found.error());
    const bool more = found->size() > limit;
    if (more) found->resize(limit);
    boost::json::array documents;
    for (const Document& document : *found) documents.push_back(documentJson(document));
    boost::json::object body{{"documents", std::move(documents)}};
    if (more) body["next"] = formatId(found->back().id.value);
    return json(200, body);
}

http::Response showDocument(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto document = documentOf(context, request, replies);
    if (!document) return document.error();
    const auto messages = context.archive.messages(document->id);
    const auto answers = context.archive.answersTo(document->id);
    if (!messages) return replies.failure(messages.error());
    if (!answers) return replies.failure(answers.error());
    const auto verdicts = context.archive.verdicts(document->id);
    if (!verdicts) return replies.failure(verdicts.error());
    const bool ours = document->direction == exchange::Direction::outbound;
    boost::json::object body = documentJson(*document);
    boost::json::array message_list;
    for (const exchange::Message& message : *messages) message_list.push_back(messageJson(message));
    boost::json::array answer_list;
    for (const Document& answer : *answers)
        answer_list.push_back({{"id", formatId(answer.id.value)},
                               {"kind", exchange::nameOf(answer.kind)},
                               {"format", answer.format},
                               {"state", exchange::nameOf(answer.state)}});
    body["messages"] = std::move(message_list);
    body["answered_by"] = std::move(answer_list);
    body[ours ? "acknowledged_by" : "speaks_of"] = verdictsJson(*verdicts, document->id);
    return json(200, body);
}

http::Response showRaw(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto document = documentOf(context, request, replies);
    if (!document) return document.error();
    const std::string tag = "\"" + document->sha256 + "\"";
    if (request.header("If-None-Match") == tag) return {304, "", {{"ETag", tag}}, ""};
    auto bytes = context.archive.bytes(document->id);
    if (!bytes) return replies.failure(bytes.error());
    const std::string type =
        document->content_type.empty() ? "application/octet-stream" : document->content_type;
    return {200, type, {{"ETag", tag}, {"Content-Disposition", "attachment"}}, std::move(*bytes)};
}

http::Response showContent(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto document = documentOf(context, request, replies);
    if (!document) return document.error();
    const auto messages = context.archive.messages(document->id);
    if (!messages) return replies.failure(messages.error());
    boost::json::array list;
    for (const exchange::Message& message : *messages) {
        if (message.content.empty()) continue;
        boost::json::error_code wrong;
        auto content = boost::json::parse(message.content, wrong);
        if (wrong)
            return replies.failure({FailureKind::corrupt, "the stored content is no JSON",
                                    formatId(message.id.value)});
        list.push_back({{"ordinal", message.ordinal},
                        {"type", message.content_type_name},
                        {"content", std::move(content)}});
    }
    return json(200, boost::json::object{{"messages", std::move(list)}});
}

http::Response showFindings(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto document = documentOf(context, request, replies);
    if (!document) return document.error();
    const auto of_payload = context.archive.findings(document->id);
    const auto messages = context.archive.messages(document->id);
    if (!of_payload) return replies.failure(of_payload.error());
    if (!messages) return replies.failure(messages.error());
    boost::json::array list;
    const Language language = request.language();
    for (const exchange::Finding& finding : *of_payload)
        list.push_back(findingJson(finding, context.words, language));
    for (const exchange::Message& message : *messages)
        for (const exchange::Finding& finding : message.findings) {
            auto entry = findingJson(finding, context.words, language);
            entry["message"] = message.ordinal;
            list.push_back(std::move(entry));
        }
    return json(200, boost::json::object{{"findings", std::move(list)}});
}

http::Response showTrace(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto document = documentOf(context, request, replies);
    if (!document) return document.error();
    const auto steps = context.archive.trace(document->id);
    if (!steps) return replies.failure(steps.error());
    return json(200, boost::json::object{{"trace", traceJson(*steps)}});
}

http::Response reprocessDocument(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto document = documentOf(context, request, replies);
    if (!document) return document.error();
    const auto done = context.exchange.reprocess(document->id);
    if (!done) return replies.failure(done.error());
    return json(202, documentJson(*document));
}

http::Response resendDocument(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto document = documentOf(context, request, replies);
    if (!document) return document.error();
    const auto done = context.exchange.resend(document->id);
    if (!done) return replies.failure(done.error());
    return json(202, documentJson(*document));
}

}  // namespace entrepot::api
