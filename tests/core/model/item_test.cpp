#include "core/model/item.h"

#include <catch2/catch.hpp>

using namespace entrepot;
using namespace entrepot::model;

TEST_CASE("quantities convert between units exactly or not at all") {
    const Item item{.key = ItemKey("W"),
                    .description = "",
                    .base_unit = "EA",
                    .units = {{"CS", 12, 1}, {"DZN", 12, 1}, {"GRM", 1, 1000}},
                    .ids = {}};

    CHECK(toBaseUnit(item, Quantity::whole(4), "CS") == Quantity::whole(48));
    CHECK(fromBaseUnit(item, Quantity::whole(48), "CS") == Quantity::whole(4));
    CHECK_FALSE(fromBaseUnit(item, Quantity::whole(10), "CS").has_value());
    CHECK(fromBaseUnitRoundedDown(item, Quantity::whole(35), "CS") == Quantity::whole(2));
    CHECK_FALSE(toBaseUnit(item, Quantity::whole(1), "PX").has_value());
    CHECK_FALSE(toBaseUnit(item, Quantity::fromUnits(INT64_MAX), "CS").has_value());
    CHECK(toBaseUnit(item, Quantity::fromUnits(10'000'000), "GRM") == Quantity::whole(1));
}
