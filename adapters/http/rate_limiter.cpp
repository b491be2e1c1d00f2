#include "adapters/http/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace entrepot::http {
namespace {

double seconds(SteadyTime from, SteadyTime to) {
    return std::chrono::duration<double>(to - from).count();
}

}  // namespace

RateLimiter::RateLimiter(Rate rate, SteadyClock clock) : rate_(rate), clock_(std::move(clock)) {}

RateLimiter::Bucket& RateLimiter::bucketOf(const std::string& name) {
    const SteadyTime now = clock_();
    if (buckets_.size() >= rate_.names_max && !buckets_.contains(name)) forgetFull(now);
    const auto [place, fresh] = buckets_.try_emplace(name, Bucket{rate_.burst, now});
    Bucket& bucket = place->second;
    bucket.tokens =
        std::min(rate_.burst, bucket.tokens + rate_.per_second * seconds(bucket.filled_at, now));
    bucket.filled_at = now;
    return bucket;
}

// When all are in use, all start afresh: memory is bounded, strictness is not worth more.
void RateLimiter::forgetFull(SteadyTime now) {
    std::erase_if(buckets_, [&](const auto& entry) {
        const Bucket& bucket = entry.second;
        return bucket.tokens + rate_.per_second * seconds(bucket.filled_at, now) >= rate_.burst;
    });
    if (buckets_.size() >= rate_.names_max) buckets_.clear();
}

int RateLimiter::take(const std::string& name) {
    const std::scoped_lock lock(mutex_);
    Bucket& bucket = bucketOf(name);
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return 0;
    }
    return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / rate_.per_second)));
}

bool RateLimiter::hasToken(const std::string& name) {
    const std::scoped_lock lock(mutex_);
    return bucketOf(name).tokens >= 1;
}

}  // namespace entrepot::http
