#include "adapters/erp/erp_row.h"

#include <charconv>

#include "core/exchange/finding.h"

namespace entrepot::erp {
namespace {

std::string_view withoutBlanks(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return text;
}

// The day of "2026-11-21 00:00:00", "20261121T0800".
std::string_view dayPart(std::string_view text) {
    for (const std::size_t length : {std::size_t{10}, std::size_t{8}})
        if (text.size() > length && (text[length] == ' ' || text[length] == 'T'))
            return text.substr(0, length);
    return text;
}

}  // namespace

std::string_view ErpRow::value(std::string_view column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || !values_[found->second]) return {};
    return withoutBlanks(*values_[found->second]);
}

void ErpRow::wrong(std::string_view column, std::string_view what) {
    refuse(std::string(column) + " " + std::string(what) + ": \"" +
           exchange::printable(value(column)) + "\"");
}

void ErpRow::refuse(std::string what) {
    if (!problem_) problem_ = std::move(what);
}

std::string ErpRow::text(std::string_view column) {
    const std::string_view found = value(column);
    if (found.empty()) wrong(column, "is empty");
    return std::string(found);
}

std::string ErpRow::textOr(std::string_view column, std::string_view otherwise) {
    const std::string_view found = value(column);
    return std::string(found.empty() ? otherwise : found);
}

Quantity ErpRow::quantity(std::string_view column) {
    std::string_view found = value(column);
    const bool scaled = quantity_scale_ >= 0;
    const auto units =
        parseScaled(found, scaled ? 0 : Quantity::scale, {.marks = ".,", .trailing_minus = true});
    if (!units) {
        wrong(column, "is no quantity (" + std::string(nameOf(units.error())) + ")");
        return {};
    }
    if (!scaled) return Quantity::fromUnits(*units);
    std::int64_t factor = 1;
    for (int i = quantity_scale_; i < Quantity::scale; ++i) factor *= 10;
    std::int64_t product = 0;
    if (__builtin_mul_overflow(*units, factor, &product)) wrong(column, "is too large");
    return Quantity::fromUnits(product);
}

std::int64_t ErpRow::integer(std::string_view column, std::int64_t least) {
    const std::string_view found = value(column);
    const auto number = parseScaled(found, 0, {.marks = ".,"});
    if (!number || *number < least) {
        wrong(column, "is no whole number from " + std::to_string(least) + " on");
        return least;
    }
    return *number;
}

std::int64_t ErpRow::integerOr(std::string_view column, std::int64_t otherwise) {
    return value(column).empty() ? otherwise : integer(column, 0);
}

Day ErpRow::day(std::string_view column) {
    const auto parsed = parseDay(dayPart(value(column)));
    if (!parsed) wrong(column, "is no day");
    return parsed.value_or(Day{});
}

}  // namespace entrepot::erp
