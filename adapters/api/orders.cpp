// GET /api/v1/orders...: orders and what was answered to them, in the model's own form.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "adapters/api/handlers.h"
#include "adapters/api/reply.h"
#include "core/base/id_source.h"

namespace entrepot::api {
namespace {

using ports::OrderRecord;

boost::json::object summaryJson(const OrderRecord& order) {
    boost::json::object object{{"partner", order.customer.value},
                               {"number", order.number},
                               {"status", order.status},
                               {"document", formatId(order.document.value)},
                               {"message", formatId(order.message.value)},
                               {"changed_at", formatInstant(order.changed_at)}};
    if (order.promise) object["promise"] = formatId(order.promise.value);
    return object;
}

// Stored model text; null when there is none or it does not read back.
boost::json::value embedded(const std::string& text) {
    boost::system::error_code problem;
    auto value = boost::json::parse(text, problem);
    return problem ? boost::json::value() : value;
}

}  // namespace

http::Response listOrders(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto partner = partnerAskedFor(request, replies);
    if (!partner) return partner.error();
    const auto page = pageOf(request, replies);
    if (!page) return page.error();
    auto found = context.orders.search({.customer = *partner,
                                        .number = std::string(request.queried("number")),
                                        .before = MessageId{page->before},
                                        .limit = page->limit + 1});
    if (!found) return replies.failure(found.error());
    const bool more = found->size() > page->limit;
    if (more) found->resize(page->limit);
    boost::json::array orders;
    for (const OrderRecord& order : *found) orders.push_back(summaryJson(order));
    boost::json::object body{{"orders", std::move(orders)}};
    if (more) body["next"] = formatId(found->back().message.value);
    return json(200, body);
}

http::Response showOrder(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    const auto partner = partnerAskedFor(request, replies);
    if (!partner) return partner.error();
    if (!*partner)
        return replies.badParameter("partner", "whose order? numbers are the customers' own")
            .value();
    const auto found = context.orders.find(**partner, request.parameter("number"));
    if (!found) return replies.failure(found.error());
    if (!*found) return replies.notFound();
    boost::json::object body = summaryJson(**found);
    body["order"] = embedded((*found)->order);
    body["response"] = embedded((*found)->response);
    return json(200, body);
}

}  // namespace entrepot::api
