#include "adapters/odbc/inbound_store.h"

#include "adapters/odbc/document_rows.h"
#include "adapters/odbc/verdict_rows.h"
#include "core/base/id_source.h"

namespace entrepot::odbc {
namespace {

using exchange::Arrival;
using exchange::Document;
using exchange::DocumentChange;
using exchange::DocumentState;
using ports::Accepted;

// As in the partial indexes: SQLite takes one only for the same words.
const std::string live = "direction = 'inbound' AND state NOT IN ('refused', 'quarantined')";

std::string scopeOf(const Arrival& arrival) {
    return arrival.caller ? "caller:" + arrival.caller->value : "channel:" + arrival.channel;
}

struct Earlier {
    DocumentId id;
    std::string sha256;
};

Earlier readEarlier(Row& row) {
    Earlier earlier;
    earlier.id = row.id<DocumentTag>();
    earlier.sha256 = row.text();
    return earlier;
}

// The live document that this arrival repeats. The same key for other content is a conflict.
Result<std::optional<Earlier>> findEarlier(Connection& connection, const Arrival& arrival,
                                           const std::string& scope) {
    if (!arrival.idempotency_key.empty()) {
        auto by_key = connection.selectOne(
            "SELECT id, sha256 FROM document WHERE scope = ? AND idempotency_key = ? AND " + live +
                " AND idempotency_key <> ''",
            {scope, arrival.idempotency_key}, readEarlier);
        if (!by_key) return fail(by_key.error());
        if (*by_key && (*by_key)->sha256 != arrival.sha256)
            return fail(FailureKind::conflict,
                        "this idempotency key was used for other content; use a new key",
                        formatId((*by_key)->id.value));
        if (*by_key) return by_key;
    }
    return connection.selectOne(
        "SELECT id, sha256 FROM document WHERE scope = ? AND sha256 = ? AND " + live,
        {scope, arrival.sha256}, readEarlier);
}

Document documentOf(const Arrival& arrival, DocumentId id) {
    Document document;
    document.id = id;
    document.partner = arrival.caller.value_or(PartnerKey());
    document.channel = arrival.channel;
    document.file_name = arrival.file_name;
    document.content_type = arrival.content_type;
    document.idempotency_key = arrival.idempotency_key;
    document.sha256 = arrival.sha256;
    document.size = arrival.bytes.size();
    document.received_at = arrival.at;
    document.changed_at = arrival.at;
    return document;
}

Result<Accepted> acceptOnce(Connection& connection, const Arrival& arrival, DocumentId id) {
    const std::string scope = scopeOf(arrival);
    const auto earlier = findEarlier(connection, arrival, scope);
    if (!earlier) return fail(earlier.error());
    if (*earlier) return Accepted{(*earlier)->id, (*earlier)->id != id};
    const Document document = documentOf(arrival, id);
    auto inserted = insertDocument(
        connection,
        {.document = document, .scope = scope, .bytes = arrival.bytes, .trace = arrival.channel});
    if (!inserted) return fail(inserted.error());
    return Accepted{id, false};
}

Result<void> checkState(Connection& connection, const DocumentChange& change) {
    const auto state = connection.selectOne("SELECT state FROM document WHERE id = ?",
                                            {change.document}, [](Row& row) { return row.text(); });
    if (!state) return fail(state.error());
    const std::string id = formatId(change.document.value);
    if (!*state) return fail(FailureKind::not_found, "there is no such document", id);
    if (**state != nameOf(change.from))
        return fail(
            FailureKind::conflict,
            "the document is " + **state + " by now, not " + std::string(nameOf(change.from)), id);
    return {};
}

// Names the live document that has the control number already.
Result<void> checkControl(Connection& connection, const DocumentChange& change) {
    const Document& facts = *change.facts;
    const bool ends =
        change.to == DocumentState::refused || change.to == DocumentState::quarantined;
    if (ends || facts.partner.empty() || facts.control.empty()) return {};
    const auto other = connection.selectOne(
        "SELECT id, sha256 FROM document WHERE partner = ? AND syntax = ? AND sender = ? AND "
        "control = ? AND " +
            live + " AND partner <> '' AND control <> '' AND id <> ?",
        {facts.partner, facts.syntax, facts.sender, facts.control, change.document}, readEarlier);
    if (!other) return fail(other.error());
    if (!*other) return {};
    return fail(FailureKind::conflict,
                "the sender used control number " + facts.control + " before",
                formatId((*other)->id.value));
}

Result<void> applyFacts(Connection& connection, const DocumentChange& change) {
    if (!change.facts) return {};
    if (auto unique = checkControl(connection, change); !unique) return unique;
    const Document& facts = *change.facts;
    const auto done = connection.execute(
        "UPDATE document SET partner = ?, syntax = ?, sender = ?, receiver = ?, control = ?, "
        "group_control = ?, kind = ?, format = ?, business_key = ? WHERE id = ?",
        {facts.partner, facts.syntax, facts.sender, facts.receiver, facts.control,
         facts.group_control, nameOf(facts.kind), facts.format, facts.business_key,
         change.document});
    if (!done) return fail(done.error());
    return {};
}

Result<void> applyState(Connection& connection, const DocumentChange& change) {
    auto done =
        connection.execute("UPDATE document SET state = ?, note = ?, changed_at = ? WHERE id = ?",
                           {nameOf(change.to), change.note, change.at, change.document});
    if (done && !change.findings.empty())
        done = connection.execute("UPDATE document SET findings = ? WHERE id = ?",
                                  {findingsText(change.findings), change.document});
    if (!done) return fail(done.error());
    return insertTrace(connection, {change.document, change.at, change.to, change.note});
}

Result<void> applyMessages(Connection& connection, const DocumentChange& change) {
    if (auto kept = keepMessages(connection, change.messages); !kept) return kept;
    if (!change.facts && change.messages.empty()) return {};
    return refreshKeys(connection, change.document);
}

Result<void> applyOutbound(Connection& connection, const DocumentChange& change) {
    for (const exchange::Outbound& outbound : change.outbound) {
        Document document = outbound.document;
        document.direction = exchange::Direction::outbound;
        document.state = DocumentState::queued;
        document.size = outbound.bytes.size();
        if (!document.due_at) document.due_at = change.at;
        const auto inserted = insertDocument(
            connection, {.document = document, .scope = "", .bytes = outbound.bytes, .trace = ""});
        if (!inserted) return inserted;
    }
    return {};
}

Result<void> applyOnce(Connection& connection, const DocumentChange& change) {
    Result<void> done = checkState(connection, change);
    if (done) done = applyState(connection, change);  // first: a refused one may bear any facts
    if (done) done = applyFacts(connection, change);
    if (done) done = applyMessages(connection, change);
    if (done) done = applyOutbound(connection, change);
    for (std::size_t i = 0; done && i < change.verdicts.size(); ++i)
        done = applyVerdict(connection, {change.document, change.verdicts[i], change.at});
    return done;
}

}  // namespace

// When several brokers share the database, another may take the same document between our look and
// our insert; then the second look finds it.
Result<Accepted> OdbcInboundStore::accept(const Arrival& arrival, DocumentId id) {
    const auto once = [&] {
        return writer_.run(
            [&](Connection& connection) { return acceptOnce(connection, arrival, id); });
    };
    auto accepted = once();
    if (!accepted && accepted.error().kind == FailureKind::conflict) accepted = once();
    return accepted;
}

Result<void> OdbcInboundStore::apply(const DocumentChange& change) {
    return writer_.run([&](Connection& connection) { return applyOnce(connection, change); });
}

Result<std::vector<DocumentId>> OdbcInboundStore::unfinished() {
    return readers_.read([](Connection& connection) {
        return connection.select(
            "SELECT id FROM document " +
                std::string(usingIndex(connection.product(), "INDEXED BY document_unfinished ")) +
                "WHERE state IN ('received', 'identified', 'translated', "
                "'processed') ORDER BY id",
            {}, [](Row& row) { return row.id<DocumentTag>(); });
    });
}

}  // namespace entrepot::odbc
