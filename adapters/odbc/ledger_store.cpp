#include "adapters/odbc/ledger_store.h"

#include "adapters/odbc/ledger_rows.h"
#include "adapters/odbc/multi_row.h"
#include "core/base/id_source.h"

namespace entrepot::odbc {
namespace {

using ports::LedgerBatch;
using ports::LedgerEntry;
using promise::PromiseState;
using Entries = std::vector<LedgerEntry>;

const MultiRowInsert& promiseInsert() {
    using enum ColumnType;
    static const MultiRowInsert insert("promise",
                                       {{"id", integer},
                                        {"state", text},
                                        {"reference", text},
                                        {"customer", text},
                                        {"order_number", text},
                                        {"changed_at", integer},
                                        {"taken_over", integer},
                                        {"content", text}},
                                       "");
    return insert;
}

const MultiRowInsert& outboxInsert() {
    static const MultiRowInsert insert("erp_outbox", {{"promise_id", ColumnType::integer}}, "");
    return insert;
}

// Made before the writer's turn, so that its thread only writes.
std::vector<std::string> contentsOf(const Entries& entries) {
    std::vector<std::string> contents;
    contents.reserve(entries.size());
    for (const LedgerEntry& entry : entries) contents.push_back(contentOf(entry));
    return contents;
}

struct Prepared {
    std::vector<std::string> added;
    std::vector<std::string> changed;
};

Result<void> insertOutbox(Connection& connection, const std::vector<PromiseId>& promises) {
    return outboxInsert().run(connection, std::vector<Value>(promises.begin(), promises.end()));
}

Result<void> insertAdded(Connection& connection, const LedgerBatch& batch,
                         const std::vector<std::string>& contents) {
    std::vector<Value> values;
    std::vector<PromiseId> for_erp;
    values.reserve(batch.added.size() * 8);
    for (std::size_t i = 0; i < batch.added.size(); ++i) {
        const LedgerEntry& e = batch.added[i];
        values.insert(values.end(),
                      {e.id, nameOf(e.state), e.request.reference, e.request.customer,
                       e.request.order_number, e.changed_at, e.taken_over ? 1 : 0, contents[i]});
        if (e.state == PromiseState::confirmed) for_erp.push_back(e.id);
    }
    if (auto done = promiseInsert().run(connection, values); !done) return done;
    return insertOutbox(connection, for_erp);
}

Result<StoredPromise> storedPromise(Connection& connection, PromiseId id) {
    auto stored = connection.selectOne(
        "SELECT " + std::string(promise_columns) + " FROM promise p WHERE p.id = ?", {id},
        readPromise);
    if (!stored) return fail(stored.error());
    if (!*stored)
        return fail(FailureKind::not_found, "there is no such promise", formatId(id.value));
    return std::move(**stored);
}

Result<void> renewOutbox(Connection& connection, PromiseId id) {
    const auto removed = connection.execute("DELETE FROM erp_outbox WHERE promise_id = ?", {id});
    if (!removed) return fail(removed.error());
    return insertOutbox(connection, {id});
}

// The ERP is told of what is confirmed, as it is now, and when that is cancelled. That the goods
// left, or that it took the promise over, it said itself.
bool concernsErp(const StoredPromise& before, PromiseState state, const std::string& content) {
    const bool was_confirmed = before.state == nameOf(PromiseState::confirmed);
    if (state == PromiseState::cancelled) return was_confirmed;
    return state == PromiseState::confirmed && (!was_confirmed || content != before.content);
}

Result<void> change(Connection& connection, const LedgerEntry& entry, const std::string& content) {
    const auto before = storedPromise(connection, entry.id);
    if (!before) return fail(before.error());
    const auto done = connection.execute(
        "UPDATE promise SET state = ?, reference = ?, customer = ?, order_number = ?, "
        "changed_at = ?, taken_over = ?, content = ? WHERE id = ?",
        {nameOf(entry.state), entry.request.reference, entry.request.customer,
         entry.request.order_number, entry.changed_at, entry.taken_over ? 1 : 0, content,
         entry.id});
    if (!done) return fail(done.error());
    if (!concernsErp(*before, entry.state, content)) return {};
    return renewOutbox(connection, entry.id);
}

Result<void> close(Connection& connection, PromiseId id, PromiseState state, Instant at) {
    const auto before = storedPromise(connection, id);
    if (!before) return fail(before.error());
    const auto done = connection.execute(
        "UPDATE promise SET state = ?, changed_at = ? WHERE id = ?", {nameOf(state), at, id});
    if (!done) return fail(done.error());
    if (!concernsErp(*before, state, before->content)) return {};
    return renewOutbox(connection, id);
}

Result<void> commitOnce(Connection& connection, const LedgerBatch& batch,
                        const Prepared& prepared) {
    Result<void> done = insertAdded(connection, batch, prepared.added);
    for (std::size_t i = 0; done && i < batch.changed.size(); ++i)
        done = change(connection, batch.changed[i], prepared.changed[i]);
    for (std::size_t i = 0; done && i < batch.closed.size(); ++i)
        done = close(connection, batch.closed[i].first, batch.closed[i].second, batch.at);
    return done;
}

Result<std::optional<LedgerEntry>> entryOf(Result<std::optional<StoredPromise>> stored) {
    if (!stored) return fail(stored.error());
    if (!*stored) return std::nullopt;
    return entryOf(**stored).map([](LedgerEntry entry) { return std::optional(std::move(entry)); });
}

std::string selectPromises(std::string_view rest) {
    return "SELECT " + std::string(promise_columns) + " FROM promise p " + std::string(rest);
}

}  // namespace

Result<void> OdbcLedgerStore::commit(const LedgerBatch& batch) {
    const Prepared prepared{contentsOf(batch.added), contentsOf(batch.changed)};
    return writer_.run(
        [&](Connection& connection) { return commitOnce(connection, batch, prepared); });
}

Result<std::vector<LedgerEntry>> OdbcLedgerStore::loadOpen() {
    const auto stored = readers_.read([](Connection& connection) {
        return connection.select(
            selectPromises("WHERE p.state IN ('held', 'confirmed') ORDER BY p.id"), {},
            readPromise);
    });
    if (!stored) return fail(stored.error());
    Entries entries;
    entries.reserve(stored->size());
    for (const StoredPromise& each : *stored) {
        auto entry = odbc::entryOf(each);
        if (!entry) return fail(entry.error());
        entries.push_back(std::move(*entry));
    }
    return entries;
}

Result<std::optional<LedgerEntry>> OdbcLedgerStore::find(PromiseId id) {
    return entryOf(readers_.read([&](Connection& connection) {
        return connection.selectOne(selectPromises("WHERE p.id = ?"), {id}, readPromise);
    }));
}

Result<std::optional<LedgerEntry>> OdbcLedgerStore::findByReference(std::string_view reference) {
    if (reference.empty()) return std::nullopt;
    return entryOf(readers_.read([&](Connection& connection) {
        return connection.selectOne(selectPromises("WHERE p.reference = ? AND p.reference <> ''"),
                                    {reference}, readPromise);
    }));
}

}  // namespace entrepot::odbc
