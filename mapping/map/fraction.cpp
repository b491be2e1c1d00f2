#include "mapping/map/fraction.h"

#include <limits>

namespace entrepot::mapping {
namespace {

Int128 powerOfTen(int exponent) {
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

Int128 absolute(Int128 number) {
    return number < 0 ? -number : number;
}

Int128 commonDivisor(Int128 a, Int128 b) {
    while (b != 0) {
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    return absolute(a);
}

std::optional<Int128> product(Int128 a, Int128 b) {
    Int128 result = 0;
    if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
    return result;
}

}  // namespace

Fraction Fraction::decimal(std::int64_t units, int scale) {
    return *reduced(units, powerOfTen(scale));
}

std::optional<Fraction> Fraction::reduced(Int128 top, Int128 bottom) {
    // Its opposite must be a number, too.
    constexpr Int128 lowest = -((Int128(1) << 126) - 1) * 2 - 2;
    if (top == lowest || bottom == lowest) return std::nullopt;
    const Int128 common = commonDivisor(top, bottom);
    Fraction fraction;
    fraction.top_ = (bottom < 0 ? -top : top) / common;
    fraction.bottom_ = absolute(bottom) / common;
    return fraction;
}

std::optional<Fraction> Fraction::plus(const Fraction& other) const {
    const auto left = product(top_, other.bottom_);
    const auto right = product(other.top_, bottom_);
    const auto bottom = product(bottom_, other.bottom_);
    Int128 top = 0;
    if (!left || !right || !bottom || __builtin_add_overflow(*left, *right, &top))
        return std::nullopt;
    return reduced(top, *bottom);
}

std::optional<Fraction> Fraction::minus(const Fraction& other) const {
    Fraction opposite = other;
    opposite.top_ = -opposite.top_;
    return plus(opposite);
}

std::optional<Fraction> Fraction::times(const Fraction& other) const {
    const auto top = product(top_, other.top_);
    const auto bottom = product(bottom_, other.bottom_);
    if (!top || !bottom) return std::nullopt;
    return reduced(*top, *bottom);
}

std::optional<Fraction> Fraction::over(const Fraction& other) const {
    const auto top = product(top_, other.bottom_);
    const auto bottom = product(bottom_, other.top_);
    if (!top || !bottom) return std::nullopt;
    return reduced(*top, *bottom);
}

std::optional<Fraction> Fraction::rounded(int places) const {
    const auto raised = product(top_, powerOfTen(places));
    if (!raised) return std::nullopt;
    Int128 whole = *raised / bottom_;
    const Int128 rest = absolute(*raised % bottom_);
    if (rest >= bottom_ - rest) whole += *raised < 0 ? -1 : 1;
    return reduced(whole, powerOfTen(places));
}

std::optional<std::int64_t> Fraction::scaled(int scale) const {
    const auto raised = product(top_, powerOfTen(scale));
    if (!raised || *raised % bottom_ != 0) return std::nullopt;
    const Int128 units = *raised / bottom_;
    // The opposite is written, too.
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    if (units > most || units < -most) return std::nullopt;
    return static_cast<std::int64_t>(units);
}

}  // namespace entrepot::mapping
