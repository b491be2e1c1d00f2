// Documents and messages as rows: the columns, in one place, and how to read and write them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "adapters/odbc/connection.h"
#include "core/base/result.h"
#include "core/exchange/document.h"

namespace entrepot::odbc {

// Of table `document` as d, in the order readDocument() takes them.
constexpr std::string_view document_columns =
    "d.id, d.direction, d.state, d.partner, d.channel, d.file_name, d.content_type, "
    "d.idempotency_key, d.sha256, d.size, d.syntax, d.sender, d.receiver, d.control, "
    "d.group_control, d.message_control, d.number, d.kind, d.format, d.business_key, d.answers, "
    "d.verdict, d.attempts, d.due_at, d.note, d.received_at, d.changed_at";

exchange::Document readDocument(Row& row);

// "SELECT <document_columns> FROM document d " and `rest`.
std::string selectDocuments(std::string_view rest);

// SQLite would rather walk all documents of a state than the few that are due; PostgreSQL counts.
std::string_view usingIndex(Product product, std::string_view on_sqlite);

struct NewDocument {
    const exchange::Document& document;
    std::string_view scope;  // duplicates are looked for within it; empty for outbound
    std::string_view bytes;
    std::string_view trace;  // note of its first trace step
};

// The document, its bytes, its keys and its first trace step.
Result<void> insertDocument(Connection& connection, const NewDocument& fresh);

struct Step {
    DocumentId document;
    Instant at;
    exchange::DocumentState state;
    std::string_view note;
};
Result<void> insertTrace(Connection& connection, const Step& step);

// Replaces the keys of a document by those of its row and its messages.
Result<void> refreshKeys(Connection& connection, DocumentId document);

// Inserted, or replaced by id.
Result<void> keepMessages(Connection& connection, const std::vector<exchange::Message>& messages);
Result<std::vector<exchange::Message>> messagesOf(Connection& connection, DocumentId document);

// The verdict's name; empty for none.
std::string_view verdictText(const std::optional<exchange::Verdict>& verdict);
std::optional<exchange::Verdict> verdictOf(const std::string& text);

std::string findingsText(const std::vector<exchange::Finding>& findings);  // empty for none
Result<std::vector<exchange::Finding>> findingsOf(std::string_view text, const std::string& where);

}  // namespace entrepot::odbc
