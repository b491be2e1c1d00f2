// POST /api/v1/documents: takes a payload, durably, and when asked waits for its answer.
#include "adapters/api/answer_document.h"
#include "adapters/api/document_json.h"
#include "adapters/api/handlers.h"
#include "adapters/api/reply.h"
#include "adapters/digest/sha256.h"
#include "core/base/id_source.h"

namespace entrepot::api {
namespace {

constexpr std::size_t idempotency_key_max = 255;
constexpr std::size_t name_max = 255;

Step<std::string> plainText(std::string_view name, std::string_view value, std::size_t maximum,
                            const Replies& replies) {
    if (value.size() > maximum)
        return replies.badParameter(std::string(name),
                                    "at most " + std::to_string(maximum) + " bytes");
    for (const unsigned char c : value)
        if (c < 0x20 || c == 0x7F)
            return replies.badParameter(std::string(name), "no control characters");
    return std::string(value);
}

Step<exchange::Arrival> arrivalOf(const Context& context, const http::Request& request,
                                  const Replies& replies) {
    if (request.body.empty()) return tl::unexpected(replies.problem("body-missing"));
    const auto partner = partnerAskedFor(request, replies);
    if (!partner) return tl::unexpected(partner.error());
    if (*partner && context.partners.find(**partner) == nullptr)
        return replies.badParameter("partner", "there is no partner " + (*partner)->value);
    const auto key = plainText("Idempotency-Key", request.header("Idempotency-Key"),
                               idempotency_key_max, replies);
    if (!key) return tl::unexpected(key.error());
    const auto name = plainText("file_name", request.queried("file_name"), name_max, replies);
    if (!name) return tl::unexpected(name.error());
    return exchange::Arrival{.channel = "http",
                             .file_name = *name,
                             .content_type = std::string(request.header("Content-Type")),
                             .caller = *partner,
                             .idempotency_key = *key,
                             .bytes = request.body,
                             .sha256 = digest::sha256Hex(request.body),
                             .at = context.clock.now()};
}

// What a sender holds in his hands: our number for it, and whether we had it already.
http::Response receiptResponse(const Context& context, const exchange::Receipt& receipt,
                               const Replies& replies) {
    const auto document = context.archive.find(receipt.id);
    if (!document) return replies.failure(document.error());
    if (!*document) return replies.failure({FailureKind::corrupt, "accepted but not there", ""});
    auto body = documentJson(**document);
    body["duplicate"] = receipt.duplicate;
    http::Response response = json(receipt.duplicate ? 200 : 202, body);
    response.headers.emplace_back("Location", "/api/v1/documents/" + formatId(receipt.id.value));
    return response;
}

}  // namespace

http::Response submitDocument(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto wait = request.queried("wait");
    if (!wait.empty() && wait != "answer")
        return replies.badParameter("wait", "only `answer` can be waited for").value();
    auto arrival = arrivalOf(context, request, replies);
    if (!arrival) return arrival.error();
    const auto receipt = context.exchange.accept(std::move(*arrival));
    if (!receipt) return replies.failure(receipt.error());

    if (wait == "answer" && context.exchange.waitFinished(receipt->id, context.wait_answer_max))
        if (auto answer = answerDocument(context, *receipt, replies)) return std::move(*answer);
    return receiptResponse(context, *receipt, replies);
}

}  // namespace entrepot::api
