#include "core/base/time.h"

#include <catch2/catch.hpp>

using namespace entrepot;

TEST_CASE("a day reads in both forms, and only when it exists") {
    CHECK(formatDay(*parseDay("20261121")) == "2026-11-21");
    CHECK(formatDayCompact(*parseDay("2028-02-29")) == "20280229");
    for (const char* text : {"2026-02-29", "20261301", "20260400", "2026-1-01", "2026/11/21",
                             "18991231", "22000101", "abcdefgh", "", "2026112"})
        CHECK_FALSE(parseDay(text).has_value());
}

TEST_CASE("an instant survives its text") {
    for (const char* text :
         {"2026-11-21T08:30:00Z", "2026-11-21T08:30:00.123456Z", "1969-12-31T23:59:59.000001Z"}) {
        REQUIRE(parseInstant(text).has_value());
        CHECK(formatInstant(*parseInstant(text)) == text);
    }
    CHECK(formatInstant(*parseInstant("2026-11-21T08:30:00.5Z")) == "2026-11-21T08:30:00.500000Z");
    for (const char* text : {"2026-11-21 08:30:00Z", "2026-11-21T24:00:00Z", "2026-11-21T08:30:00",
                             "2026-11-21T08:30:00.Z", "2026-11-21T08:61:00Z"})
        CHECK_FALSE(parseInstant(text).has_value());
}
