#include "mapping/map/date_format.h"

#include <catch2/catch.hpp>

using namespace entrepot;
using namespace entrepot::mapping;

TEST_CASE("dates are read by the first pattern that fits and written by the first") {
    const Day day = *makeDay(2026, 12, 4);
    CHECK(parseDate("20261204", "YYYYMMDD|YYMMDD") == day);
    CHECK(parseDate("261204", "YYYYMMDD|YYMMDD") == day);
    CHECK(parseDate("700101", "YYMMDD") == makeDay(1970, 1, 1));
    CHECK(parseDate("2026-12-04+01:00", "YYYY-MM-DD|YYYY-MM-DD*") == day);
    CHECK(parseDate("202612041230", "YYYYMMDDhhhh") == day);
    CHECK(parseDate("202649", "YYYYWW") == makeDay(2026, 11, 30));
    CHECK(parseDate("202612", "YYYYMM") == makeDay(2026, 12, 1));
    CHECK(formatDate(day, "YYYY-MM-DD|YYYYMMDD") == "2026-12-04");
    CHECK(formatDate(day, "YYMMDD") == "261204");
}

TEST_CASE("days that do not exist and texts of another form are no dates") {
    CHECK_FALSE(parseDate("20260230", "YYYYMMDD").has_value());
    CHECK_FALSE(parseDate("2026120", "YYYYMMDD").has_value());
    CHECK_FALSE(parseDate("202612041", "YYYYMMDD").has_value());
    CHECK_FALSE(parseDate("2026120A", "YYYYMMDD").has_value());
    CHECK_FALSE(parseDate("202654", "YYYYWW").has_value());
    CHECK_FALSE(parseDate("", "YYYYMMDD").has_value());
    CHECK_FALSE(parseDate("20261204", "").has_value());
}
