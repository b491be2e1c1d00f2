// Days and instants. A Day has no zone (a plant's or a partner's calendar day); an Instant is UTC.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entrepot {

using Day = std::chrono::sys_days;
using Days = std::chrono::days;
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// "2026-11-21" or "20261121"; nothing when the day does not exist (2026-02-30).
std::optional<Day> parseDay(std::string_view text);
std::string formatDay(Day day);         // 2026-11-21
std::string formatDayCompact(Day day);  // 20261121

// Year 1900 to 2199 is what the model takes; other years are refused by parseDay and makeDay.
std::optional<Day> makeDay(int year, unsigned month, unsigned day);

// RFC 3339 in UTC, "2026-11-21T08:30:00.123456Z"; fraction omitted when zero.
std::string formatInstant(Instant at);
std::optional<Instant> parseInstant(std::string_view text);

constexpr std::int64_t microseconds(Instant at) {
    return at.time_since_epoch().count();
}
constexpr Instant instantOf(std::int64_t microseconds_since_1970) {
    return Instant(std::chrono::microseconds(microseconds_since_1970));
}
constexpr std::int32_t dayNumber(Day day) {
    return static_cast<std::int32_t>(day.time_since_epoch().count());
}
constexpr Day dayOf(std::int32_t number) {
    return Day(Days(number));
}

}  // namespace entrepot
