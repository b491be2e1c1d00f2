#include "adapters/odbc/document_search.h"

#include "adapters/odbc/document_rows.h"

namespace entrepot::odbc {
namespace {

using exchange::Document;
using exchange::DocumentQuery;

constexpr std::size_t rows_max = 1'000;    // of one page
constexpr std::size_t trigram_length = 3;  // characters; a shorter text has no index

// Conditions with their values; the texts they were made from live as long as this.
struct Search {
    std::string joins;
    std::string where;
    std::vector<Value> values;
    std::string pattern;
    bool by_id = false;  // else by arrival

    void both(std::string_view condition) {
        where += where.empty() ? "WHERE " : " AND ";
        where += condition;
    }
    void both(std::string_view condition, Value value) {
        both(condition);
        values.push_back(value);
    }
};

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

std::string likePattern(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

std::string phrase(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

constexpr std::string_view like_on_sqlite =
    "(d.file_name || char(10) || d.business_key || char(10) || d.control || char(10) || d.partner) "
    "LIKE ? ESCAPE '\\'";

// The words of the index in schemas/sql.
constexpr std::string_view like_on_postgresql =
    "(d.file_name || chr(10) || d.business_key || chr(10) || d.control || chr(10) || d.partner) "
    "ILIKE ?";

void addText(Search& search, Product product, std::string_view text) {
    if (text.empty()) return;
    const bool sqlite = product == Product::sqlite;
    if (sqlite && characters(text) >= trigram_length) {
        search.joins += "JOIN document_text t ON t.rowid = d.id ";
        search.pattern = phrase(text);
        search.by_id = true;
        search.both("document_text MATCH ?", search.pattern);
    } else {
        search.pattern = likePattern(text);
        search.both(sqlite ? like_on_sqlite : like_on_postgresql, search.pattern);
    }
}

void addKey(Search& search, const std::string& key) {
    if (key.empty()) return;
    search.joins += "JOIN document_key k ON k.document_id = d.id ";
    search.by_id = true;
    search.both("k.business_key = ?", key);
}

void addFilters(Search& search, const DocumentQuery& query) {
    if (query.partner) search.both("d.partner = ?", *query.partner);
    if (query.state) search.both("d.state = ?", nameOf(*query.state));
    if (query.direction)
        search.both("d.direction = ?",
                    *query.direction == exchange::Direction::outbound ? "outbound" : "inbound");
    if (query.since) search.both("d.received_at >= ?", *query.since);
    if (query.until) search.both("d.received_at < ?", *query.until);
}

// The column that is ordered by: of the table that leads, so that its index gives the order.
std::string_view orderColumn(const Search& search) {
    if (search.joins.find("document_key") != std::string::npos) return "k.document_id";
    return search.joins.empty() ? "d.id" : "t.rowid";
}

Result<void> addCursor(Connection& connection, Search& search, DocumentId before) {
    if (!before) return {};
    if (search.by_id) {
        search.both(std::string(orderColumn(search)) + " < ?", before);
        return {};
    }
    const auto arrival = connection.selectOne("SELECT received_at FROM document WHERE id = ?",
                                              {before}, [](Row& row) { return row.integer(); });
    if (!arrival) return fail(arrival.error());
    if (*arrival) {
        search.both("(d.received_at, d.id) < (?, ?)", **arrival);
        search.values.emplace_back(before);
    } else {
        search.both("d.id < ?", before);
    }
    return {};
}

}  // namespace

Result<std::vector<Document>> searchDocuments(Connection& connection, const DocumentQuery& query) {
    Search search;
    addKey(search, query.key);
    addText(search, connection.product(), query.text);
    addFilters(search, query);
    if (auto placed = addCursor(connection, search, query.before); !placed)
        return fail(placed.error());
    const std::string order =
        search.by_id ? " ORDER BY " + std::string(orderColumn(search)) + " DESC LIMIT ?"
                     : " ORDER BY d.received_at DESC, d.id DESC LIMIT ?";
    search.values.emplace_back(std::min(query.limit, rows_max));
    return connection.select(selectDocuments(search.joins + search.where + order), search.values,
                             readDocument);
}

}  // namespace entrepot::odbc
