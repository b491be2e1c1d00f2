// Talks to a running broker over its HTTP API.
#pragma once
#include <boost/json/value.hpp>
#include <string>
#include <utility>
#include <vector>

#include "adapters/cli/command.h"

namespace entrepot::cli {

struct Reply {
    int status = 0;
    std::string content_type;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    bool good() const { return status >= 200 && status < 300; }
    std::string header(std::string_view name) const;  // empty when absent
    boost::json::value json() const;                  // null when it is not JSON
};

struct Call {
    std::string method = "GET";
    std::string path;  // with its query
    std::string body = {};
    std::string content_type = {};
    std::string idempotency_key = {};
};

using Query = std::vector<std::pair<std::string, std::string>>;

// "?state=received&limit=5"; entries without a value are left out.
std::string queryText(const Query& query);
std::string pathPart(std::string_view text);  // percent-encoded

// The failure is the connection's; what the broker refuses is a Reply.
Result<Reply> callBroker(const Command& command, const Call& call);

// Says what the broker refused, problem and errors, and gives the exit code.
Exit refused(const Command& command, const Reply& reply);

// The broker's JSON for a good reply; otherwise its refusal is said and the exit code given.
tl::expected<boost::json::value, Exit> askBroker(const Command& command, const Call& call);

std::string textOf(const boost::json::value& object, std::string_view name);

}  // namespace entrepot::cli
