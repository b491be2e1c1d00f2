#include "mapping/check/check_digit.h"

#include <algorithm>

namespace entrepot::mapping {

std::optional<char> checkDigitOf(std::string_view number) {
    const bool digits =
        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (number.size() < 2 || !digits) return std::nullopt;
    int sum = 0;
    int weight = 3;
    for (std::size_t i = number.size() - 1; i-- > 0; weight = 4 - weight)
        sum += (number[i] - '0') * weight;
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace entrepot::mapping
