#include "core/base/time.h"

#include <charconv>
#include <cstdio>

namespace entrepot {
namespace {

std::optional<unsigned> digits(std::string_view text) {
    unsigned value = 0;
    if (text.empty()) return std::nullopt;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

std::optional<Day> dayFromParts(std::string_view year, std::string_view month,
                                std::string_view day) {
    const auto y = digits(year);
    const auto m = digits(month);
    const auto d = digits(day);
    if (!y || !m || !d) return std::nullopt;
    return makeDay(static_cast<int>(*y), *m, *d);
}

std::optional<std::int64_t> fractionMicroseconds(std::string_view text) {
    if (text.empty() || text.size() > 9) return std::nullopt;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        const char c = i < text.size() ? text[i] : '0';
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::optional<Day> makeDay(int year, unsigned month, unsigned day) {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    if (year < 1900 || year > 2199 || !date.ok()) return std::nullopt;
    return Day(date);
}

std::optional<Day> parseDay(std::string_view text) {
    if (text.size() == 8) return dayFromParts(text.substr(0, 4), text.substr(4, 2), text.substr(6));
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    return dayFromParts(text.substr(0, 4), text.substr(5, 2), text.substr(8));
}

std::string formatDay(Day day) {
    const std::chrono::year_month_day date(day);
    char text[24];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::string formatDayCompact(Day day) {
    std::string text = formatDay(day);
    std::erase(text, '-');
    return text;
}

std::string formatInstant(Instant at) {
    const Day day = std::chrono::floor<Days>(at);
    const std::int64_t in_day = (at - day).count();
    const std::int64_t seconds = in_day / 1'000'000;
    char text[40];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                  static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    std::string out = formatDay(day) + text;
    if (in_day % 1'000'000 != 0) {
        std::snprintf(text, sizeof text, ".%06d", static_cast<int>(in_day % 1'000'000));
        out += text;
    }
    return out + "Z";
}

std::optional<Instant> parseInstant(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text.back() != 'Z')
        return std::nullopt;
    const auto day = parseDay(text.substr(0, 10));
    const auto hour = digits(text.substr(11, 2));
    const auto minute = digits(text.substr(14, 2));
    const auto second = digits(text.substr(17, 2));
    if (!day || !hour || !minute || !second) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    std::int64_t fraction = 0;
    if (text.size() > 20) {
        if (text[19] != '.') return std::nullopt;
        const auto parsed = fractionMicroseconds(text.substr(20, text.size() - 21));
        if (!parsed) return std::nullopt;
        fraction = *parsed;
    }
    return Instant(*day) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) + std::chrono::microseconds(fraction);
}

}  // namespace entrepot
