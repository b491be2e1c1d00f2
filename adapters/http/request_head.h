// The head of a request, from the wire into a Request; strict where leniency helps attackers.
#pragma once
#include <optional>

#include "adapters/http/message.h"
#include "adapters/http/service.h"
#include "adapters/http/session.h"

namespace entrepot::http {

struct RequestHead {
    bool there = false;  // false: the client closed or sent nothing
    std::optional<Trouble> trouble;
    bool http_1_0 = false;
    bool keep_alive = false;
    bool expects_continue = false;
};

RequestHead readRequestHead(Session& session, Request& request);

// The caller's id when it is short and plain; else sixteen random hex digits.
std::string requestId(std::string_view offered);

}  // namespace entrepot::http
