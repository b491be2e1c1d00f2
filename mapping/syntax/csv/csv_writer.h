// Writes document trees as one CSV table in UTF-8: header row, then a row per row node.
#pragma once
#include <string>

#include "mapping/syntax/csv/csv_dialect.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

// All columns of the grammar, comma-separated, quoted where needed, CR LF at the ends.
std::string writeCsv(const Tree& tree, const CsvDocument& document);

}  // namespace entrepot::mapping
