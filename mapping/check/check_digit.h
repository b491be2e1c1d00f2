// The last digit of GS1 numbers (GTIN, GLN, SSCC): weights 3 and 1 from the right, modulo 10.
#pragma once
#include <optional>
#include <string_view>

namespace entrepot::mapping {

// What the last digit should be; nothing when there are other characters, or fewer than two.
std::optional<char> checkDigitOf(std::string_view number);

}  // namespace entrepot::mapping
