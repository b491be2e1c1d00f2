// A price list or sales catalogue.
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
#include "core/model/order_change.h"
#include "core/model/party.h"
#include "core/model/quote.h"

namespace entrepot::model {

struct CatalogueLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    LineAction action = LineAction::add;
    std::string brand;
    std::vector<Classification> classifications;
    std::string unit;
    std::optional<Price> price;
    std::string price_type;
    std::vector<PriceBreak> breaks;
    Period valid;
    std::optional<Quantity> pack;  // base units in one `unit`
    std::optional<Quantity> minimum;
    std::optional<std::int64_t> lead_days;
    std::vector<Measure> measures;
    std::vector<Charge> charges;
    std::vector<Tax> taxes;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const CatalogueLine&, const CatalogueLine&) = default;
};
BOOST_DESCRIBE_STRUCT(CatalogueLine, (),
                      (number, ids, description, action, brand, classifications, unit, price,
                       price_type, breaks, valid, pack, minimum, lead_days, measures, charges,
                       taxes, references, notes, extras))

struct Catalogue {
    std::string number;
    std::string name;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    Period valid;
    std::string currency;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<CatalogueLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const Catalogue&, const Catalogue&) = default;
};
BOOST_DESCRIBE_STRUCT(Catalogue, (),
                      (number, name, purpose, issued, valid, currency, parties, references, lines,
                       notes, extras))

}  // namespace entrepot::model
