// Exact decimals: an int64 count of 10^-Scale. No double anywhere.
//
// Quantity has scale 4 (up to 9.2e14), Price scale 6, Amount (money) scale 4. The tag keeps them
// apart. Reading text can go wrong in ways a partner must be told of: those come back as
// DecimalError. Arithmetic on values already taken into the model stays far from the ends (see
// limits.h); an overflow there is a broken invariant. Use addChecked where the operands are not
// bounded.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/base/check.h"

namespace entrepot {

enum class DecimalError {
    empty,
    malformed,     // letters, two marks, sign in the wrong place, thousands separator
    overflow,      // more than the type can hold
    excess_scale,  // more decimal places (other than zeros) than the type can hold
};

std::string_view nameOf(DecimalError error);

// Which characters may stand as decimal mark, and what else is tolerated.
struct DecimalStyle {
    std::string_view marks = ".";         // any of these
    bool leading_digit_required = false;  // EDIFACT: ".5" lacks its digit
    bool trailing_minus = false;          // IDoc: "10.00-"
};

// The count of 10^-scale in `text`. The sign may lead ("-1.5", "+1.5").
tl::expected<std::int64_t, DecimalError> parseScaled(std::string_view text, int scale,
                                                     DecimalStyle style = {});

// Shortest exact form: "12", "12.5", "-0.0001".
std::string formatScaled(std::int64_t units, int scale, char mark = '.');

template <class Tag, int Scale>
class Decimal {
public:
    static constexpr int scale = Scale;
    static constexpr std::int64_t units_per_one = [] {
        std::int64_t one = 1;
        for (int i = 0; i < Scale; ++i) one *= 10;
        return one;
    }();

    constexpr Decimal() = default;
    static constexpr Decimal fromUnits(std::int64_t units) {
        Decimal decimal;
        decimal.units_ = units;
        return decimal;
    }
    static constexpr Decimal whole(std::int64_t number) {
        std::int64_t units = 0;
        check(!__builtin_mul_overflow(number, units_per_one, &units), "decimal overflow");
        return fromUnits(units);
    }
    static tl::expected<Decimal, DecimalError> parse(std::string_view text,
                                                     DecimalStyle style = {}) {
        return parseScaled(text, Scale, style).map([](std::int64_t units) {
            return fromUnits(units);
        });
    }

    constexpr std::int64_t units() const { return units_; }
    constexpr bool isZero() const { return units_ == 0; }
    std::string text(char mark = '.') const { return formatScaled(units_, Scale, mark); }

    friend constexpr auto operator<=>(Decimal, Decimal) = default;
    friend constexpr Decimal operator+(Decimal a, Decimal b) {
        const auto sum = addChecked(a, b);
        check(sum.has_value(), "decimal overflow");
        return *sum;
    }
    friend constexpr Decimal operator-(Decimal a, Decimal b) {
        std::int64_t units = 0;
        check(!__builtin_sub_overflow(a.units_, b.units_, &units), "decimal overflow");
        return fromUnits(units);
    }
    constexpr Decimal& operator+=(Decimal other) { return *this = *this + other; }
    constexpr Decimal& operator-=(Decimal other) { return *this = *this - other; }

    friend constexpr std::optional<Decimal> addChecked(Decimal a, Decimal b) {
        std::int64_t units = 0;
        if (__builtin_add_overflow(a.units_, b.units_, &units)) return std::nullopt;
        return fromUnits(units);
    }

private:
    std::int64_t units_ = 0;
};

using Quantity = Decimal<struct QuantityTag, 4>;
using Price = Decimal<struct PriceTag, 6>;
using Amount = Decimal<struct AmountTag, 4>;

}  // namespace entrepot
