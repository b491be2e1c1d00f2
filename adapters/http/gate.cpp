#include "adapters/http/gate.h"

#include "adapters/digest/sha256.h"
#include "adapters/http/api_key.h"

namespace entrepot::http {
namespace {

constexpr std::size_t cache_entries_max = 10'000;

std::string_view keyOf(const Request& request) {
    const std::string_view key = request.header("X-API-Key");
    if (!key.empty()) return key;
    const std::string_view authorization = request.header("Authorization");
    constexpr std::string_view scheme = "Bearer ";
    if (!equalIgnoringCase(authorization.substr(0, scheme.size()), scheme)) return {};
    return authorization.substr(scheme.size());
}

tl::unexpected<Problem> tooMany(int seconds) {
    Problem problem;
    problem.id = "too-many-requests";
    problem.values = {{"seconds", std::to_string(seconds)}};
    problem.retry_after_seconds = seconds;
    return tl::unexpected(std::move(problem));
}

}  // namespace

Gate::Gate(ports::AccessStore& store, GateOptions options, SteadyClock clock)
    : store_(store),
      options_(options),
      clock_(clock),
      calls_(options.rate, clock),
      failures_(options.failures, clock) {}

tl::expected<Caller, Problem> Gate::admit(const Request& request) {
    const std::string_view text = keyOf(request);
    const std::string hash = looksLikeApiKey(text) ? digest::sha256Hex(text) : std::string();
    // Behind a proxy many callers have one address: who had a good key is not shut out by others.
    if (!failures_.hasToken(request.client) && !wasGood(hash))
        return tooMany(failures_.take(request.client));
    if (hash.empty()) return refuse(request);
    const auto found = find(hash);
    if (!found) return tl::unexpected(problemOf(found.error()));
    const auto& key = *found;
    if (!key || key->revoked_at || !equalInConstantTime(key->sha256, hash)) return refuse(request);
    if (const int seconds = calls_.take(key->name); seconds > 0) return tooMany(seconds);
    return Caller{key->name, key->role, key->partner};
}

bool Gate::wasGood(const std::string& sha256) {
    const std::scoped_lock lock(mutex_);
    const auto known = cache_.find(sha256);
    return known != cache_.end() && !known->second.key.revoked_at;
}

// Only keys that exist are remembered: made-up ones would push them out.
Result<std::optional<ports::AccessKey>> Gate::find(const std::string& sha256) {
    const SteadyTime now = clock_();
    {
        const std::scoped_lock lock(mutex_);
        const auto known = cache_.find(sha256);
        if (known != cache_.end() && now - known->second.read_at < options_.key_cache)
            return known->second.key;
    }
    auto found = store_.findByHash(sha256);
    if (!found || !*found) return found;
    const std::scoped_lock lock(mutex_);
    if (cache_.size() >= cache_entries_max) cache_.clear();
    cache_[sha256] = {**found, now};
    return found;
}

tl::unexpected<Problem> Gate::refuse(const Request& request) {
    failures_.take(request.client);
    Problem problem;
    problem.id = "unauthorized";
    problem.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"entrepot\"");
    return tl::unexpected(std::move(problem));
}

}  // namespace entrepot::http
