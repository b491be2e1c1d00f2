// What a buyer wants otherwise in an order already sent: lines added, changed or cancelled, or all
// of it cancelled.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/model/common.h"
#include "core/model/item.h"
#include "core/model/party.h"

namespace entrepot::model {

// What is to happen to the line of the order.
enum class LineAction : std::uint8_t { add, change, cancel, keep, replace };
BOOST_DESCRIBE_ENUM(LineAction, add, change, cancel, keep, replace)

struct OrderChangeLine {
    std::string number;  // of the order's line
    LineAction action = LineAction::change;
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::optional<Quantity> quantity;  // as it shall be
    std::optional<Quantity>
        remaining;  // difference or what is left to come, where the form says that
    std::string unit;
    std::optional<Price> price;
    std::optional<Day> wanted;
    std::vector<WantedDelivery> schedule;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const OrderChangeLine&, const OrderChangeLine&) = default;
};
BOOST_DESCRIBE_STRUCT(OrderChangeLine, (),
                      (number, action, ids, description, quantity, remaining, unit, price, wanted,
                       schedule, references, notes, extras))

struct OrderChange {
    std::string order_number;           // the buyer's
    std::string number;                 // of the change; empty where the form has none
    Purpose purpose = Purpose::change;  // or cancel: the whole order
    std::optional<Day> issued;
    std::optional<Day> order_issued;
    std::string currency;
    std::optional<Day> wanted;
    std::optional<Day> cancel_after;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<PaymentTerms> payment_terms;
    DeliveryTerms delivery_terms;
    Transport transport;
    std::vector<Charge> charges;
    std::vector<OrderChangeLine> lines;
    std::optional<Amount> total;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const OrderChange&, const OrderChange&) = default;
};
BOOST_DESCRIBE_STRUCT(OrderChange, (),
                      (order_number, number, purpose, issued, order_issued, currency, wanted,
                       cancel_after, parties, references, payment_terms, delivery_terms, transport,
                       charges, lines, total, notes, extras))

}  // namespace entrepot::model
