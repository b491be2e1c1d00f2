// A purchase order as a customer sends it, whatever form it came in.
//
// Filled by maps (schemas/maps), read by promising. Absent means: the partner did not say.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/model/item.h"
#include "core/model/party.h"

namespace entrepot::model {

enum class OrderPurpose : std::uint8_t {
    original,
    replace,
    change,
    cancel,
    confirmation,
    duplicate
};
BOOST_DESCRIBE_ENUM(OrderPurpose, original, replace, change, cancel, confirmation, duplicate)

// What may happen when not all of it can be there on the wanted day.
enum class DeliveryPolicy : std::uint8_t {
    complete,  // one delivery with everything, as late as that may be
    split,     // several deliveries until the full quantity is there
    partial,   // what is there by the wanted day; the rest is cancelled
};
BOOST_DESCRIBE_ENUM(DeliveryPolicy, complete, split, partial)

// Something the map has no field for: where it stood and what it said.
struct Extra {
    std::string path;  // "REF[01=ZZ]/02"
    std::string value;

    friend bool operator==(const Extra&, const Extra&) = default;
};
BOOST_DESCRIBE_STRUCT(Extra, (), (path, value))

// Schemes: contract, promotion, department, customer-order, quote.
struct Reference {
    std::string scheme;
    std::string value;

    friend bool operator==(const Reference&, const Reference&) = default;
};
BOOST_DESCRIBE_STRUCT(Reference, (), (scheme, value))

struct WantedDelivery {
    Quantity quantity;
    std::optional<Day> day;  // the order's wanted day

    friend bool operator==(const WantedDelivery&, const WantedDelivery&) = default;
};
BOOST_DESCRIBE_STRUCT(WantedDelivery, (), (quantity, day))

struct OrderLine {
    std::string number;  // as the buyer counts; made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    Quantity quantity;
    std::string unit;                      // our vocabulary; empty = the item's base unit
    std::optional<Price> price;            // per unit, in the order's currency
    std::optional<Day> wanted;             // the order's wanted day
    std::vector<WantedDelivery> schedule;  // empty = everything on the wanted day
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const OrderLine&, const OrderLine&) = default;
};
BOOST_DESCRIBE_STRUCT(OrderLine, (),
                      (number, ids, description, quantity, unit, price, wanted, schedule, notes,
                       extras))

struct Order {
    std::string number;  // the buyer's; the business key together with the buyer
    OrderPurpose purpose = OrderPurpose::original;
    std::string type;  // stand-alone, blanket, consignment ...; empty = stand-alone
    std::optional<Day> issued;
    std::string currency;       // ISO 4217; empty = the agreement's
    std::optional<Day> wanted;  // delivery at the ship-to; empty = as soon as possible
    std::optional<Day> cancel_after;
    std::optional<DeliveryPolicy> delivery;  // the agreement's
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<OrderLine> lines;
    std::optional<Amount> total;
    std::vector<Extra> extras;

    friend bool operator==(const Order&, const Order&) = default;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (number, purpose, type, issued, currency, wanted, cancel_after, delivery,
                       parties, references, notes, lines, total, extras))

}  // namespace entrepot::model
