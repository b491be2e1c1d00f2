// Whether a single text is what its element type says. Pure functions over bytes.
#pragma once
#include <cstdint>
#include <string_view>

namespace entrepot::mapping {

enum class NumberForm : std::uint8_t {
    good,
    digit_missing,  // ".5": the digit before the mark
    not_numeric,
};

// Digits with at most one of `marks` and a leading minus.
NumberForm numberForm(std::string_view text, std::string_view marks);
// What counts for the length of a number: sign and mark do not.
std::size_t digitCount(std::string_view text);
bool isWholeNumber(std::string_view text);  // digits with a leading minus

// YYMMDD or CCYYMMDD, a day that exists; also 2026-11-21 when `dashes`.
bool isDate(std::string_view text, bool dashes);
// HHMM, HHMMSS, HHMMSSd, HHMMSSdd; also 08:30:00 with a fraction and a zone when `colons`.
bool isTime(std::string_view text, bool colons);
// By the format code of EDIFACT 2379; true for formats that are not known here.
bool isFormattedDate(std::string_view text, std::string_view format);

// CR and LF do not count: texts with line breaks are sent, and harmless.
bool hasControlCharacter(std::string_view text);
bool isAlphabetic(std::string_view text);

}  // namespace entrepot::mapping
