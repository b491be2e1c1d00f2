// Reads TRADACOMS transmissions into document trees.
//
//   STX=ANA:1+sender:name+receiver:name+261120:083000+reference+password+application'
//   MHD=1+ORDHDR:9'  TYP SDT CDT FIL   MTR=6'     what the file's orders have in common
//   MHD=2+ORDERS:9'  CLO ORD DIN OLD OTR  MTR=7'  an order; more of them may follow
//   MHD=3+ORDTLR:9'  OFT=1'  MTR=3'               how many there were
//   END=3'                                        how many messages
//
// Which message begins a file and which ones it holds is data (grammars/tradacoms/groups.xml). The
// file's header stands at the beginning of every message's tree; findings in it are told with each
// message and have the message's offset.
#pragma once
#include "core/base/result.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping {

Result<void> readTradacoms(ByteSource& source, const GrammarStore& store,
                           const ReadOptions& options, InterchangeHandler& handler);

}  // namespace entrepot::mapping
