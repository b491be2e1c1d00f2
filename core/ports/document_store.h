// Where documents are kept. Implemented in adapters/odbc over SQLite and PostgreSQL.
//
// Every call that writes returns when the change is durable. Thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/exchange/document.h"

namespace entrepot::ports {

struct Accepted {
    DocumentId id;
    bool duplicate = false;  // `id` is the earlier one
};

class InboundStore {
public:
    virtual ~InboundStore() = default;
    // Keeps bytes and receipt under `id`, state received. Within one scope (the caller, or the
    // channel when there is none) the same idempotency key or the same content is a duplicate,
    // unless the earlier document was refused or quarantined. The same key with other content:
    // `conflict`.
    virtual Result<Accepted> accept(const exchange::Arrival& arrival, DocumentId id) = 0;
    // `conflict` when the document is not in state `from`, or when its facts would make it the
    // second live document with the same partner, syntax, sender and control number.
    virtual Result<void> apply(const exchange::DocumentChange& change) = 0;
    // Documents whose life goes on, oldest first: what a restart takes up again.
    virtual Result<std::vector<DocumentId>> unfinished() = 0;
};

class DocumentArchive {
public:
    virtual ~DocumentArchive() = default;
    virtual Result<std::optional<exchange::Document>> find(DocumentId id) = 0;
    virtual Result<std::string> bytes(DocumentId id) = 0;
    virtual Result<std::vector<exchange::Message>> messages(DocumentId id) = 0;
    virtual Result<std::vector<exchange::Finding>> findings(DocumentId id) = 0;  // of the payload
    virtual Result<std::vector<exchange::TraceStep>> trace(DocumentId id) = 0;
    virtual Result<std::vector<exchange::Document>> search(
        const exchange::DocumentQuery& query) = 0;
    virtual Result<std::vector<exchange::Document>> answersTo(DocumentId id) = 0;
    // What it says of documents we sent, or what was said of it; oldest first.
    virtual Result<std::vector<exchange::VerdictLink>> verdicts(DocumentId id) = 0;
    virtual Result<std::int64_t>
    highestId() = 0;  // over documents, messages and promises; 0 = none
};

class OutboundStore {
public:
    virtual ~OutboundStore() = default;
    // Queued documents whose time has come, oldest first.
    virtual Result<std::vector<exchange::Document>> due(Instant now, std::size_t limit) = 0;
    // queued -> sent; `acknowledge_by` is when its acknowledgement is overdue (none expected:
    // empty). Without an acknowledgement to come, the state becomes acknowledged at once.
    virtual Result<void> sent(DocumentId id, const std::string& note, Instant at,
                              std::optional<Instant> acknowledge_by) = 0;
    // Stays queued until `next`; without `next` the state becomes failed.
    virtual Result<void> attemptFailed(DocumentId id, const std::string& note, Instant at,
                                       std::optional<Instant> next) = 0;
    // Any outbound state but queued -> queued, due at once, attempts from zero: the same bytes
    // again.
    virtual Result<void> queueAgain(DocumentId id, Instant at) = 0;
    // sent -> overdue for those past their time; returns them.
    virtual Result<std::vector<exchange::Document>> markOverdue(Instant now) = 0;
};

class ControlNumbers {
public:
    virtual ~ControlNumbers() = default;
    // Takes the next number of a series, durably: never given twice, gaps are possible. The first
    // is 1. Wraps to 1 after 999999999 (the width of ISA13 and GS06).
    virtual Result<std::int64_t> next(const PartnerKey& partner, std::string_view series) = 0;
};

}  // namespace entrepot::ports
