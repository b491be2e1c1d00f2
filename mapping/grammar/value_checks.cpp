#include "mapping/grammar/value_checks.h"

#include <algorithm>
#include <string>

#include "core/base/time.h"

namespace entrepot::mapping {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool allDigits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), isDigit);
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

bool isDay(int year, std::string_view month, std::string_view day) {
    return makeDay(year, static_cast<unsigned>(number(month)), static_cast<unsigned>(number(day)))
        .has_value();
}

bool isClock(std::string_view text) {  // HHMM or HHMMSS, digits already
    if (number(text.substr(0, 2)) > 23 || number(text.substr(2, 2)) > 59) return false;
    return text.size() < 6 || number(text.substr(4, 2)) <= 59;
}

bool isClockText(std::string_view text, std::size_t length) {
    return text.size() == length && allDigits(text) && isClock(text);
}

// Date of `length` digits, then a clock of `clock` digits.
bool isStamp(std::string_view text, std::size_t length, std::size_t clock) {
    if (text.size() != length + clock || !isDate(text.substr(0, length), false)) return false;
    return clock == 0 || isClockText(text.substr(length), clock);
}

bool isPeriod(std::string_view text, std::size_t length, std::size_t clock) {
    const std::size_t half = length + clock;
    if (text.size() == 2 * half + 1 && text[half] == '-')
        return isStamp(text.substr(0, half), length, clock) &&
               isStamp(text.substr(half + 1), length, clock);
    return text.size() == 2 * half && isStamp(text.substr(0, half), length, clock) &&
           isStamp(text.substr(half), length, clock);
}

}  // namespace

NumberForm numberForm(std::string_view text, std::string_view marks) {
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    std::size_t digits = 0;
    std::size_t mark_at = std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isDigit(text[i])) {
            ++digits;
        } else if (mark_at == std::string_view::npos && marks.find(text[i]) != marks.npos) {
            mark_at = i;
        } else {
            return NumberForm::not_numeric;
        }
    }
    if (digits == 0) return NumberForm::not_numeric;
    return mark_at == 0 ? NumberForm::digit_missing : NumberForm::good;
}

std::size_t digitCount(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isDigit));
}

bool isWholeNumber(std::string_view text) {
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    return !text.empty() && allDigits(text);
}

bool isDate(std::string_view text, bool dashes) {
    if (dashes && text.size() >= 10 && text[4] == '-')
        return parseDay(text.substr(0, 10)).has_value();
    if (!allDigits(text)) return false;
    if (text.size() == 8)
        return isDay(number(text.substr(0, 4)), text.substr(4, 2), text.substr(6, 2));
    if (text.size() != 6) return false;
    const int year = number(text.substr(0, 2));
    return isDay((year < 70 ? 2000 : 1900) + year, text.substr(2, 2), text.substr(4, 2));
}

bool isTime(std::string_view text, bool colons) {
    if (colons && text.size() >= 8 && text[2] == ':' && text[5] == ':') {
        const std::string digits = std::string(text.substr(0, 2)) + std::string(text.substr(3, 2)) +
                                   std::string(text.substr(6, 2));
        return isClockText(digits, 6);
    }
    const std::size_t size = text.size();
    return (size == 4 || (size >= 6 && size <= 8)) && allDigits(text) && isClock(text);
}

bool isFormattedDate(std::string_view text, std::string_view format) {
    if (format == "101") return isStamp(text, 6, 0);
    if (format == "102") return isStamp(text, 8, 0);
    if (format == "201") return isStamp(text, 6, 4);
    if (format == "203") return isStamp(text, 8, 4);
    if (format == "204") return isStamp(text, 8, 6);
    if (format == "401") return isClockText(text, 4);
    if (format == "718") return isPeriod(text, 8, 0);
    if (format == "719") return isPeriod(text, 8, 4);
    if (format == "602") return text.size() == 4 && allDigits(text);
    if (format == "610") return text.size() == 6 && isDate(std::string(text) + "01", false);
    if (format == "616")
        return text.size() == 6 && allDigits(text) && number(text.substr(4)) >= 1 &&
               number(text.substr(4)) <= 53;
    return true;
}

bool hasControlCharacter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\r' && c != '\n';
    });
}

bool isAlphabetic(std::string_view text) {
    return std::none_of(text.begin(), text.end(), isDigit) && !hasControlCharacter(text);
}

}  // namespace entrepot::mapping
