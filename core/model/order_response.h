// Our answer to an order: per line what is promised, when, from where, and why not more or sooner.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/model/common.h"
#include "core/model/item.h"
#include "core/model/party.h"

namespace entrepot::model {

enum class ResponseStatus : std::uint8_t {
    accepted,  // every line as wanted
    changed,   // some line later, split or less
    rejected,  // nothing of it
};
BOOST_DESCRIBE_ENUM(ResponseStatus, accepted, changed, rejected)

enum class LineStatus : std::uint8_t {
    accepted,     // full quantity on or before the wanted day
    rescheduled,  // full quantity in one delivery, but later
    split,        // full quantity in several deliveries
    reduced,      // part of the quantity; `unmet` is not promised
    rejected,     // none of it
};
BOOST_DESCRIBE_ENUM(LineStatus, accepted, rescheduled, split, reduced, rejected)

std::string_view nameOf(ResponseStatus status);
std::string_view nameOf(LineStatus status);

struct PromisedDelivery {
    Quantity quantity;
    Day ship_day{};      // leaves our site
    Day delivery_day{};  // is at the ship-to
    std::string site;    // site key of the source

    friend bool operator==(const PromisedDelivery&, const PromisedDelivery&) = default;
};
BOOST_DESCRIBE_STRUCT(PromisedDelivery, (), (quantity, ship_day, delivery_day, site))

// Why, as an id with values; words come from schemas/texts/reasons.xml.
struct Reason {
    std::string id;  // "stock-covers", "waits-for-receipt", "item-unknown"
    std::vector<Extra> values;

    friend bool operator==(const Reason&, const Reason&) = default;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (id, values))

struct ResponseLine {
    std::string number;  // of the order's line
    std::vector<ItemIdentifier> ids;
    std::string description;
    LineStatus status = LineStatus::accepted;
    Quantity ordered;
    std::string unit;  // of every quantity here; as ordered
    std::optional<Price> price;
    std::optional<Day> wanted;
    std::vector<PromisedDelivery> deliveries;  // by delivery day
    Quantity unmet;                            // not promised at all
    std::vector<Reason> reasons;
    std::string reason_text;  // the reasons in the partner's language, for free-text elements
    std::vector<Reference> references;
    std::vector<Extra> extras;

    friend bool operator==(const ResponseLine&, const ResponseLine&) = default;
};
BOOST_DESCRIBE_STRUCT(ResponseLine, (),
                      (number, ids, description, status, ordered, unit, price, wanted, deliveries,
                       unmet, reasons, reason_text, references, extras))

struct OrderResponse {
    std::string number;         // ours
    std::string order_number;   // the buyer's
    std::string change_number;  // of the change it answers; empty: it answers the order
    std::optional<Day> order_issued;
    Day issued{};
    ResponseStatus status = ResponseStatus::accepted;
    std::string currency;
    std::vector<Party> parties;  // as in the order
    std::vector<Contact> contacts;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<ResponseLine> lines;
    std::vector<Extra> extras;

    friend bool operator==(const OrderResponse&, const OrderResponse&) = default;
};
BOOST_DESCRIBE_STRUCT(OrderResponse, (),
                      (number, order_number, change_number, order_issued, issued, status, currency,
                       parties, contacts, references, notes, lines, extras))

}  // namespace entrepot::model
