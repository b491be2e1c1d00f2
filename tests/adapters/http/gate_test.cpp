#include "adapters/http/gate.h"

#include <catch2/catch.hpp>

#include "adapters/digest/sha256.h"
#include "adapters/http/api_key.h"
#include "tests/support/memory_access_store.h"

using namespace entrepot;
using namespace std::chrono_literals;

namespace {

struct World {
    test::MemoryAccessStore store;
    http::SteadyTime now{};
    std::string key = http::generateApiKey().value();
    http::Gate gate{store,
                    {.rate = {.per_second = 1, .burst = 3},
                     .failures = {.per_second = 1, .burst = 2},
                     .key_cache = 1000ms},
                    [this] { return now; }};

    World() {
        static_cast<void>(store.add({.name = "northwind",
                                     .sha256 = digest::sha256Hex(key),
                                     .role = ports::Role::partner,
                                     .partner = PartnerKey("northwind"),
                                     .created_at = {},
                                     .revoked_at = {}}));
    }
    tl::expected<http::Caller, http::Problem> admit(std::string name, std::string value) {
        http::Request request;
        request.client = "192.0.2.1";
        request.headers = {{std::move(name), std::move(value)}};
        return gate.admit(request);
    }
};

}  // namespace

TEST_CASE("a key has 256 random bits, is told by its look, and is kept as its hash") {
    const std::string key = http::generateApiKey().value();

    CHECK(key.size() == 46);
    CHECK(http::looksLikeApiKey(key));
    CHECK(http::generateApiKey().value() != key);
    CHECK_FALSE(http::looksLikeApiKey(key + "x"));
    CHECK_FALSE(http::looksLikeApiKey(""));
    CHECK_FALSE(http::looksLikeApiKey(std::string(46, ' ')));
    CHECK(digest::sha256Hex("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(http::equalInConstantTime("same", "same"));
    CHECK_FALSE(http::equalInConstantTime("same", "sane"));
    CHECK_FALSE(http::equalInConstantTime("same", "sam"));
}

TEST_CASE("a key is taken as bearer or in its own header, and names its party") {
    World world;

    const auto bearer = world.admit("authorization", "bearer " + world.key);
    const auto own = world.admit("X-API-Key", world.key);

    REQUIRE(bearer.has_value());
    CHECK(bearer->partner == PartnerKey("northwind"));
    CHECK(bearer->key_name == "northwind");
    CHECK(own.has_value());
    CHECK(world.store.lookups() == 1);
}

TEST_CASE("wrong keys are refused, and after too many of them so is the address") {
    World world;

    const auto none = world.admit("X-Other", "1");
    const auto wrong = world.admit("X-API-Key", http::generateApiKey().value());
    const auto again = world.admit("X-API-Key", world.key);

    CHECK(none.error().id == "unauthorized");
    CHECK(none.error().headers.at(0).first == "WWW-Authenticate");
    CHECK(wrong.error().id == "unauthorized");
    CHECK(again.error().id == "too-many-requests");
    world.now += 2s;
    CHECK(world.admit("X-API-Key", world.key).has_value());
}

TEST_CASE("who had a good key is not shut out by others at the same address") {
    World world;
    CHECK(world.admit("X-API-Key", world.key).has_value());

    for (int i = 0; i < 5; ++i) CHECK_FALSE(world.admit("X-API-Key", "wrong").has_value());
    world.now += 1ms;

    CHECK(world.admit("X-API-Key", world.key).has_value());
    CHECK(world.admit("X-API-Key", "wrong").error().id == "too-many-requests");
}

TEST_CASE("a revoked key ends with the cache's time") {
    World world;
    CHECK(world.admit("X-API-Key", world.key).has_value());

    static_cast<void>(world.store.revoke("northwind", {}));
    world.now += 999ms;
    CHECK(world.admit("X-API-Key", world.key).has_value());
    world.now += 1ms;
    CHECK(world.admit("X-API-Key", world.key).error().id == "unauthorized");
}

TEST_CASE("each key has its rate") {
    World world;

    for (int i = 0; i < 3; ++i) CHECK(world.admit("X-API-Key", world.key).has_value());
    const auto over = world.admit("X-API-Key", world.key);

    CHECK(over.error().id == "too-many-requests");
    CHECK(over.error().retry_after_seconds == 1);
    world.now += 1s;
    CHECK(world.admit("X-API-Key", world.key).has_value());
    CHECK_FALSE(world.admit("X-API-Key", world.key).has_value());
}

TEST_CASE("a store that is away is our trouble, not the caller's") {
    World world;
    world.store.away(true);

    const auto refused = world.admit("X-API-Key", world.key);

    CHECK(refused.error().id == "unavailable");
    CHECK(refused.error().retry_after_seconds > 0);
}

TEST_CASE("the limiter's memory is bounded and forgets full buckets first") {
    http::SteadyTime now{};
    http::RateLimiter limiter({.per_second = 1, .burst = 1, .names_max = 2}, [&] { return now; });

    CHECK(limiter.take("a") == 0);
    now += 5s;
    CHECK(limiter.take("b") == 0);
    CHECK(limiter.take("c") == 0);
    CHECK(limiter.take("b") == 1);
}
