// POST /api/v1/erp/sync: the ERP is read now instead of at its next time, for operators and for the
// ERP itself when something changed.
#include <boost/json/object.hpp>

#include "adapters/api/handlers.h"
#include "adapters/api/reply.h"

namespace entrepot::api {

http::Response readErp(const Context& context, const http::Request& request) {
    const Replies replies(context.problems, request);
    if (!isOperator(request) && request.caller->role != ports::Role::erp)
        return replies.problem("forbidden");
    const auto reading = context.read_supply();
    if (!reading) return replies.failure(reading.error());
    return json(200, boost::json::object{{"read_at", formatInstant(reading->read_at)},
                                         {"items", reading->items},
                                         {"sites", reading->sites},
                                         {"receipts", reading->receipts},
                                         {"demand", reading->demand},
                                         {"left_out", reading->left_out}});
}

}  // namespace entrepot::api
