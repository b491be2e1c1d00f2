// /api/v1/promises: feasibility of an order, with or without reserving, and what becomes of it.
//
// Hold and confirm need an Idempotency-Key: who asks again with the same key gets the same promise.
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "adapters/api/handlers.h"
#include "adapters/api/promise_json.h"
#include "adapters/api/reply.h"
#include "core/base/id_source.h"
#include "core/exchange/order_promise.h"

namespace entrepot::api {
namespace {

using promise::PromiseAnswer;
using promise::PromiseMode;
using promise::PromiseRequest;

Step<std::string> referenceOf(const PromiseQuestion& question, const http::Request& request,
                              const Replies& replies) {
    const std::string_view key = request.header("Idempotency-Key");
    if (key.size() > 255) return replies.badParameter("Idempotency-Key", "at most 255 bytes");
    if (key.empty() && question.mode != PromiseMode::check)
        return replies.badParameter("Idempotency-Key", "is needed to hold or confirm");
    const std::string name = key.empty() ? request.id : std::string(key);
    return "api:" + question.customer->key.value + ":" + name;
}

bool sameLines(const PromiseRequest& a, const PromiseRequest& b) {
    return a.order_number == b.order_number &&
           std::ranges::equal(a.lines, b.lines, [](const auto& x, const auto& y) {
               return x.item == y.item &&
                      std::ranges::equal(x.wanted, y.wanted, [](const auto& p, const auto& q) {
                          return p.quantity == q.quantity && p.day == q.day;
                      });
           });
}

// The same key for another question would hand out an answer to a question nobody asked.
Result<void> refuseReusedKey(const Context& context, const PromiseRequest& request) {
    if (request.mode == PromiseMode::check) return {};
    const auto stored = context.promises.findByReference(request.reference);
    if (!stored) return fail(stored.error());
    if (*stored && !sameLines((*stored)->request, request))
        return fail(FailureKind::conflict, "this Idempotency-Key was used for another order");
    return {};
}

Result<PromiseAnswer> ask(const Context& context, PromiseRequest request) {
    if (request.lines.empty()) {  // nothing of it can be asked; every line has its refusal
        PromiseAnswer nothing;
        nothing.reference = request.reference;
        return nothing;
    }
    if (const auto allowed = refuseReusedKey(context, request); !allowed)
        return fail(allowed.error());
    return context.promises.ask(std::move(request));
}

// Reasons of a response's lines as one text in the reader's language.
void addReasonTexts(model::OrderResponse& response, const ports::Words& words, Language language) {
    for (model::ResponseLine& line : response.lines)
        for (const model::Reason& reason : line.reasons) {
            if (!line.reason_text.empty()) line.reason_text += ' ';
            line.reason_text += words.sentence(reason, language);
        }
}

http::Response answered(const Context& context, const PromiseQuestion& question,
                        const exchange::OrderQuestion& asked, const PromiseAnswer& answer,
                        const exchange::ItemDirectory& items, Language language) {
    const std::string number = answer.id ? formatId(answer.id.value) : "";
    auto response = exchange::responseTo(question.order, asked, answer, items,
                                         {.number = number, .today = context.clock.today()});
    addReasonTexts(response, context.words, language);
    boost::json::object body = promiseJson(asked.request, answer, context.words, language);
    body["response"] = boost::json::parse(context.model_text.write(response));
    http::Response reply = json(answer.id ? 201 : 200, body);
    if (answer.id) reply.headers.emplace_back("Location", "/api/v1/promises/" + number);
    return reply;
}

// The stored promise of the path; not found also when the caller may not see it.
Step<ports::LedgerEntry> promiseOf(const Context& context, const http::Request& request,
                                   const Replies& replies) {
    const auto id = idOf(request, replies);
    if (!id) return tl::unexpected(id.error());
    auto entry = context.promises.find(PromiseId{*id});
    if (!entry) return tl::unexpected(replies.failure(entry.error()));
    if (!*entry || !maySee(request, (*entry)->request.customer))
        return tl::unexpected(replies.notFound());
    return std::move(**entry);
}

http::Response changed(const Context& context, const http::Request& request,
                       Result<PromiseAnswer> (promise::PromiseDesk::*change)(PromiseId)) {
    const Replies replies(context.problems, request);
    const auto entry = promiseOf(context, request, replies);
    if (!entry) return entry.error();
    const auto answer = (context.promises.*change)(entry->id);
    if (!answer) return replies.failure(answer.error());
    return json(200, promiseJson(entry->request, *answer, context.words, request.language()));
}

}  // namespace

http::Response askPromise(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto question = promiseQuestion(context, request, replies);
    if (!question) return question.error();
    const auto reference = referenceOf(*question, request, replies);
    if (!reference) return reference.error();
    const auto items = context.items.get();
    if (items->size() == 0)
        return replies.failure({FailureKind::unavailable, "the ERP has not been read yet", ""});

    auto asked =
        exchange::questionFor(question->order, *question->customer, *items, context.limits);
    asked.request.mode = question->mode;
    asked.request.reference = *reference;
    asked.request.hold_until = question->hold_until;
    const auto answer = ask(context, asked.request);
    if (!answer) return replies.failure(answer.error());
    return answered(context, *question, asked, *answer, *items, request.language());
}

http::Response showPromise(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto entry = promiseOf(context, request, replies);
    if (!entry) return entry.error();
    PromiseAnswer answer = entry->answer;
    answer.state = entry->state;
    boost::json::object body =
        promiseJson(entry->request, answer, context.words, request.language());
    body["partner"] = entry->request.customer.value;
    body["order_number"] = entry->request.order_number;
    body["changed_at"] = formatInstant(entry->changed_at);
    return json(200, body);
}

http::Response confirmPromise(const Context& context, const http::Request& request) {
    return changed(context, request, &promise::PromiseDesk::confirm);
}

http::Response cancelPromise(const Context& context, const http::Request& request) {
    return changed(context, request, &promise::PromiseDesk::cancel);
}

}  // namespace entrepot::api
