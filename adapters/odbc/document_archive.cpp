#include "adapters/odbc/document_archive.h"

#include "adapters/odbc/document_rows.h"
#include "adapters/odbc/document_search.h"
#include "adapters/odbc/verdict_rows.h"
#include "core/base/id_source.h"

namespace entrepot::odbc {
namespace {

tl::unexpected<Failure> noSuchDocument(DocumentId id) {
    return fail(FailureKind::not_found, "there is no such document", formatId(id.value));
}

exchange::TraceStep readStep(Row& row) {
    exchange::TraceStep step;
    step.at = row.instant();
    step.state = exchange::documentStateOf(row.text()).value_or(step.state);
    step.note = row.text();
    return step;
}

}  // namespace

Result<std::optional<exchange::Document>> OdbcDocumentArchive::find(DocumentId id) {
    return readers_.read([&](Connection& connection) {
        return connection.selectOne(selectDocuments("WHERE d.id = ?"), {id}, readDocument);
    });
}

Result<std::string> OdbcDocumentArchive::bytes(DocumentId id) {
    auto found = readers_.read([&](Connection& connection) {
        return connection.selectOne("SELECT bytes FROM document_bytes WHERE document_id = ?", {id},
                                    [](Row& row) { return row.blob(); });
    });
    if (!found) return fail(found.error());
    if (!*found) return noSuchDocument(id);
    return std::move(**found);
}

Result<std::vector<exchange::Message>> OdbcDocumentArchive::messages(DocumentId id) {
    return readers_.read([&](Connection& connection) { return messagesOf(connection, id); });
}

Result<std::vector<exchange::Finding>> OdbcDocumentArchive::findings(DocumentId id) {
    const auto text = readers_.read([&](Connection& connection) {
        return connection.selectOne("SELECT findings FROM document WHERE id = ?", {id},
                                    [](Row& row) { return row.text(); });
    });
    if (!text) return fail(text.error());
    if (!*text) return noSuchDocument(id);
    return findingsOf(**text, "document " + formatId(id.value));
}

Result<std::vector<exchange::TraceStep>> OdbcDocumentArchive::trace(DocumentId id) {
    return readers_.read([&](Connection& connection) {
        return connection.select(
            "SELECT at, state, note FROM document_trace WHERE document_id = ? ORDER BY id", {id},
            readStep);
    });
}

Result<std::vector<exchange::Document>> OdbcDocumentArchive::search(
    const exchange::DocumentQuery& query) {
    return readers_.read(
        [&](Connection& connection) { return searchDocuments(connection, query); });
}

Result<std::vector<exchange::Document>> OdbcDocumentArchive::answersTo(DocumentId id) {
    if (!id) return std::vector<exchange::Document>();
    return readers_.read([&](Connection& connection) {
        return connection.select(
            selectDocuments("WHERE d.answers = ? AND d.answers <> 0 ORDER BY d.id"), {id},
            readDocument);
    });
}

Result<std::vector<exchange::VerdictLink>> OdbcDocumentArchive::verdicts(DocumentId id) {
    return readers_.read([&](Connection& connection) { return verdictsOf(connection, id); });
}

Result<std::int64_t> OdbcDocumentArchive::highestId() {
    const auto highest = readers_.read([&](Connection& connection) {
        return connection.selectOne(
            "SELECT max(found.id) FROM (SELECT max(id) AS id FROM document UNION ALL "
            "SELECT max(id) FROM message UNION ALL SELECT max(id) FROM promise) AS found",
            {}, [](Row& row) { return row.integer(); });
    });
    if (!highest) return fail(highest.error());
    return (*highest).value_or(0);
}

}  // namespace entrepot::odbc
