// What must survive from one form to another: numbers, days, parties' numbers, items, quantities,
// units, prices and sums of a document, each by its path.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "core/model/business_document.h"

namespace entrepot::mapping::test {

// "lines[2].ids[gtin]" -> "4012345678901". Lists of numbers are by scheme, parties by role, figures
// by kind, all else by position. A package is named by its SSCC. Lines of a report or forecast that
// say the same item at the same place count as one, since forms differ in what they call a line.
using Facts = std::map<std::string, std::string>;

Facts coreFacts(model::BusinessDocument document);

// "lines.ids[gtin]": without positions.
std::string withoutPositions(std::string_view path);
// "lines.ids": the field, as findings name it.
std::string fieldOf(std::string_view path);

}  // namespace entrepot::mapping::test
