// What one asks the promise desk and what it answers: plain values.
//
// Quantities here are in base units of the item; whoever asks converts (core/exchange). A line's
// `lot` is one ordered unit in base units: every delivery is a whole number of lots.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/model/order.h"
#include "core/model/order_response.h"

namespace entrepot::promise {

enum class PromiseMode : std::uint8_t {
    check,    // no effect
    hold,     // reserves until hold_until
    confirm,  // reserves for good
};
BOOST_DESCRIBE_ENUM(PromiseMode, check, hold, confirm)

enum class PromiseState : std::uint8_t {
    checked,
    held,
    confirmed,
    cancelled,
    expired,
    fulfilled,  // the goods have left: the ERP took it over and lists it no more
};
BOOST_DESCRIBE_ENUM(PromiseState, checked, held, confirmed, cancelled, expired, fulfilled)

struct WantedPart {
    Quantity quantity;
    std::optional<Day> day;  // at the ship-to; empty = as soon as possible

    friend bool operator==(const WantedPart&, const WantedPart&) = default;
};
BOOST_DESCRIBE_STRUCT(WantedPart, (), (quantity, day))

struct PromiseLine {
    std::string number;  // of the order line
    ItemKey item;
    Quantity lot = Quantity::whole(1);
    std::string unit;  // the base unit of all quantities here, for the reasons to name
    std::vector<WantedPart> wanted;                // by day; at least one
    std::optional<Price> price = std::nullopt;     // carried along for the ERP
    Quantity price_quantity = Quantity::whole(1);  // what the price is for

    friend bool operator==(const PromiseLine&, const PromiseLine&) = default;
};
BOOST_DESCRIBE_STRUCT(PromiseLine, (), (number, item, lot, unit, wanted, price, price_quantity))

struct PromiseRequest {
    PromiseMode mode = PromiseMode::check;
    std::string reference;  // unique: the same reference asked again gets the same answer
    PartnerKey customer;
    std::string order_number;  // the customer's
    std::string currency;      // of the lines' prices, carried along for the ERP
    std::string region;        // where the ship-to is; selects lanes
    model::DeliveryPolicy policy = model::DeliveryPolicy::split;
    int splits_max = 8;                 // deliveries per line, with policy split
    std::optional<Instant> hold_until;  // for hold
    std::vector<PromiseLine> lines;

    friend bool operator==(const PromiseRequest&, const PromiseRequest&) = default;
};
BOOST_DESCRIBE_STRUCT(PromiseRequest, (),
                      (mode, reference, customer, order_number, currency, region, policy,
                       splits_max, hold_until, lines))

// One reservation: so much leaves that site on that day for that line.
struct PromisedPart {
    Quantity quantity;
    SiteKey site;
    Day ship_day{};
    Day delivery_day{};

    friend bool operator==(const PromisedPart&, const PromisedPart&) = default;
};
BOOST_DESCRIBE_STRUCT(PromisedPart, (), (quantity, site, ship_day, delivery_day))

struct LineAnswer {
    std::string number;
    ItemKey item;
    std::vector<PromisedPart> parts;     // by delivery day
    Quantity unmet;                      // of what was wanted, not promised
    std::vector<model::Reason> reasons;  // what bound, what would help; never empty

    friend bool operator==(const LineAnswer&, const LineAnswer&) = default;
};
BOOST_DESCRIBE_STRUCT(LineAnswer, (), (number, item, parts, unmet, reasons))

struct PromiseAnswer {
    PromiseId id;  // 0 for check
    PromiseState state = PromiseState::checked;
    std::string reference;
    std::optional<Instant> hold_until;
    std::vector<LineAnswer> lines;

    friend bool operator==(const PromiseAnswer&, const PromiseAnswer&) = default;
};
BOOST_DESCRIBE_STRUCT(PromiseAnswer, (), (id, state, reference, hold_until, lines))

}  // namespace entrepot::promise
