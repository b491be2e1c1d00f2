#include "adapters/odbc/verdict_rows.h"

#include "adapters/odbc/document_rows.h"

namespace entrepot::odbc {
namespace {

using exchange::DocumentState;
using exchange::OutboundVerdict;
using exchange::Verdict;

struct Meant {
    DocumentId id;
    DocumentState state = DocumentState::queued;
    std::optional<Verdict> verdict;  // the worst so far
};

Meant readMeant(Row& row) {
    Meant meant;
    meant.id = row.id<DocumentTag>();
    meant.state = exchange::documentStateOf(row.text()).value_or(meant.state);
    meant.verdict = verdictOf(row.text());
    return meant;
}

Result<std::optional<Meant>> newest(Connection& connection, const OutboundVerdict& verdict,
                                    const std::string& conditions, std::string_view key,
                                    const std::vector<std::string_view>& compared) {
    std::vector<Value> values{key, verdict.partner, verdict.syntax};
    values.insert(values.end(), compared.begin(), compared.end());
    auto rows = connection.select(
        "SELECT id, state, verdict FROM document WHERE id IN (SELECT document_id FROM "
        "document_key WHERE business_key = ?) AND direction = 'outbound' AND partner = ? AND "
        "syntax = ?" +
            conditions + " ORDER BY id DESC LIMIT 1",
        std::span<const Value>(values), readMeant);
    if (!rows) return fail(rows.error());
    if (rows->empty()) return std::nullopt;
    return rows->front();
}

// A document queued before message controls were kept has none to compare.
Result<std::optional<Meant>> byControls(Connection& connection, const OutboundVerdict& verdict) {
    std::string conditions;
    std::vector<std::string_view> compared;
    const auto compare = [&](const char* condition, const std::string& control) {
        if (control.empty()) return;
        conditions += condition;
        compared.push_back(control);
    };
    compare(" AND message_control IN (?, '')", verdict.message_control);
    compare(" AND control = ?", verdict.interchange_control);
    compare(" AND group_control = ?", verdict.group_control);
    if (compared.empty()) return std::nullopt;
    return newest(connection, verdict, conditions, compared.back(), compared);
}

Result<std::optional<Meant>> find(Connection& connection, const OutboundVerdict& verdict) {
    auto found = byControls(connection, verdict);
    if (!found || *found || verdict.number.empty()) return found;
    return newest(connection, verdict, " AND kind = 'business'", verdict.number, {});
}

// A refusal always counts; a good word does not undo one, and ends only a waiting.
DocumentState stateAfter(const Meant& meant, const OutboundVerdict& verdict) {
    if (verdict.verdict == Verdict::refused) return DocumentState::failed;
    if (!verdict.settles || meant.verdict == Verdict::refused) return meant.state;
    return DocumentState::acknowledged;
}

}  // namespace

Result<void> applyVerdict(Connection& connection, const SaidVerdict& said) {
    const OutboundVerdict& verdict = said.verdict;
    const auto found = find(connection, verdict);
    if (!found) return fail(found.error());
    if (!*found) return {};
    const Meant& meant = **found;
    const DocumentState state = stateAfter(meant, verdict);
    const Verdict worst = exchange::worse(meant.verdict.value_or(verdict.verdict), verdict.verdict);
    auto done = connection.execute(
        "UPDATE document SET state = ?, verdict = ?, note = ?, changed_at = ? WHERE id = ?",
        {nameOf(state), verdictText(worst), verdict.note, said.at, meant.id});
    if (done && state != meant.state)
        done = connection.execute("UPDATE document SET due_at = NULL WHERE id = ?", {meant.id});
    if (done)
        done = connection.execute(
            "INSERT INTO document_verdict (by_document_id, message_id, on_document_id, verdict, "
            "note, at) VALUES (?, ?, ?, ?, ?, ?)",
            {said.by, verdict.by, meant.id, verdictText(verdict.verdict), verdict.note, said.at});
    if (!done) return fail(done.error());
    return insertTrace(connection, {meant.id, said.at, state, verdict.note});
}

Result<std::vector<exchange::VerdictLink>> verdictsOf(Connection& connection, DocumentId document) {
    return connection.select(
        "SELECT by_document_id, message_id, on_document_id, verdict, note, at FROM "
        "document_verdict WHERE by_document_id = ? OR on_document_id = ? ORDER BY id",
        {document, document}, [](Row& row) {
            exchange::VerdictLink link;
            link.by = row.id<DocumentTag>();
            link.message = row.id<MessageTag>();
            link.on = row.id<DocumentTag>();
            link.verdict = verdictOf(row.text()).value_or(link.verdict);
            link.note = row.text();
            link.at = row.instant();
            return link;
        });
}

}  // namespace entrepot::odbc
