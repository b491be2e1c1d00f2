#include "core/base/id_source.h"

#include <catch2/catch.hpp>

using namespace entrepot;

TEST_CASE("ids grow even when the clock steps back, and beyond those of the last run") {
    IdSource ids;
    const Instant noon = *parseInstant("2026-11-21T12:00:00Z");
    const Instant before = *parseInstant("2026-11-20T12:00:00Z");

    const auto first = ids.next(noon);
    const auto second = ids.next(before);

    CHECK(second == first + 1);
    IdSource restarted;
    restarted.seen(second);
    CHECK(restarted.next(before) > second);
}

TEST_CASE("an id's text sorts as the id does and reads back") {
    CHECK(formatId(1) < formatId(2));
    CHECK(formatId(31) < formatId(32));
    for (const std::int64_t id :
         {std::int64_t{1}, std::int64_t{455'000'000'000'000'123}, INT64_MAX})
        CHECK(parseId(formatId(id)) == id);
    CHECK_FALSE(parseId("short").has_value());
    CHECK_FALSE(parseId("0000000000u00").has_value());
    CHECK_FALSE(parseId("zzzzzzzzzzzzz").has_value());
}
