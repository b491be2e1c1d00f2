// Is the process alive, can it work, how much has it done, and what does it offer.
#include <boost/json/object.hpp>

#include "adapters/api/handlers.h"
#include "adapters/api/reply.h"

namespace entrepot::api {

http::Response alive(const Context&, const http::Request&) {
    return json(200, boost::json::object{{"status", "alive"}});
}

http::Response ready(const Context& context, const http::Request&) {
    boost::json::object checks;
    bool all = true;
    for (const ReadyCheck& check : context.ready) {
        const bool good = check.check().has_value();
        checks[check.name] = good ? "ready" : "not ready";  // why is in the log, not for everybody
        all = all && good;
    }
    return json(all ? 200 : 503, boost::json::object{{"status", all ? "ready" : "not ready"},
                                                     {"checks", std::move(checks)}});
}

http::Response figures(const Context& context, const http::Request&) {
    return {200, "text/plain; version=0.0.4; charset=utf-8", {}, context.metrics.text()};
}

http::Response description(const Context& context, const http::Request&) {
    return http::jsonResponse(200, context.openapi);
}

}  // namespace entrepot::api
