// Every path of the API, what it needs and which handler answers. schemas/api/openapi.json
// describes them; a test holds the two together.
#pragma once
#include <vector>

#include "adapters/api/context.h"
#include "adapters/http/router.h"

namespace entrepot::api {

// `context` is borrowed by the handlers.
std::vector<http::Route> routes(const Context& context);

}  // namespace entrepot::api
