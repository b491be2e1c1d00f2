// The envelope facts of a document that carries its envelope itself: read from its tree, and put
// into the tree of one that we write.
#pragma once
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/exchange/interchange_report.h"
#include "mapping/syntax/tree.h"
#include "mapping/syntax/xml/xml_dialect.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

// The first source that the tree has; empty when it has none.
exchange::EnvelopeParty envelopePartyAt(const Tree& tree,
                                        const std::vector<EnvelopeSource>& sources);
void readXmlEnvelope(const Tree& tree, const XmlDocument& document,
                     exchange::InterchangeReport& into);

// The agreed use that the document names becomes the report's association; one that is not known is
// told.
void readXmlProfile(const Tree& tree, const XmlDialect& dialect, const XmlDocument& document,
                    const FindingCollector& collector, exchange::MessageReport& into);

// What <write value="..."> may name in braces: {sender}, {sender-qualifier}, {receiver},
// {receiver-qualifier}, {control}, {control-16} with zeros in front, {date} CCYYMMDD, {time}
// hhmmss, {timestamp} as ISO 8601.
struct EnvelopeWords {
    exchange::EnvelopeParty sender;
    exchange::EnvelopeParty receiver;
    std::string control;
    Instant at{};
    bool test = false;
};

// A copy of the tree with the document's envelope in it; of `tree` itself nothing is changed.
Tree withXmlEnvelope(const Tree& tree, const XmlDocument& document, const EnvelopeWords& words);

}  // namespace entrepot::mapping
