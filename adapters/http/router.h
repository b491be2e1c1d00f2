// Which handler answers which method and path: a table a person can read.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.h"

namespace entrepot::http {

enum class Access {
    open,       // anybody; health, metrics, the API's description
    any_key,    // every caller with a valid key; the handler looks at the party
    operators,  // role operator only
};

using Handler = std::function<Response(const Request&)>;

struct Route {
    std::string method;
    std::string pattern;  // "/api/v1/documents/{id}/raw": {name} stands for one part of the path
    Access access = Access::any_key;
    std::size_t body_bytes_max = 0;
    Handler handler;
};

class Router {
public:
    explicit Router(std::vector<Route> routes);

    struct Match {
        const Route* route = nullptr;  // null: nothing at this path, or not for this method
        std::map<std::string, std::string, std::less<>> parameters;
        std::string allowed;  // "GET, HEAD": methods this path has; empty when it has none
    };
    // HEAD is answered by GET's route.
    Match match(std::string_view method, std::string_view path) const;
    const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
};

}  // namespace entrepot::http
