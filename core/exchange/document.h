// A document: one payload that came in or goes out, and its messages. What the stores keep.
//
//   received -> identified -> translated -> processed -> answered            (inbound)
//                  |              |-> refused     (by its content; the partner is told)
//                  |-> quarantined                (unknown sender, unreadable; an operator is told)
//   queued -> sent -> acknowledged | overdue | failed                        (outbound)
//
// `message` is the neutral word for an X12 transaction set, an EDIFACT message, an XML document, or
// the rows of one order in a CSV file.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/exchange/finding.h"
#include "core/exchange/interchange_report.h"

namespace entrepot::exchange {

enum class Direction : std::uint8_t { inbound, outbound };

// An acknowledgement (TA1, 997, CONTRL ...) says something of the exchange, an advice (824, APERAK
// ...) of another document's content.
enum class DocumentKind : std::uint8_t { business, acknowledgement, advice };

std::string_view nameOf(DocumentKind kind);
std::optional<DocumentKind> documentKindOf(std::string_view name);

enum class DocumentState : std::uint8_t {
    received,
    identified,
    translated,
    processed,
    answered,
    refused,
    quarantined,  // inbound
    queued,
    sent,
    acknowledged,
    overdue,
    failed,  // outbound
};

std::string_view nameOf(DocumentState state);
std::optional<DocumentState> documentStateOf(std::string_view name);
bool isFinished(DocumentState state);  // nothing more happens by itself

enum class MessageState : std::uint8_t {
    translated,  // in the model, not yet acted upon
    processed,   // its business effect is durable
    answered,    // its answer is queued (or none is due)
    refused,     // findings say why
};

std::string_view nameOf(MessageState state);
std::optional<MessageState> messageStateOf(std::string_view name);

// What a transport hands over. `caller` is who the transport knows the sender to be (API key,
// folder).
struct Arrival {
    std::string channel;    // "http", "folder:<name>", "cli"
    std::string file_name;  // as the sender called it; may be empty
    std::string content_type;
    std::optional<PartnerKey> caller;
    std::string idempotency_key;  // may be empty
    std::string bytes;
    std::string sha256;  // of bytes, lower-case hex
    Instant at{};
};

struct Document {
    DocumentId id;
    Direction direction = Direction::inbound;
    DocumentState state = DocumentState::received;
    PartnerKey partner;  // empty until known
    std::string channel;
    std::string file_name;
    std::string content_type;
    std::string idempotency_key;
    std::string sha256;  // of its bytes; the store finds it for what we send
    std::uint64_t size = 0;
    std::string syntax;
    std::string sender;  // "ZZ:ACME"
    std::string receiver;
    std::string control;          // interchange control number
    std::string group_control;    // outbound X12
    std::string message_control;  // outbound X12 and EDIFACT: of its one message
    std::string number;           // outbound: its own, where that is not the business key
    DocumentKind kind = DocumentKind::business;
    std::string format;              // "x12/004010/855"; of the first message
    std::string business_key;        // order number of its first message
    DocumentId answers;              // outbound: the document it answers
    std::optional<Verdict> verdict;  // outbound: the worst its partner said since it was queued
    std::int64_t attempts = 0;
    std::optional<Instant>
        due_at;             // outbound: next attempt while queued, acknowledgement while sent
    std::string note;       // last failure, or where it was delivered to
    Instant received_at{};  // outbound: queued at
    Instant changed_at{};
};

struct Message {
    MessageId id;
    DocumentId document;
    std::uint32_t ordinal = 0;  // in its document, 1 = first
    MessageState state = MessageState::translated;
    MessageFormat format;
    std::string group_control;
    std::string control;
    std::string business_key;
    std::string content_type_name;  // "Order"; empty when refused
    std::string content;            // its model text (JSON)
    Verdict verdict = Verdict::accepted;
    std::vector<Finding> findings;
    PromiseId promise;
    DocumentId answer;  // outbound document that answers it
};

inline bool isAcknowledgement(const Document& document) {
    return document.kind == DocumentKind::acknowledgement;
}

// One line of /trace.
struct TraceStep {
    Instant at{};
    DocumentState state = DocumentState::received;
    std::string note;
};

// A new outbound document with its bytes.
struct Outbound {
    Document document;
    std::string bytes;
};

// What an acknowledgement or an advice that came in says of something we sent.
struct OutboundVerdict {
    PartnerKey partner;
    MessageId by;  // the message that says so; none of a TA1
    std::string syntax;
    // What it names of ours, numbers without leading zeros; what is empty is not compared.
    std::string interchange_control;
    std::string group_control;
    std::string message_control;
    std::string number;  // of the document, or of the order it is about
    Verdict verdict = Verdict::accepted;
    bool settles = true;  // false of a receipt: whether it is accepted will be said
    std::string note;
};

// The same, stored: which document of theirs said what of which one of ours.
struct VerdictLink {
    DocumentId by;
    MessageId message;  // of `by`; none of a TA1
    DocumentId on;
    Verdict verdict = Verdict::accepted;
    std::string note;
    Instant at{};
};

// One step of a document's life: applied whole or not at all.
struct DocumentChange {
    DocumentId document;
    DocumentState from = DocumentState::received;  // `conflict` when it is in another state by now
    DocumentState to = DocumentState::received;
    std::optional<Document> facts;  // partner, envelope, format, key: replace those of the document
    std::vector<Message> messages;  // inserted, or replaced by id
    // Of the payload as a whole: replace those there are; none leaves them.
    std::vector<Finding> findings;
    std::vector<Outbound> outbound;  // inserted, state queued
    std::vector<OutboundVerdict> verdicts;
    std::string note;
    Instant at{};
};

struct DocumentQuery {
    std::optional<Direction> direction;
    std::optional<DocumentState> state;
    std::optional<PartnerKey> partner;
    std::string key;               // business key or control number, exact
    std::string text;              // part of file name, key or partner
    std::optional<Instant> since;  // received then or later
    std::optional<Instant> until;  // received before
    DocumentId before;             // cursor: older than this one
    std::size_t limit = 50;
};

}  // namespace entrepot::exchange
