#include "core/exchange/outbound.h"

#include <catch2/catch.hpp>

using namespace entrepot::exchange;
using namespace std::chrono_literals;

TEST_CASE("pauses double up to the longest and never all fall on one moment") {
    const RetryPolicy policy{.attempts_max = 12, .first_pause = 5s, .pause_max = 3600s};

    for (std::uint64_t seed : {1u, 77u, 123456789u}) {
        CHECK(pauseBefore(1, policy, seed) <= 5s);
        CHECK(pauseBefore(1, policy, seed) > 3s);
        CHECK(pauseBefore(3, policy, seed) <= 20s);
        CHECK(pauseBefore(3, policy, seed) >= 15s);
        CHECK(pauseBefore(60, policy, seed) <= 3600s);
        CHECK(pauseBefore(60, policy, seed) >= 2700s);
    }
    CHECK(pauseBefore(2, policy, 1) != pauseBefore(2, policy, 2));
}
