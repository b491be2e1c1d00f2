#include "adapters/api/answer_document.h"

#include <algorithm>

#include "adapters/api/document_json.h"
#include "core/base/id_source.h"

namespace entrepot::api {
namespace {

using exchange::Document;
using exchange::DocumentState;

// The one to hand over: the answer, else the acknowledgement, else the advice. Null when there is
// none, or more than one of that kind.
const Document* chosen(const std::vector<Document>& answers) {
    using enum exchange::DocumentKind;
    for (const exchange::DocumentKind kind : {business, acknowledgement, advice}) {
        const auto first = std::ranges::find(answers, kind, &Document::kind);
        if (first == answers.end()) continue;
        return std::ranges::count(answers, kind, &Document::kind) == 1 ? &*first : nullptr;
    }
    return nullptr;
}

std::vector<exchange::Finding> allFindings(const Context& context, DocumentId id) {
    std::vector<exchange::Finding> findings =
        context.archive.findings(id).value_or(std::vector<exchange::Finding>());
    for (const exchange::Message& message :
         context.archive.messages(id).value_or(std::vector<exchange::Message>()))
        findings.insert(findings.end(), message.findings.begin(), message.findings.end());
    return findings;
}

http::Response refusedResponse(const Context& context, const Document& document, Language language,
                               const Replies& replies) {
    const bool refused = document.state == DocumentState::refused;
    http::Problem problem;
    problem.id = refused ? "document-refused" : "document-quarantined";
    problem.values = {{"id", formatId(document.id.value)}};
    for (const exchange::Finding& finding : allFindings(context, document.id))
        problem.errors.push_back({finding.id,
                                  context.words.sentence(finding, language),
                                  {{"severity", std::string(nameOf(finding.severity))},
                                   {"segment", finding.position.segment},
                                   {"path", finding.position.path}}});
    return replies.problem(std::move(problem));
}

}  // namespace

std::optional<http::Response> answerDocument(const Context& context,
                                             const exchange::Receipt& receipt,
                                             const Replies& replies) {
    const auto document = context.archive.find(receipt.id);
    const auto answers = context.archive.answersTo(receipt.id);
    if (!document) return replies.failure(document.error());
    if (!answers) return replies.failure(answers.error());
    if (!*document) return std::nullopt;
    const DocumentState state = (*document)->state;
    const Document* answer = chosen(*answers);
    if (answer == nullptr) {
        const bool in_vain = state == DocumentState::refused || state == DocumentState::quarantined;
        if (!in_vain || !answers->empty()) return std::nullopt;
        return refusedResponse(context, **document, replies.language(), replies);
    }
    auto bytes = context.archive.bytes(answer->id);
    if (!bytes) return replies.failure(bytes.error());
    http::Response response{200, answer->content_type, {}, std::move(*bytes)};
    response.headers = {{"Location", "/api/v1/documents/" + formatId(receipt.id.value)},
                        {"Entrepot-Document", formatId(receipt.id.value)},
                        {"Entrepot-Answer", formatId(answer->id.value)},
                        {"Entrepot-State", std::string(nameOf(state))},
                        {"Entrepot-Duplicate", receipt.duplicate ? "true" : "false"}};
    return response;
}

}  // namespace entrepot::api
