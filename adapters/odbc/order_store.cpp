#include "adapters/odbc/order_store.h"

#include "core/base/id_source.h"

namespace entrepot::odbc {
namespace {

using ports::OrderQuery;
using ports::OrderRecord;

constexpr std::size_t rows_max = 1'000;

constexpr std::string_view select_orders =
    "SELECT customer, number, document_id, message_id, promise_id, is_current, status, "
    "order_text, response_text, changed_at FROM purchase_order ";

OrderRecord readOrder(Row& row) {
    OrderRecord order;
    order.customer = PartnerKey(row.text());
    order.number = row.text();
    order.document = row.id<DocumentTag>();
    order.message = row.id<MessageTag>();
    order.promise = row.id<PromiseTag>();
    order.current = row.integer() != 0;
    order.status = row.text();
    order.order = row.text();
    order.response = row.text();
    order.changed_at = row.instant();
    return order;
}

Result<void> keepOnce(Connection& connection, const OrderRecord& order) {
    const auto kept = connection.execute(
        "INSERT INTO purchase_order (customer, number, document_id, message_id, promise_id, "
        "is_current, status, order_text, response_text, changed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (message_id) DO UPDATE SET promise_id = excluded.promise_id, "
        "is_current = excluded.is_current, status = excluded.status, "
        "order_text = excluded.order_text, response_text = excluded.response_text, "
        "changed_at = excluded.changed_at",
        {order.customer, order.number, order.document, order.message, order.promise,
         order.current ? 1 : 0, order.status, order.order, order.response, order.changed_at});
    if (!kept) return fail(kept.error());
    if (!order.current) return {};
    const auto replaced = connection.execute(
        "UPDATE purchase_order SET is_current = 0 "
        "WHERE customer = ? AND number = ? AND message_id < ? AND is_current = 1",
        {order.customer, order.number, order.message});
    return replaced ? Result<void>() : fail(replaced.error());
}

}  // namespace

Result<std::optional<OrderRecord>> OdbcOrderStore::find(const PartnerKey& customer,
                                                        std::string_view number) {
    return readers_.read([&](Connection& connection) {
        return connection.selectOne(std::string(select_orders) +
                                        "WHERE customer = ? AND number = ? AND is_current = 1 "
                                        "ORDER BY message_id DESC LIMIT 1",
                                    {customer, number}, readOrder);
    });
}

Result<std::optional<OrderRecord>> OdbcOrderStore::findByMessage(MessageId message) {
    return readers_.read([&](Connection& connection) {
        return connection.selectOne(std::string(select_orders) + "WHERE message_id = ?", {message},
                                    readOrder);
    });
}

Result<std::vector<OrderRecord>> OdbcOrderStore::search(const OrderQuery& query) {
    std::string sql(select_orders);
    sql += "WHERE is_current = 1";
    std::vector<Value> values;
    const auto both = [&](std::string_view condition, Value value) {
        sql.append(" AND ").append(condition);
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
