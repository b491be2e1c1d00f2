// Everything a message can say once it is in the model. Adding an alternative makes every visit
// that does not handle it fail to compile: that list is what there is to do.
#pragma once
#include <string_view>
#include <variant>

#include "core/model/acknowledgement.h"
#include "core/model/order.h"
#include "core/model/order_response.h"

namespace entrepot::model {

using BusinessDocument = std::variant<Order, OrderResponse, Acknowledgement>;

// The type's name as maps and JSON use it: "Order", "OrderResponse", "Acknowledgement".
std::string_view typeName(const BusinessDocument& document);

// The number a person would search it by: order number, response's order number, acknowledged
// control.
std::string_view businessKey(const BusinessDocument& document);

}  // namespace entrepot::model
