// Reads CSV tables (RFC 4180) into document trees: rows that follow each other with the same key
// are one message. Constant memory but for the message at hand.
//
// The first row names the columns, in any order, by any of their names; what it does not name is
// told and carried along. Separator , ; tab or | is found out from the first row. Quoted fields may
// hold separators, line breaks and doubled quotes. UTF-8, with or without BOM; what is not UTF-8 is
// told and read as Latin-1.
#pragma once
#include "core/base/result.h"
#include "mapping/syntax/csv/csv_dialect.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping {

// Told as one interchange with one group. A table that fits no document of the dialect is an
// interchange that holds nothing but its findings.
Result<void> readCsv(ByteSource& source, const CsvDialect& dialect, const GrammarStore& grammars,
                     const ReadOptions& options, InterchangeHandler& handler);

}  // namespace entrepot::mapping
