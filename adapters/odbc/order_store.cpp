#include "adapters/odbc/order_store.h"

#include "core/base/id_source.h"

namespace entrepot::odbc {
namespace {

using ports::OrderQuery;
using ports::OrderRecord;

constexpr std::size_t rows_max = 1'000;

constexpr std::string_view select_orders =
    "SELECT customer, number, document_id, message_id, promise_id, status, order_text, "
    "response_text, changed_at FROM purchase_order ";

OrderRecord readOrder(Row& row) {
    OrderRecord order;
    order.customer = PartnerKey(row.text());
    order.number = row.text();
    order.document = row.id<DocumentTag>();
    order.message = row.id<MessageTag>();
    order.promise = row.id<PromiseTag>();
    order.status = row.text();
    order.order = row.text();
    order.response = row.text();
    order.changed_at = row.instant();
    return order;
}

Result<void> keepOnce(Connection& connection, const OrderRecord& order) {
    const auto other = connection.selectOne(
        "SELECT message_id FROM purchase_order WHERE customer = ? AND number = ?",
        {order.customer, order.number}, [](Row& row) { return row.id<MessageTag>(); });
    if (!other) return fail(other.error());
    if (*other && **other != order.message)
        return fail(FailureKind::conflict,
                    "customer " + order.customer.value + " has an order " + order.number +
                        " from another message",
                    formatId((*other)->value));
    const auto kept = connection.execute(
        "INSERT INTO purchase_order (customer, number, document_id, message_id, promise_id, "
        "status, order_text, response_text, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (customer, number) DO UPDATE SET document_id = excluded.document_id, "
        "promise_id = excluded.promise_id, status = excluded.status, "
        "order_text = excluded.order_text, response_text = excluded.response_text, "
        "changed_at = excluded.changed_at WHERE purchase_order.message_id = excluded.message_id",
        {order.customer, order.number, order.document, order.message, order.promise, order.status,
         order.order, order.response, order.changed_at});
    if (!kept) return fail(kept.error());
    if (*kept == 0)  // another broker was faster
        return fail(FailureKind::conflict, "the order came with another message meanwhile",
                    order.number);
    return {};
}

}  // namespace

Result<std::optional<OrderRecord>> OdbcOrderStore::find(const PartnerKey& customer,
                                                        std::string_view number) {
    return readers_.read([&](Connection& connection) {
        return connection.selectOne(
            std::string(select_orders) + "WHERE customer = ? AND number = ?", {customer, number},
            readOrder);
    });
}

Result<std::vector<OrderRecord>> OdbcOrderStore::search(const OrderQuery& query) {
    std::string sql(select_orders);
    std::vector<Value> values;
    const auto both = [&](std::string_view condition, Value value) {
        sql.append(values.empty() ? "WHERE " : " AND ").append(condition);
        values.push_back(value);
    };
    if (query.customer) both("customer = ?", *query.customer);
    if (!query.number.empty()) both("number = ?", query.number);
    if (query.before) both("message_id < ?", query.before);
    sql += " ORDER BY message_id DESC LIMIT ?";
    values.emplace_back(std::min(query.limit, rows_max));
    return readers_.read(
        [&](Connection& connection) { return connection.select(sql, values, readOrder); });
}

Result<void> OdbcOrderStore::keep(const OrderRecord& order) {
    return writer_.run([&](Connection& connection) { return keepOnce(connection, order); });
}

}  // namespace entrepot::odbc
