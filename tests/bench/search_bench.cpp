#include "tests/bench/search_bench.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>

#include "adapters/odbc/connection.h"
#include "adapters/odbc/stores.h"

namespace entrepot::bench {
namespace {

using Clock = std::chrono::steady_clock;
using exchange::DocumentQuery;

// One in twenty is quarantined, one in ten goes out; twenty partners; a minute apart.
constexpr const char* fill_sql =
    "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?) "
    "INSERT INTO document (id, direction, state, partner, scope, channel, file_name, content_type, "
    "idempotency_key, sha256, size, syntax, sender, receiver, control, group_control, format, "
    "business_key, answers, attempts, due_at, note, received_at, changed_at, findings) "
    "SELECT n, CASE n % 10 WHEN 0 THEN 'outbound' ELSE 'inbound' END, "
    "CASE WHEN n % 20 = 7 THEN 'quarantined' WHEN n % 10 = 0 THEN 'acknowledged' "
    "ELSE 'answered' END, 'partner-' || (n % 20), 'caller:p' || (n % 20), 'http', "
    "'order-' || n || '.edi', 'application/edi-x12', '', printf('%064x', n), 2000, 'x12', "
    "'ZZ:P' || (n % 20), 'ZZ:US', printf('%09d', n), '', 'x12/004010/850', 'PO-' || n, 0, 0, NULL, "
    "'', n * 60000000, n * 60000000, '' FROM c";

constexpr const char* keys_sql =
    "INSERT INTO document_key (business_key, document_id) "
    "SELECT business_key, id FROM document UNION ALL SELECT control, id FROM document";

Result<void> fill(const odbc::StoreSettings& store, int documents) {
    auto connection = odbc::Connection::open(odbc::targetOf(store));
    if (!connection) return fail(connection.error());
    auto done = (*connection)->execute(fill_sql, {documents});
    if (done) done = (*connection)->execute(keys_sql);
    if (!done) return fail(done.error());
    return {};
}

struct Search {
    std::string name;
    std::function<DocumentQuery(int round, int documents)> query;
};

PartnerKey partner(int round) {
    return PartnerKey("partner-" + std::to_string(round % 20));
}

Instant minute(int number) {
    return instantOf(std::int64_t{number} * 60'000'000);
}

const std::vector<Search>& searches() {
    using enum exchange::DocumentState;
    static const std::vector<Search> all = {
        {"newest", [](int, int) { return DocumentQuery{}; }},
        {"partner", [](int i, int) { return DocumentQuery{.partner = partner(i)}; }},
        {"state", [](int, int) { return DocumentQuery{.state = quarantined}; }},
        {"partner-state",
         [](int i, int) { return DocumentQuery{.state = answered, .partner = partner(i | 1)}; }},
        {"outbound",
         [](int, int) { return DocumentQuery{.direction = exchange::Direction::outbound}; }},
        {"key",
         [](int i, int n) { return DocumentQuery{.key = "PO-" + std::to_string(1 + i * 7 % n)}; }},
        {"days",
         [](int, int n) { return DocumentQuery{.since = minute(n / 4), .until = minute(n / 2)}; }},
        {"page-in-the-middle",
         [](int i, int n) { return DocumentQuery{.before = DocumentId{n / 2 + i % 40}}; }},
        {"text-rare",
         [](int i, int n) {
             return DocumentQuery{.text = "order-" + std::to_string(n - i % 100) + "."};
         }},
        {"text-common", [](int, int) { return DocumentQuery{.text = "order-"}; }},
    };
    return all;
}

Result<double> medianMicroseconds(odbc::Stores& stores, const Search& search,
                                  const SearchBenchSettings& settings, int documents) {
    std::vector<double> times;
    for (int i = 0; i < settings.searches; ++i) {
        const DocumentQuery query = search.query(i, documents);
        const auto start = Clock::now();
        const auto found = stores.archive().search(query);
        if (!found) return fail(found.error());
        times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

Result<std::unique_ptr<odbc::Stores>> openFilled(const SearchBenchSettings& settings,
                                                 int documents) {
    odbc::StoreSettings store;
    store.file = settings.directory / ("search-" + std::to_string(documents) + ".db");
    for (const char* ending : {"", "-wal", "-shm"})
        std::filesystem::remove(store.file.string() + ending);
    auto stores = odbc::Stores::open(store, settings.schemas);
    if (!stores) return stores;
    if (auto filled = fill(store, documents); !filled) return fail(filled.error());
    return stores;
}

}  // namespace

Result<std::vector<BenchFigure>> searchBench(const SearchBenchSettings& settings) {
    constexpr int few = 1'000;
    const auto small = openFilled(settings, few);
    if (!small) return fail(small.error());
    const auto large = openFilled(settings, settings.documents);
    if (!large) return fail(large.error());
    std::vector<BenchFigure> figures;
    for (const Search& search : searches()) {
        const auto reference = medianMicroseconds(**small, search, settings, few);
        if (!reference) return fail(reference.error());
        const auto value = medianMicroseconds(**large, search, settings, settings.documents);
        if (!value) return fail(value.error());
        figures.push_back({"search/" + search.name + "/" + std::to_string(settings.documents),
                           *value, "us", "same search, 1000 documents", *reference,
                           *value / *reference});
    }
    return figures;
}

}  // namespace entrepot::bench
