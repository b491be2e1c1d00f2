#include "adapters/erp/erp_rows.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "adapters/erp/erp_row.h"

namespace entrepot::erp {
namespace {

using ports::ErpSnapshot;

constexpr std::size_t problems_max = 100;  // kept; further ones are counted

// What later rows refer to. Points into the snapshot, whose items and sites are complete by then.
struct Known {
    std::unordered_map<std::string_view, model::Item*> items;
    std::unordered_map<std::string_view, model::Site*> sites;
    std::unordered_map<std::string_view, model::WorkCalendar*> calendars;
};

Known knownOf(ErpSnapshot& snapshot) {
    Known known;
    for (model::Item& item : snapshot.items) known.items.emplace(item.key.value, &item);
    for (model::Site& site : snapshot.sites) known.sites.emplace(site.key.value, &site);
    for (model::WorkCalendar& calendar : snapshot.calendars)
        known.calendars.emplace(calendar.key, &calendar);
    return known;
}

struct Context {
    ErpSnapshot& snapshot;
    Known& known;
};

model::Item* itemOf(ErpRow& row, const Known& known) {
    const auto found = known.items.find(row.text("item"));
    if (found != known.items.end()) return found->second;
    row.wrong("item", "is not among the items");
    return nullptr;
}

void checkSite(ErpRow& row, const Known& known, std::string_view column) {
    if (!known.sites.contains(row.text(column))) row.wrong(column, "is not among the sites");
}

void checkCalendar(ErpRow& row, const Known& known) {
    const std::string calendar = row.textOr("calendar", "");
    if (!calendar.empty() && !known.calendars.contains(calendar))
        row.wrong("calendar", "is not among the calendars");
}

// "1111100": Monday to Sunday.
std::uint8_t weekdaysOf(ErpRow& row) {
    const std::string text = row.text("weekdays");
    std::uint8_t weekdays = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '1') weekdays = static_cast<std::uint8_t>(weekdays | 1U << (i & 7));
    if (text.size() != 7 || text.find_first_not_of("01") != std::string::npos)
        row.wrong("weekdays", "is not seven times 0 or 1, Monday first");
    if (weekdays == 0) row.wrong("weekdays", "has no open day");
    return weekdays;
}

model::SiteKind kindOf(ErpRow& row) {
    const std::string kind = row.textOr("kind", "warehouse");
    if (kind == "plant") return model::SiteKind::plant;
    if (kind == "distribution-centre") return model::SiteKind::distribution_centre;
    if (kind != "warehouse") row.wrong("kind", "is not plant, distribution-centre or warehouse");
    return model::SiteKind::warehouse;
}

// One function a query. The row is taken when it has no problem afterwards.
void readCalendar(ErpRow& row, Context& context) {
    model::WorkCalendar calendar{.key = row.text("calendar"), .weekdays = weekdaysOf(row)};
    if (!row.problem()) context.snapshot.calendars.push_back(std::move(calendar));
}

void readHoliday(ErpRow& row, Context& context) {
    const auto found = context.known.calendars.find(row.text("calendar"));
    const Day day = row.day("day");
    if (found == context.known.calendars.end()) row.wrong("calendar", "is not among the calendars");
    if (!row.problem()) found->second->holidays.push_back(day);
}

void readSite(ErpRow& row, Context& context) {
    checkCalendar(row, context.known);
    model::Site site{.key = SiteKey(row.text("site")),
                     .name = row.textOr("name", row.text("site")),
                     .kind = kindOf(row),
                     .country = row.textOr("country", ""),
                     .calendar = row.textOr("calendar", "")};
    if (!row.problem()) context.snapshot.sites.push_back(std::move(site));
}

void readItem(ErpRow& row, Context& context) {
    model::Item item{.key = ItemKey(row.text("item")),
                     .description = row.textOr("description", ""),
                     .base_unit = row.textOr("base_unit", "EA")};
    if (!row.problem()) context.snapshot.items.push_back(std::move(item));
}

void readItemUnit(ErpRow& row, Context& context) {
    model::Item* item = itemOf(row, context.known);
    model::UnitConversion unit{.unit = row.text("unit"),
                               .numerator = row.integer("numerator", 1),
                               .denominator = row.integerOr("denominator", 1)};
    if (unit.denominator == 0) row.wrong("denominator", "is zero");
    if (!row.problem()) item->units.push_back(std::move(unit));
}

void readItemIdentifier(ErpRow& row, Context& context) {
    model::Item* item = itemOf(row, context.known);
    model::ItemIdentifier id{.scheme = row.text("scheme"), .value = row.text("value")};
    if (!row.problem()) item->ids.push_back(std::move(id));
}

void readLane(ErpRow& row, Context& context) {
    checkSite(row, context.known, "from_site");
    checkCalendar(row, context.known);
    model::Lane lane{.from = SiteKey(row.text("from_site")),
                     .to = row.text("destination"),
                     .calendar = row.textOr("calendar", "")};
    const auto transit = row.integer("transit_days", 0);
    if (transit > 365) row.wrong("transit_days", "is more than a year");
    lane.transit_days = static_cast<int>(transit);
    lane.preference = static_cast<int>(
        std::min<std::int64_t>(row.integerOr("preference", 0), std::numeric_limits<int>::max()));
    if (!row.problem()) context.snapshot.lanes.push_back(std::move(lane));
}

void readStock(ErpRow& row, Context& context) {
    itemOf(row, context.known);
    checkSite(row, context.known, "site");
    ports::ErpStock stock{ItemKey(row.text("item")), SiteKey(row.text("site")),
                          row.quantity("quantity")};
    if (!row.problem()) context.snapshot.stock.push_back(std::move(stock));
}

// Receipts and demand have the same columns.
template <class Planned>
void readPlanned(ErpRow& row, const Known& known, std::vector<Planned>& planned) {
    itemOf(row, known);
    checkSite(row, known, "site");
    Planned each{.item = ItemKey(row.text("item")),
                 .site = SiteKey(row.text("site")),
                 .day = row.day("day"),
                 .quantity = row.quantity("quantity"),
                 .reference = row.textOr("reference", "")};
    if (each.quantity < Quantity()) row.wrong("quantity", "is negative");
    if (!row.problem()) planned.push_back(std::move(each));
}

void readReceipt(ErpRow& row, Context& context) {
    readPlanned(row, context.known, context.snapshot.receipts);
}

void readDemand(ErpRow& row, Context& context) {
    readPlanned(row, context.known, context.snapshot.demand);
}

struct Reader {
    QueryInfo info;
    void (*read)(ErpRow&, Context&);
    std::vector<std::string_view> key;  // columns that name the row in a report
};

// In the order they are read: what a row refers to is read before it.
const std::vector<Reader>& readers() {
    static const std::vector<Reader> all = {
        {{"calendars", {"calendar", "weekdays"}}, readCalendar, {"calendar"}},
        {{"holidays", {"calendar", "day"}}, readHoliday, {"calendar", "day"}},
        {{"sites", {"site"}}, readSite, {"site"}},
        {{"items", {"item"}}, readItem, {"item"}},
        {{"item-units", {"item", "unit", "numerator"}}, readItemUnit, {"item", "unit"}},
        {{"item-identifiers", {"item", "scheme", "value"}}, readItemIdentifier, {"item", "value"}},
        {{"lanes", {"from_site", "destination", "transit_days"}},
         readLane,
         {"from_site", "destination"}},
        {{"stock", {"item", "site", "quantity"}}, readStock, {"item", "site"}},
        {{"receipts", {"item", "site", "day", "quantity"}},
         readReceipt,
         {"item", "site", "reference"}},
        {{"demand", {"item", "site", "day", "quantity"}},
         readDemand,
         {"item", "site", "reference"}},
    };
    return all;
}

void report(ErpSnapshot& snapshot, const Reader& reader, ErpRow& row) {
    if (snapshot.problems.size() >= problems_max) {
        ++snapshot.problems_dropped;
        return;
    }
    std::string key;
    for (const std::string_view column : reader.key)
        key += (key.empty() ? "" : " / ") + row.textOr(column, "-");
    snapshot.problems.push_back({std::string(reader.info.name), std::move(key), *row.problem()});
}

Result<ErpColumns> columnsOf(const QueryInfo& info, const odbc::TextTable& table) {
    ErpColumns columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) columns.emplace(table.columns[i], i);
    for (const std::string_view wanted : info.columns)
        if (!columns.contains(wanted))
            return fail(FailureKind::invalid,
                        "the query gives no column named " + std::string(wanted),
                        "query " + std::string(info.name));
    return columns;
}

// A key that is there twice: the first row counts.
template <class Record, class KeyOf>
void dropTwins(std::vector<Record>& records, KeyOf key, std::string_view query,
               ErpSnapshot& snapshot) {
    std::unordered_map<std::string, bool> seen;
    std::erase_if(records, [&](const Record& record) {
        if (seen.emplace(key(record), true).second) return false;
        snapshot.problems.push_back({std::string(query), key(record), "is there twice"});
        return true;
    });
}

void finish(std::string_view query, ErpSnapshot& snapshot) {
    if (query == "calendars")
        dropTwins(
            snapshot.calendars, [](const auto& each) { return each.key; }, query, snapshot);
    if (query == "sites")
        dropTwins(
            snapshot.sites, [](const auto& each) { return each.key.value; }, query, snapshot);
    if (query == "items")
        dropTwins(
            snapshot.items, [](const auto& each) { return each.key.value; }, query, snapshot);
    if (query == "holidays")
        for (model::WorkCalendar& calendar : snapshot.calendars)
            std::ranges::sort(calendar.holidays);
}

}  // namespace

const std::vector<QueryInfo>& allQueries() {
    static const std::vector<QueryInfo> all = [] {
        std::vector<QueryInfo> infos;
        for (const Reader& reader : readers()) infos.push_back(reader.info);
        return infos;
    }();
    return all;
}

Result<void> addRows(const QueryInfo& info, const ErpQuery& query, const odbc::TextTable& table,
                     ErpSnapshot& snapshot) {
    const auto columns = columnsOf(info, table);
    if (!columns) return fail(columns.error());
    const auto reader =
        std::ranges::find(readers(), info.name, [](const Reader& each) { return each.info.name; });
    check(reader != readers().end(), "a query without a reader");
    Known known = knownOf(snapshot);
    Context context{snapshot, known};
    for (const ErpValues& values : table.rows) {
        ErpRow row(*columns, values, query.quantity_scale);
        reader->read(row, context);
        if (row.problem()) report(snapshot, *reader, row);
    }
    finish(info.name, snapshot);
    return {};
}

}  // namespace entrepot::erp
