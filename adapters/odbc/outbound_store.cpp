#include "adapters/odbc/outbound_store.h"

#include "adapters/odbc/document_rows.h"
#include "core/base/id_source.h"

namespace entrepot::odbc {
namespace {

using exchange::Document;
using exchange::DocumentState;

constexpr std::size_t overdue_max = 1'000;  // marked in one call; the next call takes the rest

struct Attempt {
    DocumentId id;
    DocumentState to;
    const std::string& note;
    Instant at;
    std::optional<Instant> due_at;
};

bool isDelivered(DocumentState state) {
    return state == DocumentState::sent || state == DocumentState::acknowledged ||
           state == DocumentState::overdue;
}

Result<DocumentState> outboundState(Connection& connection, DocumentId id) {
    const auto state =
        connection.selectOne("SELECT state FROM document WHERE id = ? AND direction = 'outbound'",
                             {id}, [](Row& row) { return exchange::documentStateOf(row.text()); });
    if (!state) return fail(state.error());
    if (!*state || !**state)
        return fail(FailureKind::not_found, "there is no such outbound document",
                    formatId(id.value));
    return ***state;
}

Result<void> noteAttempt(Connection& connection, const Attempt& attempt) {
    const auto state = outboundState(connection, attempt.id);
    if (!state) return fail(state.error());
    if (isDelivered(*state) && isDelivered(attempt.to)) return {};
    if (*state != DocumentState::queued)
        return fail(FailureKind::conflict,
                    "the document is " + std::string(nameOf(*state)) + " by now, not queued",
                    formatId(attempt.id.value));
    const auto done = connection.execute(
        "UPDATE document SET state = ?, note = ?, changed_at = ?, due_at = ?, "
        "attempts = attempts + 1 WHERE id = ?",
        {nameOf(attempt.to), attempt.note, attempt.at, attempt.due_at, attempt.id});
    if (!done) return fail(done.error());
    return insertTrace(connection, {attempt.id, attempt.at, attempt.to, attempt.note});
}

Result<void> queueOnce(Connection& connection, DocumentId id, Instant at) {
    const auto state = outboundState(connection, id);
    if (!state) return fail(state.error());
    if (*state == DocumentState::queued) return {};
    const auto done = connection.execute(
        "UPDATE document SET state = 'queued', changed_at = ?, due_at = ?, attempts = 0, "
        "verdict = '' WHERE id = ?",
        {at, at, id});
    if (!done) return fail(done.error());
    return insertTrace(connection, {id, at, DocumentState::queued, "resend"});
}

Result<std::vector<Document>> overdue(Connection& connection, Instant now) {
    auto found = connection.select(
        selectDocuments(
            std::string(usingIndex(connection.product(), "INDEXED BY document_awaiting ")) +
            "WHERE d.state = 'sent' AND d.due_at <= ? ORDER BY d.due_at LIMIT ?"),
        {now, overdue_max}, readDocument);
    if (!found) return found;
    for (Document& document : *found) {
        document.state = DocumentState::overdue;
        document.changed_at = now;
        const auto done =
            connection.execute("UPDATE document SET state = 'overdue', changed_at = ? WHERE id = ?",
                               {now, document.id});
        if (!done) return fail(done.error());
        if (auto noted = insertTrace(connection, {document.id, now, document.state, ""}); !noted)
            return fail(noted.error());
    }
    return found;
}

}  // namespace

Result<std::vector<Document>> OdbcOutboundStore::due(Instant now, std::size_t limit) {
    return readers_.read([&](Connection& connection) {
        return connection.select(
            selectDocuments(
                std::string(usingIndex(connection.product(), "INDEXED BY document_queued ")) +
                "WHERE d.state = 'queued' AND d.due_at <= ? ORDER BY d.id LIMIT ?"),
            {now, limit}, readDocument);
    });
}

Result<void> OdbcOutboundStore::sent(DocumentId id, const std::string& note, Instant at,
                                     std::optional<Instant> acknowledge_by) {
    const auto to = acknowledge_by ? DocumentState::sent : DocumentState::acknowledged;
    return writer_.run([&](Connection& connection) {
        return noteAttempt(connection, {id, to, note, at, acknowledge_by});
    });
}

Result<void> OdbcOutboundStore::attemptFailed(DocumentId id, const std::string& note, Instant at,
                                              std::optional<Instant> next) {
    const auto to = next ? DocumentState::queued : DocumentState::failed;
    return writer_.run([&](Connection& connection) {
        return noteAttempt(connection, {id, to, note, at, next});
    });
}

Result<void> OdbcOutboundStore::queueAgain(DocumentId id, Instant at) {
    return writer_.run([&](Connection& connection) { return queueOnce(connection, id, at); });
}

Result<std::vector<Document>> OdbcOutboundStore::markOverdue(Instant now) {
    return writer_.run([&](Connection& connection) { return overdue(connection, now); });
}

}  // namespace entrepot::odbc
