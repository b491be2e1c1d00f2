// Who may come in: API keys looked up by their hash, and how often.
#pragma once
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "adapters/http/message.h"
#include "adapters/http/problem.h"
#include "adapters/http/rate_limiter.h"
#include "core/ports/access_store.h"
#include "tl/expected.hpp"

namespace entrepot::http {

struct GateOptions {
    RateLimiter::Rate rate;                                      // per key
    RateLimiter::Rate failures{.per_second = 0.5, .burst = 20};  // wrong keys, per address
    std::chrono::milliseconds key_cache{1'000};                  // how long a revoked key may go on
};

// Thread-safe.
class Gate {
public:
    Gate(ports::AccessStore& store, GateOptions options, SteadyClock clock);

    // The caller, or the problem to answer with.
    tl::expected<Caller, Problem> admit(const Request& request);

private:
    struct Known {
        ports::AccessKey key;
        SteadyTime read_at{};
    };
    bool wasGood(const std::string& sha256);
    Result<std::optional<ports::AccessKey>> find(const std::string& sha256);
    tl::unexpected<Problem> refuse(const Request& request);

    ports::AccessStore& store_;
    GateOptions options_;
    SteadyClock clock_;
    RateLimiter calls_;
    RateLimiter failures_;
    std::mutex mutex_;
    std::map<std::string, Known> cache_;
};

}  // namespace entrepot::http
