// What a server serves: one interface, so that the server can be replaced without touching
// handlers.
#pragma once
#include <chrono>
#include <cstddef>
#include <optional>

#include "adapters/http/message.h"

namespace entrepot::http {

struct Admission {
    std::optional<Response> refusal;  // the body is not read when there is one
    std::size_t body_bytes_max = 0;
};

// Why a request could not be read or served; the service knows the words.
enum class Trouble {
    head_malformed,
    version_unsupported,
    encoding_unsupported,
    body_malformed,
    body_incomplete,
    body_too_large,
    body_too_slow,
    memory_full,
};

struct Served {
    int status = 0;
    std::size_t bytes_in = 0;
    std::size_t bytes_out = 0;
    std::chrono::microseconds took{};
};

// Called by many threads at once.
class Service {
public:
    virtual ~Service() = default;
    // Only the head is there yet: routing, authentication, rate.
    virtual Admission admit(Request& request) = 0;
    virtual Response handle(Request& request) = 0;
    virtual Response sorry(Trouble trouble, const Request& request) = 0;
    // After the answer left (or could not); for the access log and metrics.
    virtual void served(const Request& request, const Served& served) = 0;
};

}  // namespace entrepot::http
