#include "core/exchange/order_step.h"

#include <algorithm>
#include <utility>

#include "core/base/crash_point.h"
#include "core/exchange/advice_step.h"
#include "core/exchange/order_promise.h"
#include "core/exchange/outbound_draft.h"
#include "core/exchange/reasons.h"

namespace entrepot::exchange {
namespace {

using model::Order;
using model::OrderResponse;
using ports::OrderRecord;

constexpr std::string_view order_type = "Order";

// The promise behind a response, when goods are reserved for it.
struct Outcome {
    OrderResponse response;
    PromiseId promise;
    bool current = true;  // becomes the customer's order of that number
    std::string status;   // empty = as the response says
};

class OrderStep {
public:
    OrderStep(ExchangePorts& ports, const Partner& partner, const Message& message)
        : ports_(ports),
          partner_(partner),
          message_(message),
          facts_{formatId(message.id.value), ports.clock.today()} {}

    Result<Outcome> run(const Order& order) {
        auto earlier = ports_.orders.find(partner_.key, order.number);
        if (!earlier) return fail(earlier.error());
        const bool known = *earlier && (*earlier)->message != message_.id;
        switch (order.purpose) {
            case model::Purpose::cancel:
                return cancel(order, *earlier);
            case model::Purpose::replace:
            case model::Purpose::change:
                return known ? change(order, **earlier) : take(order);
            default:
                return known ? aside(order, reasons::order_number_reused) : take(order);
        }
    }

private:
    Result<Outcome> take(const Order& order) {
        return askFor(order, [&](promise::PromiseRequest request) {
            return ports_.desk.ask(std::move(request));
        });
    }

    Result<Outcome> change(const Order& order, const OrderRecord& earlier) {
        if (!earlier.promise) return take(order);
        return askFor(order, [&](promise::PromiseRequest request) {
            return ports_.desk.change(earlier.promise, std::move(request));
        });
    }

    Result<Outcome> cancel(const Order& order, const std::optional<OrderRecord>& earlier) {
        if (!earlier) return aside(order, reasons::order_unknown);
        if (earlier->promise) {
            auto cancelled = ports_.desk.cancel(earlier->promise);
            if (!cancelled && isTransient(cancelled.error().kind)) return fail(cancelled.error());
        }
        Outcome outcome = reject(order, reasons::order_cancelled);
        outcome.status = "cancelled";
        return outcome;
    }

    template <class Ask>
    Result<Outcome> askFor(const Order& order, const Ask& ask) {
        if (order.lines.empty()) return reject(order, reasons::order_without_lines);
        if (order.lines.size() > ports_.limits.lines_per_order_max)
            return reject(order, reasons::order_too_long);
        const auto items = ports_.items.get();
        OrderQuestion question = questionFor(order, partner_, *items, ports_.limits);
        if (question.request.lines.empty()) {
            if (items->size() == 0)
                return fail(FailureKind::unavailable, "the ERP's items have not been read yet");
            return Outcome{responseTo(order, question, {}, *items, facts_), {}, true, {}};
        }
        question.request.mode =
            partner_.test ? promise::PromiseMode::check : promise::PromiseMode::confirm;
        question.request.reference = "message:" + formatId(message_.id.value);
        auto answer = ask(question.request);
        if (!answer) return fail(answer.error());
        return Outcome{responseTo(order, question, *answer, *items, facts_), answer->id, true, {}};
    }

    Outcome reject(const Order& order, const reasons::ReasonKind& kind) const {
        Outcome outcome;
        outcome.response = rejectionOf(order, promise::because(kind, order.number), facts_);
        return outcome;
    }

    // A rejection that leaves the customer's order of that number as it is.
    Outcome aside(const Order& order, const reasons::ReasonKind& kind) const {
        Outcome outcome = reject(order, kind);
        outcome.current = false;
        return outcome;
    }

    ExchangePorts& ports_;
    const Partner& partner_;
    const Message& message_;
    ResponseFacts facts_;
};

// The reasons of each line as a text the partner can read in a free-text element.
void putIntoWords(OrderResponse& response, const ports::Words& words, Language language) {
    for (model::ResponseLine& line : response.lines)
        for (const model::Reason& reason : line.reasons) {
            if (!line.reason_text.empty()) line.reason_text += ' ';
            line.reason_text += words.sentence(reason, language);
        }
}

Result<void> keep(ExchangePorts& ports, const Partner& partner, const Message& message,
                  const Order& order, Outcome& outcome) {
    putIntoWords(outcome.response, ports.words, partner.language);
    OrderRecord record;
    record.customer = partner.key;
    record.number = order.number;
    record.document = message.document;
    record.message = message.id;
    record.promise = outcome.promise;
    record.current = outcome.current;
    record.status =
        outcome.status.empty() ? std::string(nameOf(outcome.response.status)) : outcome.status;
    record.order = message.content;
    record.response = ports.model_text.write(outcome.response);
    record.changed_at = ports.clock.now();
    return ports.orders.keep(record);
}

}  // namespace

Result<Message> processMessage(ExchangePorts& ports, const Partner& partner, Message message) {
    auto content = ports.model_text.read(message.content_type_name, message.content);
    if (!content)
        return fail(FailureKind::corrupt, content.error().what, formatId(message.id.value));
    message.state = MessageState::processed;
    const auto* order = std::get_if<Order>(&*content);
    if (order == nullptr) return message;

    auto outcome = OrderStep(ports, partner, message).run(*order);
    if (!outcome) return fail(outcome.error());
    crashPoint("promised");
    auto kept = keep(ports, partner, message, *order, *outcome);
    if (!kept) return fail(kept.error());
    message.promise = outcome->promise;
    for (Finding& mistake : mistakesOf(outcome->response))
        if (std::ranges::find(message.findings, mistake) == message.findings.end())
            message.findings.push_back(std::move(mistake));
    return message;
}

Result<std::optional<Outbound>> answerMessage(ExchangePorts& ports, const Partner& partner,
                                              const Message& message) {
    if (message.content_type_name != order_type) return std::nullopt;
    const auto format =
        partner.answer_format ? partner.answer_format : ports.translator.answerTo(message.format);
    if (!format) return std::nullopt;
    auto record = ports.orders.findByMessage(message.id);
    if (!record) return fail(record.error());
    check(record->has_value(), "a processed order is kept");
    auto response = ports.model_text.read("OrderResponse", (*record)->response);
    if (!response)
        return fail(FailureKind::corrupt, response.error().what, formatId(message.id.value));

    auto settings = drawEnvelope(ports, partner, *format);
    if (!settings) return fail(settings.error());
    auto written = ports.translator.write(*response, *settings);
    if (!written) return fail(written.error());
    return draftOutbound(ports, partner, *settings, std::move(*written),
                         {.answers = message.document,
                          .business_key = (*record)->number,
                          .number = std::string(model::numberOf(*response))});
}

}  // namespace entrepot::exchange
