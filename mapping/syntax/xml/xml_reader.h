// Reads XML documents into the document tree, checked against their grammar while they are parsed.
//
// Hostile input ends early: nothing is ever fetched, and depth, attributes, text, nodes and bytes
// are limited. A DOCTYPE is refused, but for one that only names the DTD of a dialect that has one
// (cXML): that is passed over. Findings have line and column; offsets are those the parser
// gives, the end of the tag they stand at. Elements that the grammar does not know are told and
// kept (with all below them) as nodes without a rule.
#pragma once
#include <span>

#include "core/base/result.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"
#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping {

// One document: told as one interchange with one group and one message. UTF-8, UTF-16 and what else
// the XML declaration names come as UTF-8 in the tree. A document that is of no dialect, or not
// well-formed before its first element, is an interchange that holds nothing but its findings.
Result<void> readXml(ByteSource& source, std::span<const XmlDialect> dialects,
                     const GrammarStore& grammars, const ReadOptions& options,
                     InterchangeHandler& handler);

}  // namespace entrepot::mapping
