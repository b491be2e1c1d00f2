#include "mapping/map/date_format.h"

namespace entrepot::mapping {
namespace {

constexpr unsigned century_from = 70;  // YY below it is 20YY

struct Parts {
    unsigned year = 0;
    unsigned year_digits = 0;
    unsigned month = 1;
    unsigned day = 1;
    unsigned week = 0;
    bool has_month = false;
    bool has_day = false;
};

void addDigit(Parts& parts, char letter, unsigned digit) {
    if (letter == 'Y') {
        parts.year = parts.year * 10 + digit;
        ++parts.year_digits;
    } else if (letter == 'M') {
        parts.month = (parts.has_month ? parts.month * 10 : 0) + digit;
        parts.has_month = true;
    } else if (letter == 'D') {
        parts.day = (parts.has_day ? parts.day * 10 : 0) + digit;
        parts.has_day = true;
    } else if (letter == 'W') {
        parts.week = parts.week * 10 + digit;
    }
}

bool takesDigit(char letter) {
    return letter == 'Y' || letter == 'M' || letter == 'D' || letter == 'W' || letter == 'h';
}

bool matches(std::string_view text, std::string_view pattern, Parts& parts) {
    std::size_t at = 0;
    for (const char letter : pattern) {
        if (letter == '*') return true;
        if (at == text.size()) return false;
        const char c = text[at++];
        if (takesDigit(letter)) {
            if (c < '0' || c > '9') return false;
            addDigit(parts, letter, static_cast<unsigned>(c - '0'));
        } else if (c != letter) {
            return false;
        }
    }
    return at == text.size();
}

std::optional<Day> mondayOf(int year, unsigned week) {
    const auto fourth_of_january = makeDay(year, 1, 4);  // always in week 1
    if (!fourth_of_january || week == 0 || week > 53) return std::nullopt;
    const unsigned weekday = std::chrono::weekday(*fourth_of_january).iso_encoding() - 1;
    return *fourth_of_january - Days(weekday) + Days(7 * (week - 1));
}

std::optional<Day> dayOfParts(const Parts& parts) {
    unsigned year = parts.year;
    if (parts.year_digits == 2) year += year < century_from ? 2000 : 1900;
    if (parts.week != 0) return mondayOf(static_cast<int>(year), parts.week);
    return makeDay(static_cast<int>(year), parts.month, parts.day);
}

std::string_view takePattern(std::string_view& patterns) {
    const std::size_t end = patterns.find('|');
    const std::string_view first = patterns.substr(0, end);
    patterns.remove_prefix(end == std::string_view::npos ? patterns.size() : end + 1);
    return first;
}

// The digits of the number that the run of `letter` in the pattern shows, right-aligned.
char digitFor(std::string_view pattern, std::size_t at, unsigned number) {
    std::size_t behind = 0;
    while (at + behind + 1 < pattern.size() && pattern[at + behind + 1] == pattern[at]) ++behind;
    for (; behind > 0; --behind) number /= 10;
    return static_cast<char>('0' + number % 10);
}

// The last day of what the pattern names: a day, a week, a month or a year.
Day lastOf(Day first, std::string_view pattern) {
    if (pattern.find('D') != std::string_view::npos) return first;
    if (pattern.find('W') != std::string_view::npos) return first + Days(6);
    const std::chrono::year_month_day date(first);
    const bool month = pattern.find('M') != std::string_view::npos;
    const auto next =
        month ? std::chrono::year_month(date.year(), date.month()) + std::chrono::months(1)
              : std::chrono::year_month(date.year() + std::chrono::years(1), std::chrono::January);
    return Day(next / 1) - Days(1);
}

// Empty: an open end. False when it is no day of the pattern.
bool parseEnd(std::string_view text, std::string_view pattern, std::optional<Day>& day) {
    if (text.empty()) return true;
    day = parseDate(text, pattern);
    return day.has_value();
}

std::optional<DayRange> parseRange(std::string_view text, std::string_view first,
                                   std::string_view second) {
    DayRange range;
    const bool open = text.starts_with('-') || text.starts_with('/');
    const std::size_t mark = open                         ? 0
                             : text.size() > first.size() ? first.size()
                                                          : text.find_first_of("-/");
    const bool marked = mark < text.size() && (text[mark] == '-' || text[mark] == '/');
    const std::string_view from = text.substr(0, mark);
    const std::string_view to =
        mark < text.size() ? text.substr(mark + (marked ? 1 : 0)) : std::string_view();
    if (!parseEnd(from, first, range.from) || !parseEnd(to, second, range.to)) return std::nullopt;
    if (!marked && to.empty()) return std::nullopt;
    return range;
}

bool takeTwoDigits(std::string_view text, std::size_t at, unsigned below, std::string& into) {
    const auto digit = [&](std::size_t i) { return static_cast<unsigned>(text[i] - '0'); };
    if (at + 2 > text.size() || digit(at) > 9 || digit(at + 1) > 9) return false;
    if (digit(at) * 10 + digit(at + 1) >= below) return false;
    into = text.substr(at, 2);
    return true;
}

// Week and year of ISO 8601.
std::pair<int, unsigned> isoWeek(Day day) {
    const Day thursday = day + Days(4 - static_cast<int>(std::chrono::weekday(day).iso_encoding()));
    const auto year = std::chrono::year_month_day(thursday).year();
    const auto days = (thursday - Day(year / std::chrono::January / 1)).count();
    return {static_cast<int>(year), static_cast<unsigned>(days / 7 + 1)};
}

}  // namespace

std::optional<DayRange> parsePeriod(std::string_view text, std::string_view patterns) {
    while (!patterns.empty()) {
        const std::string_view pattern = takePattern(patterns);
        const std::size_t dots = pattern.find("..");
        if (dots != std::string_view::npos) {
            const auto range = parseRange(text, pattern.substr(0, dots), pattern.substr(dots + 2));
            if (range) return range;
        } else if (const auto first = parseDate(text, pattern)) {
            return DayRange{first, lastOf(*first, pattern)};
        }
    }
    return std::nullopt;
}

std::optional<std::string> formatPeriod(const DayRange& period, std::string_view patterns) {
    const bool one_day = !period.from || !period.to || *period.from == *period.to;
    while (!patterns.empty()) {
        const std::string_view pattern = takePattern(patterns);
        const std::size_t dots = pattern.find("..");
        if ((dots == std::string_view::npos) != one_day) continue;
        if (one_day) return formatDate(period.from ? *period.from : period.to.value(), pattern);
        return formatDate(*period.from, pattern.substr(0, dots)) +
               formatDate(*period.to, pattern.substr(dots + 2));
    }
    return std::nullopt;
}

std::optional<std::string> parseTime(std::string_view text, std::string_view patterns) {
    while (!patterns.empty()) {
        const std::string_view pattern = takePattern(patterns);
        const std::size_t hours = pattern.find("HH");
        const std::size_t minutes = pattern.find("MM");
        std::string hh;
        std::string mm;
        if (hours != std::string_view::npos && minutes != std::string_view::npos &&
            (text.size() == pattern.size() || pattern.ends_with('*')) &&
            takeTwoDigits(text, hours, 24, hh) && takeTwoDigits(text, minutes, 60, mm))
            return hh + ":" + mm;
    }
    return std::nullopt;
}

std::string formatTime(std::string_view time, std::string_view patterns) {
    std::string out(takePattern(patterns));
    if (out.ends_with('*')) out.pop_back();
    const bool is_time = time.size() == 5 && time[2] == ':';
    if (!is_time) return {};
    if (const auto at = out.find("HH"); at != std::string::npos) out.replace(at, 2, time, 0, 2);
    if (const auto at = out.find("MM"); at != std::string::npos) out.replace(at, 2, time, 3, 2);
    if (const auto at = out.find("SS"); at != std::string::npos) out.replace(at, 2, "00");
    return out;
}

std::optional<Day> parseDate(std::string_view text, std::string_view patterns) {
    while (!patterns.empty()) {
        Parts parts;
        if (matches(text, takePattern(patterns), parts)) return dayOfParts(parts);
    }
    return std::nullopt;
}

std::string formatDate(Day day, std::string_view patterns) {
    const std::string_view pattern = takePattern(patterns);
    const std::chrono::year_month_day date(day);
    const bool by_week = pattern.find('W') != std::string_view::npos;
    const auto [week_year, week] = isoWeek(day);
    const int year = by_week ? week_year : static_cast<int>(date.year());
    std::string out;
    for (std::size_t i = 0; i < pattern.size() && pattern[i] != '*'; ++i) {
        const char letter = pattern[i];
        if (letter == 'Y') {
            out += digitFor(pattern, i, static_cast<unsigned>(year));
        } else if (letter == 'W') {
            out += digitFor(pattern, i, week);
        } else if (letter == 'M') {
            out += digitFor(pattern, i, static_cast<unsigned>(date.month()));
        } else if (letter == 'D') {
            out += digitFor(pattern, i, static_cast<unsigned>(date.day()));
        } else {
            out += letter == 'h' ? '0' : letter;
        }
    }
    return out;
}

}  // namespace entrepot::mapping
