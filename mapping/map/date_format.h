// Dates in the forms that standards write them, by pattern.
//
// Letters of a pattern: YYYY or YY, MM, DD, WW (ISO week; its Monday) take digits; h takes a digit
// that does not count (time of day); * takes whatever follows; any other character stands for
// itself. Several patterns: "YYYYMMDD|YYMMDD"; the first that fits reads, the first one writes.
// YY from 00 to 69 is 20YY.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace entrepot::mapping {

// Nothing when no pattern fits or the day does not exist.
std::optional<Day> parseDate(std::string_view text, std::string_view patterns);

// By the first of the patterns, without what * stands for.
std::string formatDate(Day day, std::string_view patterns);

}  // namespace entrepot::mapping
