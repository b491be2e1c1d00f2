// Reads SAP IDocs in their flat form: a control record and data records, lines or without breaks.
//
//   EDI_DC40  10  client 3  DOCNUM 16 ... IDOCTYP at 39, MESTYP at 99 ...              524
//   characters SEGNAM    30  client 3  DOCNUM 16  SEGNUM 6  PSGNUM 6  HLEVEL 2  | SDATA 1000 1063
//   characters
//
// Segment names of the data records are versions: E2EDK01005 is E1EDK01. Where a segment stands its
// name says, as the grammar nests it. Every control record begins an interchange of its own.
#pragma once
#include "core/base/result.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"
#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping {

Result<void> readIdocs(ByteSource& source, const XmlDialect& dialect, const GrammarStore& grammars,
                       const ReadOptions& options, InterchangeHandler& handler);

}  // namespace entrepot::mapping
