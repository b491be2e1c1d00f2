// What our application says of a message's content, beside its functional acknowledgement: an 824,
// an APERAK, an ApplicationResponse. Drafted once a message, in the change that ends its life here.
#pragma once
#include <optional>

#include "core/exchange/exchange_ports.h"
#include "core/model/order_response.h"

namespace entrepot::exchange {

// Nothing when the partner has not asked for it, when there is nothing to say, or when the
// message's syntax has no form for it. `document` is the one the message stands in.
Result<std::optional<Outbound>> draftAdvice(ExchangePorts& ports, const Partner& partner,
                                            const Document& document, const Message& message);

// What is wrong with an order by the reasons of our answer to it: errors when nothing of it is
// taken, else warnings. What is merely late or short is no mistake of the order.
std::vector<Finding> mistakesOf(const model::OrderResponse& response);

}  // namespace entrepot::exchange
