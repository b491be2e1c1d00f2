// What a partner will want: forecasts and planning schedules (830, DELFOR, SLSFCT), and the
// delivery schedules that call it off (862, 866, DELJIT).
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

// How binding: firm may be shipped, material may be bought, planned may be made, forecast binds
// nobody.
enum class Commitment : std::uint8_t { firm, material, planned, forecast };
BOOST_DESCRIBE_ENUM(Commitment, firm, material, planned, forecast)

struct ScheduledQuantity {
    Quantity quantity;
    Commitment commitment = Commitment::forecast;
    Period period;
    std::string time;      // "HH:MM" of the first day where the form says it
    std::string interval;  // day, week, month, as the form says
    std::string location;  // number of the store, where one line serves several

    friend bool operator==(const ScheduledQuantity&, const ScheduledQuantity&) = default;
};
BOOST_DESCRIBE_STRUCT(ScheduledQuantity, (),
                      (quantity, commitment, period, time, interval, location))

// The last receipt or shipment both sides count from.
struct Shipped {
    std::string reference;
    std::optional<Quantity> quantity;
    std::optional<Day> day;

    friend bool operator==(const Shipped&, const Shipped&) = default;
};
BOOST_DESCRIBE_STRUCT(Shipped, (), (reference, quantity, day))

struct ScheduleLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::string location;
    std::string order_number;
    std::string order_line;
    std::string unit;
    std::optional<Price> price;
    std::vector<ScheduledQuantity> quantities;
    std::optional<Quantity> cumulative_required;
    std::optional<Quantity> cumulative_received;
    std::vector<Shipped> received;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const ScheduleLine&, const ScheduleLine&) = default;
};
BOOST_DESCRIBE_STRUCT(ScheduleLine, (),
                      (number, ids, description, location, order_number, order_line, unit, price,
                       quantities, cumulative_required, cumulative_received, received, parties,
                       references, notes, extras))

struct Forecast {
    std::string number;
    Purpose purpose = Purpose::original;
    std::string release;
    std::optional<Day> issued;
    Period horizon;
    std::string currency;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<ScheduleLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const Forecast&, const Forecast&) = default;
};
BOOST_DESCRIBE_STRUCT(Forecast, (),
                      (number, purpose, release, issued, horizon, currency, parties, references,
                       lines, notes, extras))

struct DeliverySchedule {
    std::string number;
    Purpose purpose = Purpose::original;
    std::string release;
    std::optional<Day> issued;
    Period horizon;
    std::string currency;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<ScheduleLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const DeliverySchedule&, const DeliverySchedule&) = default;
};
BOOST_DESCRIBE_STRUCT(DeliverySchedule, (),
                      (number, purpose, release, issued, horizon, currency, parties, references,
                       lines, notes, extras))

}  // namespace entrepot::model
