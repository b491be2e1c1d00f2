#include "adapters/odbc/ledger_rows.h"

#include <boost/describe/class.hpp>

#include "adapters/odbc/stored_text.h"
#include "core/base/id_source.h"

namespace entrepot::odbc {

// What the column `content` holds.
struct PromiseContent {
    promise::PromiseRequest request;
    promise::PromiseAnswer answer;
};
BOOST_DESCRIBE_STRUCT(PromiseContent, (), (request, answer))

StoredPromise readPromise(Row& row) {
    StoredPromise stored;
    stored.id = row.id<PromiseTag>();
    stored.state = row.text();
    stored.changed_at = row.instant();
    stored.taken_over = row.integer() != 0;
    stored.content = row.text();
    return stored;
}

// A promise that was closed later keeps its content; its column says how it ended.
Result<ports::LedgerEntry> entryOf(const StoredPromise& stored) {
    const std::string where = "promise " + formatId(stored.id.value);
    auto content = fromStoredText<PromiseContent>(stored.content, where);
    if (!content) return fail(content.error());
    ports::LedgerEntry entry;
    if (!boost::describe::enum_from_string(stored.state.c_str(), entry.state))
        return fail(FailureKind::corrupt, "unknown state " + stored.state, where);
    entry.id = stored.id;
    entry.request = std::move(content->request);
    entry.answer = std::move(content->answer);
    entry.changed_at = stored.changed_at;
    entry.taken_over = stored.taken_over;
    if (entry.state != promise::PromiseState::held &&
        entry.state != promise::PromiseState::confirmed)
        entry.answer.state = entry.state;
    return entry;
}

std::string contentOf(const ports::LedgerEntry& entry) {
    std::string content = "{\"request\":";
    appendStoredText(content, entry.request);
    content += ",\"answer\":";
    appendStoredText(content, entry.answer);
    return content + "}";
}

std::string_view nameOf(promise::PromiseState state) {
    return boost::describe::enum_to_string(state, "checked");
}

}  // namespace entrepot::odbc
