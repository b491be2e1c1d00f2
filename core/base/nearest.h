// "Did you mean": the known name closest to what somebody wrote.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace entrepot {

// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
std::size_t editDistance(std::string_view a, std::string_view b);

// Nothing when none is close enough to be a slip of the same name. Case does not count.
std::optional<std::string> nearestName(std::string_view written,
                                       std::span<const std::string> known);

// "; did you mean X?" or nothing, to end a message with.
std::string suggestion(std::string_view written, std::span<const std::string> known);

}  // namespace entrepot
