// Exact numbers of expressions: fractions of 128-bit integers in lowest terms. What does not fit is
// nothing.
#pragma once
#include <cstdint>
#include <optional>

namespace entrepot::mapping {

__extension__ using Int128 = __int128;

class Fraction {
public:
    constexpr Fraction() = default;
    static Fraction decimal(std::int64_t units, int scale);

    bool isZero() const { return top_ == 0; }
    int sign() const { return top_ < 0 ? -1 : top_ > 0 ? 1 : 0; }

    std::optional<Fraction> plus(const Fraction& other) const;
    std::optional<Fraction> minus(const Fraction& other) const;
    std::optional<Fraction> times(const Fraction& other) const;
    std::optional<Fraction> over(const Fraction& other) const;  // which is not zero
    // To so many decimal places, half away from zero.
    std::optional<Fraction> rounded(int places) const;

    // The count of 10^-scale; nothing when it is not whole or does not fit.
    std::optional<std::int64_t> scaled(int scale) const;

private:
    static std::optional<Fraction> reduced(Int128 top, Int128 bottom);

    Int128 top_ = 0;
    Int128 bottom_ = 1;  // above zero
};

}  // namespace entrepot::mapping
