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

}  // namespace

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
    std::string out;
    for (std::size_t i = 0; i < pattern.size() && pattern[i] != '*'; ++i) {
        const char letter = pattern[i];
        if (letter == 'Y') {
            out += digitFor(pattern, i, static_cast<unsigned>(static_cast<int>(date.year())));
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
