// From an order to the question for the promise desk, and from its answer to our response.
//
// A line that cannot be asked (unknown item or unit, quantity not positive) is left out of the
// question and stands in the response as rejected, with its reason; the other lines go on.
#pragma once
#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/exchange/item_directory.h"
#include "core/exchange/partner.h"
#include "core/model/order.h"
#include "core/model/order_response.h"
#include "core/promise/promise.h"

namespace entrepot::exchange {

// Why a line was left out; by index into Order::lines.
struct LineRefusal {
    std::size_t line = 0;
    model::Reason reason;
};

struct OrderQuestion {
    promise::PromiseRequest request;  // mode and reference are left to the caller
    std::vector<LineRefusal> refused;
};

OrderQuestion questionFor(const model::Order& order, const Partner& customer,
                          const ItemDirectory& items, const Limits& limits);

struct ResponseFacts {
    std::string number;  // ours
    Day today{};
};

// `answer` holds the lines of the question, in their order. Quantities come back in the ordered
// unit.
model::OrderResponse responseTo(const model::Order& order, const OrderQuestion& question,
                                const promise::PromiseAnswer& answer, const ItemDirectory& items,
                                const ResponseFacts& facts);

// Nothing of the order is taken, for one reason (number used before, cancelled ...).
model::OrderResponse rejectionOf(const model::Order& order, const model::Reason& reason,
                                 const ResponseFacts& facts);

}  // namespace entrepot::exchange
