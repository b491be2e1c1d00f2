// A document with what some forms demand and its own did not: a number, days, a currency, the two
// sides and the place with GLNs, units of its lines.
#pragma once
#include "core/model/business_document.h"

namespace entrepot::mapping::test {

model::BusinessDocument completed(model::BusinessDocument document);

}  // namespace entrepot::mapping::test
