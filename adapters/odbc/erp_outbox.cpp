#include "adapters/odbc/erp_outbox.h"

#include "adapters/odbc/ledger_rows.h"

namespace entrepot::odbc {
namespace {

using ports::ErpTask;

struct StoredTask {
    std::int64_t id = 0;
    std::int64_t attempts = 0;
    StoredPromise promise;
};

StoredTask readTask(Row& row) {
    StoredTask task;
    task.id = row.integer();
    task.attempts = row.integer();
    task.promise = readPromise(row);
    return task;
}

Result<void> changed(Result<std::int64_t> rows) {
    if (!rows) return fail(rows.error());
    return {};
}

}  // namespace

Result<std::vector<ErpTask>> OdbcErpOutbox::due(Instant now, std::size_t limit) {
    const auto stored = readers_.read([&](Connection& connection) {
        return connection.select("SELECT o.id, o.attempts, " + std::string(promise_columns) +
                                     " FROM erp_outbox o JOIN promise p ON p.id = o.promise_id "
                                     "WHERE o.next_at <= ? ORDER BY o.id LIMIT ?",
                                 {now, limit}, readTask);
    });
    if (!stored) return fail(stored.error());
    std::vector<ErpTask> tasks;
    for (const StoredTask& each : *stored) {
        auto entry = entryOf(each.promise);
        if (!entry) return fail(entry.error());
        tasks.push_back({each.id, std::move(*entry), each.attempts});
    }
    return tasks;
}

Result<void> OdbcErpOutbox::done(std::int64_t task) {
    return writer_.run([&](Connection& connection) {
        return changed(connection.execute("DELETE FROM erp_outbox WHERE id = ?", {task}));
    });
}

Result<void> OdbcErpOutbox::failed(std::int64_t task, const std::string& why, Instant next) {
    return writer_.run([&](Connection& connection) {
        return changed(connection.execute(
            "UPDATE erp_outbox SET attempts = attempts + 1, note = ?, next_at = ? WHERE id = ?",
            {why, next, task}));
    });
}

}  // namespace entrepot::odbc
