// Reads the body of a request into memory, by Content-Length or chunk by chunk, within limits.
//
// Refuses what could be understood in two ways (both framings, several lengths): that is how
// requests are smuggled past a proxy.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "adapters/http/message.h"
#include "adapters/http/service.h"
#include "adapters/http/session.h"

namespace entrepot::http {

// Memory for all bodies under way; shared by all connections.
class BodyBudget {
public:
    explicit BodyBudget(std::size_t bytes_max) : free_(static_cast<std::int64_t>(bytes_max)) {}

    bool take(std::size_t bytes);
    void giveBack(std::size_t bytes) { free_ += static_cast<std::int64_t>(bytes); }

private:
    std::atomic<std::int64_t> free_;
};

// What one request has taken; given back at the end of the request.
class BodyShare {
public:
    explicit BodyShare(BodyBudget& budget) : budget_(budget) {}
    ~BodyShare() { budget_.giveBack(taken_); }
    BodyShare(const BodyShare&) = delete;
    BodyShare& operator=(const BodyShare&) = delete;

    bool take(std::size_t bytes);

private:
    BodyBudget& budget_;
    std::size_t taken_ = 0;
};

struct Framing {
    std::optional<Trouble> trouble;
    bool chunked = false;
    std::size_t length = 0;  // when not chunked; 0 = no body

    bool hasBody() const { return chunked || length > 0; }
};

Framing framingOf(const Headers& headers, bool http_1_0);

// Nothing when the whole body is in `body`. A closed connection is body_incomplete.
std::optional<Trouble> readBody(Session& session, const Framing& framing, std::size_t bytes_max,
                                BodyShare& share, std::string& body);

}  // namespace entrepot::http
