#include "core/model/item.h"

#include <algorithm>
#include <limits>

namespace entrepot::model {
namespace {

struct Ratio {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
};

std::optional<Ratio> ratioOf(const Item& item, const std::string& unit) {
    if (unit == item.base_unit) return Ratio{};
    const auto found = std::ranges::find(item.units, unit, &UnitConversion::unit);
    if (found == item.units.end() || found->numerator <= 0 || found->denominator <= 0)
        return std::nullopt;
    return Ratio{found->numerator, found->denominator};
}

enum class Rounding { exact, down };

__extension__ typedef __int128 Wide;

std::optional<Quantity> scale(Quantity quantity, Ratio by, Rounding rounding) {
    const Wide product = static_cast<Wide>(quantity.units()) * by.numerator;
    const Wide units = product / by.denominator;
    if (rounding == Rounding::exact && units * by.denominator != product) return std::nullopt;
    if (units > std::numeric_limits<std::int64_t>::max() ||
        units < std::numeric_limits<std::int64_t>::min())
        return std::nullopt;
    return Quantity::fromUnits(static_cast<std::int64_t>(units));
}

}  // namespace

std::optional<Quantity> toBaseUnit(const Item& item, Quantity quantity, const std::string& unit) {
    const auto ratio = ratioOf(item, unit);
    if (!ratio) return std::nullopt;
    return scale(quantity, *ratio, Rounding::exact);
}

std::optional<Quantity> fromBaseUnit(const Item& item, Quantity quantity, const std::string& unit) {
    const auto ratio = ratioOf(item, unit);
    if (!ratio) return std::nullopt;
    return scale(quantity, {ratio->denominator, ratio->numerator}, Rounding::exact);
}

std::optional<Quantity> fromBaseUnitRoundedDown(const Item& item, Quantity quantity,
                                                const std::string& unit) {
    const auto ratio = ratioOf(item, unit);
    if (!ratio) return std::nullopt;
    const auto exact = scale(quantity, {ratio->denominator, ratio->numerator}, Rounding::down);
    if (!exact) return std::nullopt;
    const std::int64_t one = Quantity::units_per_one;
    return Quantity::fromUnits(exact->units() / one * one);
}

}  // namespace entrepot::model
