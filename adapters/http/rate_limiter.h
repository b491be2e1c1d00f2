// A token bucket for each name: a burst at once, then a lasting rate.
#pragma once
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

namespace entrepot::http {

using SteadyTime = std::chrono::steady_clock::time_point;
using SteadyClock = std::function<SteadyTime()>;  // injected: tests turn it

// Thread-safe; keeps at most `names_max` buckets (full ones are forgotten first).
class RateLimiter {
public:
    struct Rate {
        double per_second = 100;
        double burst = 200;
        std::size_t names_max = 10'000;
    };
    RateLimiter(Rate rate, SteadyClock clock);

    // Zero: go on. Else the seconds after which there is a token again.
    int take(const std::string& name);
    // Whether a token is there, without taking it.
    bool hasToken(const std::string& name);

private:
    struct Bucket {
        double tokens = 0;
        SteadyTime filled_at{};
    };
    Bucket& bucketOf(const std::string& name);
    void forgetFull(SteadyTime now);

    Rate rate_;
    SteadyClock clock_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace entrepot::http
