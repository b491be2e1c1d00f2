// The handlers, one a route. Each takes what it works with and a request, and gives the answer.
#pragma once
#include "adapters/api/context.h"

namespace entrepot::api {

// submit.cpp
http::Response submitDocument(const Context& context, const http::Request& request);

// documents.cpp
http::Response listDocuments(const Context& context, const http::Request& request);
http::Response showDocument(const Context& context, const http::Request& request);
http::Response showRaw(const Context& context, const http::Request& request);
http::Response showContent(const Context& context, const http::Request& request);
http::Response showFindings(const Context& context, const http::Request& request);
http::Response showTrace(const Context& context, const http::Request& request);
http::Response reprocessDocument(const Context& context, const http::Request& request);
http::Response resendDocument(const Context& context, const http::Request& request);

// promises.cpp
http::Response askPromise(const Context& context, const http::Request& request);
http::Response showPromise(const Context& context, const http::Request& request);
http::Response confirmPromise(const Context& context, const http::Request& request);
http::Response cancelPromise(const Context& context, const http::Request& request);

// orders.cpp
http::Response listOrders(const Context& context, const http::Request& request);
http::Response showOrder(const Context& context, const http::Request& request);

// erp.cpp
http::Response readErp(const Context& context, const http::Request& request);

// health.cpp
http::Response alive(const Context& context, const http::Request& request);
http::Response ready(const Context& context, const http::Request& request);
http::Response figures(const Context& context, const http::Request& request);
http::Response description(const Context& context, const http::Request& request);

}  // namespace entrepot::api
