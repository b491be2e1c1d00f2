// The languages that people are spoken to.
#pragma once
#include <cstdint>

namespace entrepot {

enum class Language : std::uint8_t { english, chinese };

}  // namespace entrepot
