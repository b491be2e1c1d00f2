// What one message does to the business: an order is promised, kept, and answered; other documents
// are taken note of.
#pragma once
#include <optional>

#include "core/exchange/exchange_ports.h"

namespace entrepot::exchange {

// The message with its promise, state processed. Safe to repeat: the promise is asked under the
// message's own reference, the order is kept under the message's id.
Result<Message> processMessage(ExchangePorts& ports, const Partner& partner, Message message);

// The answer in the partner's form; nothing when the message is no order or its form has none.
Result<std::optional<Outbound>> answerMessage(ExchangePorts& ports, const Partner& partner,
                                              const Message& message);

}  // namespace entrepot::exchange
