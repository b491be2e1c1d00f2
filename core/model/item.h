// Items: how documents name them, and the master record the ERP keeps, with its units.
#pragma once
#include <boost/describe/class.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/ids.h"

namespace entrepot::model {

// Schemes: gtin (8 to 14 digits), seller (our item number), buyer (theirs), manufacturer, isbn.
struct ItemIdentifier {
    std::string scheme;
    std::string value;

    friend auto operator<=>(const ItemIdentifier&, const ItemIdentifier&) = default;
};
BOOST_DESCRIBE_STRUCT(ItemIdentifier, (), (scheme, value))

// One `unit` is numerator/denominator base units: a case of 12 is {"CS", 12, 1}.
struct UnitConversion {
    std::string unit;
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;

    friend bool operator==(const UnitConversion&, const UnitConversion&) = default;
};
BOOST_DESCRIBE_STRUCT(UnitConversion, (), (unit, numerator, denominator))

// Units are UN/ECE Recommendation 20/21 codes as our own vocabulary: EA, CS, PX (pallet), KGM ...
struct Item {
    ItemKey key;
    std::string description;
    std::string base_unit = "EA";
    std::vector<UnitConversion> units;
    std::vector<ItemIdentifier> ids;

    friend bool operator==(const Item&, const Item&) = default;
};

// Nothing when the item has no such unit, the result does not fit, or it would not be exact at
// scale 4 (a third of a case): a promise never rounds silently.
std::optional<Quantity> toBaseUnit(const Item& item, Quantity quantity, const std::string& unit);
std::optional<Quantity> fromBaseUnit(const Item& item, Quantity quantity, const std::string& unit);

// Whole units of `unit` (at scale 4) that fit into `quantity` base units, rounded down.
std::optional<Quantity> fromBaseUnitRoundedDown(const Item& item, Quantity quantity,
                                                const std::string& unit);

}  // namespace entrepot::model
