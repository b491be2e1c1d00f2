#include "core/base/decimal.h"

#include <algorithm>
#include <iterator>

namespace entrepot {
namespace {

constexpr std::int64_t units_max = INT64_MAX;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// Takes the sign off `text`; nothing when signs stand at both ends or where they may not.
std::optional<bool> takeSign(std::string_view& text, bool trailing_minus) {
    if (text.front() == '-' || text.front() == '+') {
        const bool negative = text.front() == '-';
        text.remove_prefix(1);
        return negative;
    }
    if (trailing_minus && text.back() == '-') {
        text.remove_suffix(1);
        return true;
    }
    return false;
}

tl::expected<std::int64_t, DecimalError> accumulate(std::string_view digits, std::int64_t value) {
    for (const char c : digits) {
        if (!isDigit(c)) return tl::unexpected(DecimalError::malformed);
        const int digit = c - '0';
        if (value > (units_max - digit) / 10) return tl::unexpected(DecimalError::overflow);
        value = value * 10 + digit;
    }
    return value;
}

constexpr std::size_t plain_digits_max = 18;  // fit an int64 whatever they are
constexpr std::int64_t powers_of_ten[] = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

// Digits with at most one point between them, which nearly every value is; nothing for all else,
// good or bad.
std::optional<std::int64_t> parsePlain(std::string_view text, std::size_t scale) {
    if (text.empty() || text.size() > plain_digits_max || !isDigit(text.front()) ||
        !isDigit(text.back()))
        return std::nullopt;
    std::int64_t value = 0;
    std::size_t point = text.size() - 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isDigit(text[i])) {
            value = value * 10 + (text[i] - '0');
        } else if (text[i] == '.' && point == text.size() - 1) {
            point = i;
        } else {
            return std::nullopt;
        }
    }
    const std::size_t places = text.size() - 1 - point;
    if (places > scale || scale - places >= std::size(powers_of_ten)) return std::nullopt;
    std::int64_t units = 0;
    if (__builtin_mul_overflow(value, powers_of_ten[scale - places], &units)) return std::nullopt;
    return units;
}

}  // namespace

std::string_view nameOf(DecimalError error) {
    switch (error) {
        case DecimalError::empty:
            return "empty";
        case DecimalError::malformed:
            return "malformed";
        case DecimalError::overflow:
            return "overflow";
        case DecimalError::excess_scale:
            return "excess scale";
    }
    return "unknown";
}

tl::expected<std::int64_t, DecimalError> parseScaled(std::string_view text, int scale,
                                                     DecimalStyle style) {
    if (style.marks == "." && scale >= 0)
        if (const auto units = parsePlain(text, static_cast<std::size_t>(scale))) return *units;
    if (text.empty()) return tl::unexpected(DecimalError::empty);
    const auto negative = takeSign(text, style.trailing_minus);
    const std::size_t mark = text.find_first_of(style.marks);
    const std::string_view whole = text.substr(0, mark);
    std::string_view fraction;
    if (mark != std::string_view::npos) fraction = text.substr(mark + 1);
    if (whole.empty() && (fraction.empty() || style.leading_digit_required))
        return tl::unexpected(DecimalError::malformed);
    if (!std::all_of(whole.begin(), whole.end(), isDigit) ||
        !std::all_of(fraction.begin(), fraction.end(), isDigit))
        return tl::unexpected(DecimalError::malformed);

    while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
    if (fraction.size() > static_cast<std::size_t>(scale))
        return tl::unexpected(DecimalError::excess_scale);
    auto value = accumulate(whole, 0);
    if (value) value = accumulate(fraction, *value);
    for (std::size_t i = fraction.size(); value && i < static_cast<std::size_t>(scale); ++i)
        value = accumulate("0", *value);
    if (value && *negative) return -*value;
    return value;
}

std::string formatScaled(std::int64_t units, int scale, char mark) {
    const bool negative = units < 0;
    std::uint64_t magnitude =
        negative ? ~static_cast<std::uint64_t>(units) + 1 : static_cast<std::uint64_t>(units);
    std::string digits;
    int places = 0;
    bool significant = false;
    while (magnitude != 0 || places <= scale) {
        if (places == scale && significant) digits += mark;
        const char digit = static_cast<char>('0' + magnitude % 10);
        if (digit != '0' || places >= scale || significant) {
            digits += digit;
            significant = true;
        }
        magnitude /= 10;
        ++places;
    }
    if (negative) digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

}  // namespace entrepot
