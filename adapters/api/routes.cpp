#include "adapters/api/routes.h"

#include <algorithm>

#include "adapters/api/handlers.h"

namespace entrepot::api {
namespace {

using Function = http::Response (*)(const Context&, const http::Request&);

constexpr std::size_t question_bytes_max = std::size_t{8} << 20;

struct Row {
    const char* method;
    const char* pattern;
    http::Access access;
    std::size_t body_bytes_max;
    Function function;
};

}  // namespace

std::vector<http::Route> routes(const Context& context) {
    using enum http::Access;
    const std::size_t document = context.limits.body_bytes_max;
    const std::size_t question = std::min(document, question_bytes_max);
    const Row rows[] = {
        {"POST", "/api/v1/documents", any_key, document, submitDocument},
        {"GET", "/api/v1/documents", any_key, 0, listDocuments},
        {"GET", "/api/v1/documents/{id}", any_key, 0, showDocument},
        {"GET", "/api/v1/documents/{id}/raw", any_key, 0, showRaw},
        {"GET", "/api/v1/documents/{id}/content", any_key, 0, showContent},
        {"GET", "/api/v1/documents/{id}/findings", any_key, 0, showFindings},
        {"GET", "/api/v1/documents/{id}/trace", any_key, 0, showTrace},
        {"POST", "/api/v1/documents/{id}/reprocess", operators, 0, reprocessDocument},
        {"POST", "/api/v1/documents/{id}/resend", operators, 0, resendDocument},
        {"POST", "/api/v1/promises", any_key, question, askPromise},
        {"GET", "/api/v1/promises/{id}", any_key, 0, showPromise},
        {"POST", "/api/v1/promises/{id}/confirm", any_key, 0, confirmPromise},
        {"POST", "/api/v1/promises/{id}/cancel", any_key, 0, cancelPromise},
        {"GET", "/api/v1/orders", any_key, 0, listOrders},
        {"GET", "/api/v1/orders/{number}", any_key, 0, showOrder},
        {"POST", "/api/v1/erp/sync", any_key, 0, readErp},
        {"GET", "/healthz", open, 0, alive},
        {"GET", "/readyz", open, 0, ready},
        {"GET", "/metrics", open, 0, figures},
        {"GET", "/openapi.json", open, 0, description},
    };
    std::vector<http::Route> routes;
    for (const Row& row : rows)
        routes.push_back({row.method, row.pattern, row.access, row.body_bytes_max,
                          [&context, function = row.function](const http::Request& request) {
                              return function(context, request);
                          }});
    return routes;
}

}  // namespace entrepot::api
