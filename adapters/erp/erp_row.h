// One row of an ERP, taken apart by column name; the first thing wrong with it is remembered.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/time.h"

namespace entrepot::erp {

using ErpColumns = std::map<std::string, std::size_t, std::less<>>;
using ErpValues = std::vector<std::optional<std::string>>;

class ErpRow {
public:
    ErpRow(const ErpColumns& columns, const ErpValues& values, int quantity_scale)
        : columns_(columns), values_(values), quantity_scale_(quantity_scale) {}

    // Blanks at the end are taken off: CHAR columns are filled with them.
    std::string text(std::string_view column);  // must not be empty
    std::string textOr(std::string_view column, std::string_view otherwise);
    Quantity quantity(std::string_view column);
    std::int64_t integer(std::string_view column, std::int64_t least);
    std::int64_t integerOr(std::string_view column, std::int64_t otherwise);
    // 2026-11-21, 20261121, either with a time behind it.
    Day day(std::string_view column);

    void wrong(std::string_view column, std::string_view what);
    void refuse(std::string what);
    const std::optional<std::string>& problem() const { return problem_; }

private:
    std::string_view value(std::string_view column) const;

    const ErpColumns& columns_;
    const ErpValues& values_;
    int quantity_scale_;
    std::optional<std::string> problem_;
};

}  // namespace entrepot::erp
