// A request and its answer, free of the server that carries them.
#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/exchange/partner.h"
#include "core/ports/access_store.h"

namespace entrepot::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

// Who asks, as far as the key says.
struct Caller {
    std::string key_name;
    ports::Role role = ports::Role::partner;
    PartnerKey partner;  // for role partner
};

struct Route;

struct Request {
    std::string id;  // of the request, for logs; the caller's X-Request-Id or made up
    std::string method;
    std::string path;  // decoded, without the query
    std::map<std::string, std::string, std::less<>> query;
    Headers headers;
    std::string client;  // address
    std::string body;

    // Filled when the request is admitted.
    const Route* route = nullptr;
    std::map<std::string, std::string, std::less<>> parameters;  // "{id}" of the route's path
    std::optional<Caller> caller;                                // empty on open routes

    // Names without regard to case; empty when absent.
    std::string_view header(std::string_view name) const;
    std::string_view parameter(std::string_view name) const;
    std::string_view queried(std::string_view name) const;
    Language language() const;  // by Accept-Language
};

struct Response {
    int status = 200;
    std::string content_type;
    Headers headers;
    std::string body;
};

Response jsonResponse(int status, std::string body);

// Nothing when the text has a broken % escape. In queries + stands for a blank.
std::optional<std::string> percentDecoded(std::string_view text, bool plus_is_blank);

bool equalIgnoringCase(std::string_view a, std::string_view b);

}  // namespace entrepot::http
