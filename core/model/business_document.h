// Everything a message can say once it is in the model. Adding an alternative makes every visit
// that does not handle it fail to compile: that list is what there is to do.
#pragma once
#include <optional>
#include <string_view>
#include <variant>

#include "core/model/acknowledgement.h"
#include "core/model/application_advice.h"
#include "core/model/catalogue.h"
#include "core/model/forecast.h"
#include "core/model/invoice.h"
#include "core/model/order.h"
#include "core/model/order_change.h"
#include "core/model/order_response.h"
#include "core/model/order_status.h"
#include "core/model/party_information.h"
#include "core/model/quote.h"
#include "core/model/receipt_advice.h"
#include "core/model/remittance.h"
#include "core/model/return_request.h"
#include "core/model/ship_notice.h"
#include "core/model/stock_and_sales.h"

namespace entrepot::model {

using BusinessDocument =
    std::variant<Order, OrderResponse, OrderChange, QuoteRequest, Quote, ShipNotice, ReceiptAdvice,
                 Invoice, Remittance, InventoryReport, SalesReport, Forecast, DeliverySchedule,
                 Catalogue, PartyInformation, StatusRequest, StatusReport, ReturnRequest,
                 ApplicationAdvice, Acknowledgement>;

// The type's name as maps and JSON use it: "Order", "OrderResponse", "Acknowledgement".
std::string_view typeName(const BusinessDocument& document);

// The number a person would search it by: its own; of what answers or changes an order, the
// order's; of an acknowledgement, the acknowledged control.
std::string_view businessKey(const BusinessDocument& document);

// Its own number and day of issue; an acknowledgement has none.
std::string_view numberOf(const BusinessDocument& document);
std::optional<Day> issuedOf(const BusinessDocument& document);

}  // namespace entrepot::model
