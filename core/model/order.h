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
#include "core/model/common.h"
#include "core/model/item.h"
#include "core/model/party.h"

namespace entrepot::model {

// What may happen when not all of it can be there on the wanted day.
enum class DeliveryPolicy : std::uint8_t {
    complete,  // one delivery with everything, as late as that may be
    split,     // several deliveries until the full quantity is there
    partial,   // what is there by the wanted day; the rest is cancelled
};
BOOST_DESCRIBE_ENUM(DeliveryPolicy, complete, split, partial)

struct OrderLine {
    std::string number;  // as the buyer counts; made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::vector<Classification> classifications;
    Quantity quantity;
    std::string unit;                      // our vocabulary; empty = the item's base unit
    std::optional<Price> price;            // per unit, in the order's currency
    std::optional<Day> wanted;             // the order's wanted day
    std::vector<WantedDelivery> schedule;  // empty = everything on the wanted day
    std::vector<Charge> charges;
    std::vector<Tax> taxes;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const OrderLine&, const OrderLine&) = default;
};
BOOST_DESCRIBE_STRUCT(OrderLine, (),
                      (number, ids, description, classifications, quantity, unit, price, wanted,
                       schedule, charges, taxes, references, notes, extras))

struct Order {
    std::string number;  // the buyer's; the business key together with the buyer
    Purpose purpose = Purpose::original;
    std::string type;  // stand-alone, blanket, consignment ...; empty = stand-alone
    std::optional<Day> issued;
    std::string currency;       // ISO 4217; empty = the agreement's
    std::optional<Day> wanted;  // delivery at the ship-to; empty = as soon as possible
    std::optional<Day> cancel_after;
    std::optional<DeliveryPolicy> delivery;  // the agreement's
    std::vector<Party> parties;
    std::vector<Contact> contacts;  // of the document itself
    std::vector<Reference> references;
    std::vector<PaymentTerms> payment_terms;
    std::vector<PaymentMeans> payment_means;
    DeliveryTerms delivery_terms;
    Transport transport;
    std::vector<Charge> charges;
    std::vector<Tax> taxes;
    std::vector<std::string> notes;
    std::vector<OrderLine> lines;
    std::optional<Amount> total;
    std::vector<Extra> extras;

    friend bool operator==(const Order&, const Order&) = default;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (number, purpose, type, issued, currency, wanted, cancel_after, delivery,
                       parties, contacts, references, payment_terms, payment_means, delivery_terms,
                       transport, charges, taxes, notes, lines, total, extras))

}  // namespace entrepot::model
