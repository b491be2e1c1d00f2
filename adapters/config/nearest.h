// "Did you mean": the known name closest to what somebody typed.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace entrepot::config {

// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
std::size_t editDistance(std::string_view a, std::string_view b);

// Nothing when none is close enough to be a slip of the same name.
std::optional<std::string> nearest(std::string_view typed, std::span<const std::string> known);

}  // namespace entrepot::config
