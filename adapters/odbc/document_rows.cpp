#include "adapters/odbc/document_rows.h"

#include "adapters/digest/sha256.h"
#include "adapters/odbc/multi_row.h"
#include "adapters/odbc/stored_text.h"
#include "core/base/id_source.h"

namespace entrepot::odbc {
namespace {

using exchange::Document;
using exchange::Message;

constexpr std::string_view insert_document =
    "INSERT INTO document (id, direction, state, partner, scope, channel, file_name, content_type, "
    "idempotency_key, sha256, size, syntax, sender, receiver, control, group_control, "
    "message_control, number, kind, format, "
    "business_key, answers, attempts, due_at, note, received_at, changed_at, findings) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'')";

const MultiRowInsert& messageInsert() {
    using enum ColumnType;
    static const MultiRowInsert insert(
        "message",
        {{"id", integer},
         {"document_id", integer},
         {"ordinal", integer},
         {"state", text},
         {"syntax", text},
         {"version", text},
         {"type", text},
         {"group_control", text},
         {"control", text},
         {"business_key", text},
         {"content_type_name", text},
         {"content", text},
         {"verdict", text},
         {"findings", text},
         {"promise_id", integer},
         {"answer_id", integer}},
        "ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, state = excluded.state, "
        "syntax = excluded.syntax, version = excluded.version, type = excluded.type, "
        "group_control = excluded.group_control, control = excluded.control, "
        "business_key = excluded.business_key, content_type_name = excluded.content_type_name, "
        "content = excluded.content, verdict = excluded.verdict, findings = excluded.findings, "
        "promise_id = excluded.promise_id, answer_id = excluded.answer_id");
    return insert;
}

struct StoredMessage {
    Message message;
    std::string findings;
};

StoredMessage readMessage(Row& row) {
    StoredMessage stored;
    Message& message = stored.message;
    message.id = row.id<MessageTag>();
    message.document = row.id<DocumentTag>();
    message.ordinal = static_cast<std::uint32_t>(row.integer());
    message.state = exchange::messageStateOf(row.text()).value_or(message.state);
    message.format.syntax = row.text();
    message.format.version = row.text();
    message.format.type = row.text();
    message.group_control = row.text();
    message.control = row.text();
    message.business_key = row.text();
    message.content_type_name = row.text();
    message.content = row.text();
    boost::describe::enum_from_string(row.text().c_str(), message.verdict);
    stored.findings = row.text();
    message.promise = row.id<PromiseTag>();
    message.answer = row.id<DocumentTag>();
    return stored;
}

}  // namespace

Document readDocument(Row& row) {
    Document document;
    document.id = row.id<DocumentTag>();
    document.direction =
        row.text() == "outbound" ? exchange::Direction::outbound : exchange::Direction::inbound;
    document.state = exchange::documentStateOf(row.text()).value_or(document.state);
    document.partner = PartnerKey(row.text());
    document.channel = row.text();
    document.file_name = row.text();
    document.content_type = row.text();
    document.idempotency_key = row.text();
    document.sha256 = row.text();
    document.size = static_cast<std::uint64_t>(row.integer());
    document.syntax = row.text();
    document.sender = row.text();
    document.receiver = row.text();
    document.control = row.text();
    document.group_control = row.text();
    document.message_control = row.text();
    document.number = row.text();
    document.kind = exchange::documentKindOf(row.text()).value_or(document.kind);
    document.format = row.text();
    document.business_key = row.text();
    document.answers = row.id<DocumentTag>();
    document.verdict = verdictOf(row.text());
    document.attempts = row.integer();
    document.due_at = row.maybeInstant();
    document.note = row.text();
    document.received_at = row.instant();
    document.changed_at = row.instant();
    return document;
}

std::string selectDocuments(std::string_view rest) {
    return "SELECT " + std::string(document_columns) + " FROM document d " + std::string(rest);
}

std::string_view usingIndex(Product product, std::string_view on_sqlite) {
    return product == Product::sqlite ? on_sqlite : std::string_view();
}

Result<void> insertDocument(Connection& connection, const NewDocument& fresh) {
    const Document& d = fresh.document;
    const bool outbound = d.direction == exchange::Direction::outbound;
    auto done =
        connection.execute(insert_document, {d.id,
                                             outbound ? "outbound" : "inbound",
                                             nameOf(d.state),
                                             d.partner,
                                             fresh.scope,
                                             d.channel,
                                             d.file_name,
                                             d.content_type,
                                             d.idempotency_key,
                                             outbound ? digest::sha256Hex(fresh.bytes) : d.sha256,
                                             d.size,
                                             d.syntax,
                                             d.sender,
                                             d.receiver,
                                             d.control,
                                             d.group_control,
                                             d.message_control,
                                             d.number,
                                             nameOf(d.kind),
                                             d.format,
                                             d.business_key,
                                             d.answers,
                                             d.attempts,
                                             d.due_at,
                                             d.note,
                                             d.received_at,
                                             d.changed_at});
    if (done)
        done = connection.execute("INSERT INTO document_bytes (document_id, bytes) VALUES (?, ?)",
                                  {d.id, Value::blob(fresh.bytes)});
    if (!done) return fail(done.error());
    const bool named = !d.control.empty() || !d.group_control.empty() ||
                       !d.message_control.empty() || !d.number.empty() || !d.business_key.empty();
    if (named)
        if (auto kept = refreshKeys(connection, d.id); !kept) return kept;
    return insertTrace(connection, {d.id, d.received_at, d.state, fresh.trace});
}

Result<void> insertTrace(Connection& connection, const Step& step) {
    const auto done = connection.execute(
        "INSERT INTO document_trace (document_id, at, state, note) VALUES (?, ?, ?, ?)",
        {step.document, step.at, nameOf(step.state), step.note});
    if (!done) return fail(done.error());
    return {};
}

Result<void> refreshKeys(Connection& connection, DocumentId document) {
    auto done = connection.execute("DELETE FROM document_key WHERE document_id = ?", {document});
    if (done)
        done = connection.execute(
            "INSERT INTO document_key (business_key, document_id) "
            "SELECT found.name, found.id FROM ("
            "SELECT business_key AS name, id FROM document WHERE id = ? "
            "UNION SELECT control, id FROM document WHERE id = ? "
            "UNION SELECT group_control, id FROM document WHERE id = ? "
            "UNION SELECT message_control, id FROM document WHERE id = ? "
            "UNION SELECT number, id FROM document WHERE id = ? "
            "UNION SELECT business_key, document_id FROM message WHERE document_id = ? "
            "UNION SELECT control, document_id FROM message WHERE document_id = ?"
            ") AS found WHERE found.name <> ''",
            {document, document, document, document, document, document, document});
    if (!done) return fail(done.error());
    return {};
}

Result<void> keepMessages(Connection& connection, const std::vector<Message>& messages) {
    std::vector<std::string> findings;
    findings.reserve(messages.size());
    std::vector<Value> values;
    for (const Message& m : messages) {
        findings.push_back(findingsText(m.findings));
        values.insert(values.end(), {m.id, m.document, m.ordinal, nameOf(m.state), m.format.syntax,
                                     m.format.version, m.format.type, m.group_control, m.control,
                                     m.business_key, m.content_type_name, m.content,
                                     boost::describe::enum_to_string(m.verdict, "accepted"),
                                     findings.back(), m.promise, m.answer});
    }
    return messageInsert().run(connection, values);
}

Result<std::vector<Message>> messagesOf(Connection& connection, DocumentId document) {
    auto rows = connection.select(
        "SELECT id, document_id, ordinal, state, syntax, version, type, group_control, control, "
        "business_key, content_type_name, content, verdict, findings, promise_id, answer_id "
        "FROM message WHERE document_id = ? ORDER BY ordinal, id",
        {document}, readMessage);
    if (!rows) return fail(rows.error());
    std::vector<Message> messages;
    for (StoredMessage& row : *rows) {
        auto findings = findingsOf(row.findings, "message " + formatId(row.message.id.value));
        if (!findings) return fail(findings.error());
        row.message.findings = std::move(*findings);
        messages.push_back(std::move(row.message));
    }
    return messages;
}

std::string_view verdictText(const std::optional<exchange::Verdict>& verdict) {
    return verdict ? boost::describe::enum_to_string(*verdict, "") : "";
}

std::optional<exchange::Verdict> verdictOf(const std::string& text) {
    exchange::Verdict verdict{};
    if (!boost::describe::enum_from_string(text.c_str(), verdict)) return std::nullopt;
    return verdict;
}

std::string findingsText(const std::vector<exchange::Finding>& findings) {
    return findings.empty() ? std::string() : toStoredText(findings);
}

Result<std::vector<exchange::Finding>> findingsOf(std::string_view text, const std::string& where) {
    if (text.empty()) return std::vector<exchange::Finding>();
    return fromStoredText<std::vector<exchange::Finding>>(text, where);
}

}  // namespace entrepot::odbc
