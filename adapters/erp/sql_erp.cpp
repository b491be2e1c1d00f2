#include "adapters/erp/sql_erp.h"

#include "adapters/erp/erp_rows.h"
#include "core/base/id_source.h"

namespace entrepot::erp {
namespace {

// The names people may look at: no driver, no password.
std::string nameOf(const ErpSettings& settings, const ErpProfile& profile) {
    return "ERP " + profile.name + " (" + settings.profile.string() + ")";
}

bool has(const std::string& connection, const std::string& key) {
    return (";" + connection).find(";" + key + "=") != std::string::npos;
}

std::string connectionString(const ErpSettings& settings, const ErpProfile& profile) {
    std::string text = settings.connection;
    if (!text.empty() && text.back() != ';') text += ';';
    const auto otherwise = [&](const std::string& key, const std::string& value) {
        if (!has(settings.connection, key)) text = key + "=" + value + ";" + text;
    };
    if (profile.product == odbc::Product::sqlite) {
        otherwise("NoCreat", "1");  // a file that is not there is not made
        otherwise("BigInt", "1");
        otherwise("StepAPI", "1");
        otherwise("Timeout", "5000");
    } else if (profile.product == odbc::Product::postgresql) {
        otherwise("Protocol", "7.4-0");  // no savepoints of the driver's own
        otherwise("UseServerSidePrepare", "1");
        otherwise("MaxVarcharSize", "1073741823");
    }
    if (!has(settings.connection, "DSN")) otherwise("Driver", odbc::defaultDriver(profile.product));
    if (!settings.password.empty()) text += "PWD=" + odbc::quotedSetting(settings.password) + ";";
    return text;
}

Failure named(Failure failure, std::string_view what) {
    failure.what = std::string(what) + ": " + failure.what;
    return failure;
}

// Text of the values of one line; NamedValues borrow from it.
struct LineTexts {
    explicit LineTexts(const ports::ErpOrderLine& line)
        : quantity(line.quantity.text()),
          ship_day(formatDay(line.ship_day)),
          delivery_day(formatDay(line.delivery_day)),
          price(line.price ? std::optional(line.price->text()) : std::nullopt),
          price_quantity(line.price_quantity.text()) {}

    std::string quantity;
    std::string ship_day;
    std::string delivery_day;
    std::optional<std::string> price;
    std::string price_quantity;
};

NamedValues headerValues(const ports::ErpOrder& order, const std::string& promise) {
    return {{"promise", promise},
            {"promise_number", order.promise},
            {"customer", order.customer},
            {"order_number", order.order_number},
            {"currency", order.currency}};
}

void addLineValues(NamedValues& values, const ports::ErpOrderLine& line, const LineTexts& texts,
                   std::size_t position) {
    values.insert_or_assign("position", position);
    values.insert_or_assign("line", line.number);
    values.insert_or_assign("item", line.item);
    values.insert_or_assign("quantity", texts.quantity);
    values.insert_or_assign("quantity_units", line.quantity);
    values.insert_or_assign("unit", line.unit);
    values.insert_or_assign("site", line.site);
    values.insert_or_assign("ship_day", texts.ship_day);
    values.insert_or_assign("delivery_day", texts.delivery_day);
    values.insert_or_assign("price", texts.price);
    values.insert_or_assign("price_quantity", texts.price_quantity);
}

}  // namespace

Result<std::unique_ptr<SqlErp>> SqlErp::open(const ErpSettings& settings,
                                             const std::filesystem::path& schemas,
                                             const ports::Clock& clock) {
    auto profile = loadErpProfile(settings.profile, schemas / "xsd" / "erp-profile.xsd");
    if (!profile) return fail(profile.error());
    auto target = odbc::foreignTarget(profile->product, connectionString(settings, *profile),
                                      nameOf(settings, *profile));
    return std::unique_ptr<SqlErp>(new SqlErp(std::move(*profile), std::move(target), clock));
}

Result<void> SqlErp::connect() {
    if (connection_) return {};
    auto connection = odbc::Connection::open(target_);
    if (!connection)
        return fail(named(connection.error(),
                          "the ERP cannot be reached; check erp/connection in the configuration"));
    connection_ = std::move(*connection);
    return {};
}

Result<void> SqlErp::inTransaction(const std::function<Result<void>()>& work) {
    if (auto ready = connect(); !ready) return ready;
    Result<void> done = connection_->begin();
    if (done) done = work();
    if (done) done = connection_->commit();
    if (done) return done;
    connection_->rollback();
    const bool keep = !connection_->isLost() && done.error().kind != FailureKind::unavailable;
    if (!keep) connection_.reset();
    return done;
}

Result<ports::ErpSnapshot> SqlErp::read() {
    ports::ErpSnapshot snapshot;
    snapshot.read_at = clock_.now();
    if (auto done = inTransaction([&] { return readInto(snapshot); }); !done)
        return fail(done.error());
    return snapshot;
}

Result<void> SqlErp::readInto(ports::ErpSnapshot& snapshot) {
    for (const std::string& statement : profile_.before_reading)
        if (auto done = connection_->run(statement); !done)
            return fail(named(done.error(), "before-reading"));
    for (const QueryInfo& info : allQueries()) {
        const auto query = profile_.queries.find(info.name);
        if (query == profile_.queries.end()) continue;
        const auto table = connection_->readTable(
            query->second.sql,
            {.rows_max = profile_.rows_max, .seconds_max = profile_.seconds_max});
        if (!table) return fail(named(table.error(), "query " + std::string(info.name)));
        if (auto added = addRows(info, query->second, *table, snapshot); !added) return added;
    }
    return {};
}

Result<void> SqlErp::write(const ports::ErpOrder& order) {
    auto written = inTransaction([&] { return writeNow(order); });
    // Somebody else wrote the same promise between our look and our insert.
    if (!written && written.error().kind == FailureKind::conflict)
        written = inTransaction([&] { return writeNow(order); });
    return written;
}

Result<bool> SqlErp::isWritten(PromiseId promise) {
    const std::string id = formatId(promise.value);
    const auto values = profile_.order_exists.bind({{"promise", id}, {"promise_number", promise}});
    if (!values) return fail(values.error());
    const auto found = connection_->select(profile_.order_exists.sql(), *values,
                                           [](odbc::Row& row) { return row.integer(); });
    if (!found) return fail(named(found.error(), "write-order/exists"));
    return !found->empty() && found->front() != 0;
}

Result<void> SqlErp::writeNow(const ports::ErpOrder& order) {
    if (profile_.order_header.empty())
        return fail(FailureKind::invalid, "the profile has no write-order", target_.name);
    const auto written = isWritten(order.promise);
    if (!written) return fail(written.error());
    if (*written) return {};
    const std::string promise = formatId(order.promise.value);
    NamedValues values = headerValues(order, promise);
    Result<void> done = execute(profile_.order_header, values);
    for (std::size_t i = 0; done && i < order.lines.size(); ++i) {
        const LineTexts texts(order.lines[i]);
        addLineValues(values, order.lines[i], texts, i + 1);
        done = execute(profile_.order_line, values);
    }
    return done;
}

Result<void> SqlErp::cancel(PromiseId promise) {
    const std::string id = formatId(promise.value);
    const NamedValues values = {{"promise", id}, {"promise_number", promise}};
    return inTransaction([&] {
        Result<void> done;
        for (std::size_t i = 0; done && i < profile_.cancel.size(); ++i)
            done = execute(profile_.cancel[i], values);
        return done;
    });
}

Result<void> SqlErp::execute(const NamedStatement& statement, const NamedValues& values) {
    const auto bound = statement.bind(values);
    if (!bound) return fail(bound.error());
    const auto done = connection_->execute(statement.sql(), *bound);
    if (!done) return fail(done.error());
    return {};
}

}  // namespace entrepot::erp
