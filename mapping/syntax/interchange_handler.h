// What a reader tells while it goes through a payload, message by message.
//
// The same for X12, EDIFACT, XML and CSV. References are valid during the call only.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "core/base/ids.h"
#include "core/base/limits.h"
#include "core/exchange/interchange_report.h"
#include "mapping/grammar/grammar.h"
#include "mapping/syntax/charset.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

enum class Flow : std::uint8_t { go_on, stop };

class InterchangeHandler {
public:
    virtual ~InterchangeHandler() = default;

    // Envelope facts are filled in; trailer facts and messages are not yet.
    virtual Flow interchangeBegins(const exchange::InterchangeReport&) { return Flow::go_on; }
    virtual Flow groupBegins(const exchange::GroupReport&) { return Flow::go_on; }
    // The message is complete and checked. `grammar` is null when there is none for it (the finding
    // says so); the tree then has no rules. The handler may add findings of its own and move from
    // the tree's texts before it returns.
    virtual Flow message(exchange::MessageReport& report, const Grammar* grammar, Tree& tree) = 0;
    virtual Flow groupEnds(exchange::GroupReport&) { return Flow::go_on; }
    // The whole report, with the groups' messages when ReadOptions::keep_reports.
    virtual Flow interchangeEnds(exchange::InterchangeReport&) { return Flow::go_on; }
};

// Severity by finding id, where a partner's agreement differs from schemas/findings.xml.
using SeverityOverrides = std::map<std::string, exchange::Severity, std::less<>>;

// What was done to a payload before its reader saw it; positions count bytes of what it saw.
struct Recoded {
    std::string_view finding;
    std::string found;
};

class XsdStore;

struct ReadOptions {
    Limits limits;
    SeverityOverrides severities;
    PartnerKey partner;  // whose grammars count; empty = nobody's
    // As agreed with the partner, whatever the envelope says. XML says its own.
    std::optional<Charset> charset;
    std::optional<Recoded> recoded;  // the source is not what came in
    const XsdStore* xsd = nullptr;   // XML is validated against these as well; null = none
    bool keep_reports = true;        // false: constant memory however many messages there are
    bool headers_only = false;       // envelope and message headers, no trees (inspect)
};

}  // namespace entrepot::mapping
