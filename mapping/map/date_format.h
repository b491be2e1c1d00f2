// Dates in the forms that standards write them, by pattern.
//
// Letters of a pattern: YYYY or YY, MM, DD, WW (ISO week; its Monday) take digits; h takes a digit
// that does not count (time of day); * takes whatever follows; any other character stands for
// itself. Several patterns: "YYYYMMDD|YYMMDD"; the first that fits reads, the first one writes.
// YY from 00 to 69 is 20YY.
//
// Of a period: "YYYYMMDD..YYYYMMDD" is its first day and its last, with at most a "-" or "/"
// between them in the text; either may be missing where there is one. A pattern of one day, week,
// month or year is the period from its first day to its last.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace entrepot::mapping {

// Nothing when no pattern fits or the day does not exist.
std::optional<Day> parseDate(std::string_view text, std::string_view patterns);

struct DayRange {
    std::optional<Day> from;
    std::optional<Day> to;
};
std::optional<DayRange> parsePeriod(std::string_view text, std::string_view patterns);

// By the first pattern with ".." when the ends differ, else by the first without; nothing when
// there is no such pattern, or a day is needed that the period lacks.
std::optional<std::string> formatPeriod(const DayRange& period, std::string_view patterns);

// "HH:MM" by a pattern of HH, MM, other characters for any one and * for whatever follows. Nothing
// when no pattern fits or there is no such time.
std::optional<std::string> parseTime(std::string_view text, std::string_view patterns);
// Empty when `time` is not "HH:MM"; SS becomes 00.
std::string formatTime(std::string_view time, std::string_view patterns);

// By the first of the patterns, without what * stands for.
std::string formatDate(Day day, std::string_view patterns);

}  // namespace entrepot::mapping
