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

TEST_CASE("periods are read from both ends, or from the day, week, month or year they are") {
    const auto read = [](std::string_view text, std::string_view patterns) {
        const auto period = parsePeriod(text, patterns);
        if (!period) return std::string("none");
        const auto day = [](const std::optional<Day>& end) {
            return end ? formatDate(*end, "YYYY-MM-DD") : std::string();
        };
        return day(period->from) + ".." + day(period->to);
    };
    const std::string_view range = "YYYYMMDD..YYYYMMDD";
    CHECK(read("2026112320261206", range) == "2026-11-23..2026-12-06");
    CHECK(read("20261123-20261206", range) == "2026-11-23..2026-12-06");
    CHECK(read("20261123-", range) == "2026-11-23..");
    CHECK(read("-20261206", range) == "..2026-12-06");
    CHECK(read("20261123", range) == "none");
    CHECK(read("20261123", "YYYYMMDD..YYYYMMDD|YYYYMMDD") == "2026-11-23..2026-11-23");
    CHECK(read("2026112320261306", range) == "none");
    CHECK(read("202602", "YYYYMM") == "2026-02-01..2026-02-28");
    CHECK(read("202612", "YYYYMM") == "2026-12-01..2026-12-31");
    CHECK(read("202649", "YYYYWW") == "2026-11-30..2026-12-06");
    CHECK(read("2026", "YYYY") == "2026-01-01..2026-12-31");
    CHECK(read("202611231200202612061800", "YYYYMMDDhhhh..YYYYMMDDhhhh") ==
          "2026-11-23..2026-12-06");
    CHECK(read("", range) == "none");
}

TEST_CASE("a period is written as its two days, or as the one it has") {
    const auto first = makeDay(2026, 11, 23);
    const auto last = makeDay(2026, 12, 6);
    const std::string_view patterns = "YYYYMMDD..YYYYMMDD|YYYYMMDD";
    CHECK(formatPeriod({first, last}, patterns) == "2026112320261206");
    CHECK(formatPeriod({first, first}, patterns) == "20261123");
    CHECK(formatPeriod({{}, last}, patterns) == "20261206");
    CHECK_FALSE(formatPeriod({first, last}, "YYYYMMDD").has_value());
    CHECK(formatDate(*makeDay(2026, 12, 31), "YYYYWW") == "202653");
    CHECK(formatDate(*makeDay(2027, 1, 3), "YYYYWW") == "202653");
    CHECK(formatDate(*makeDay(2027, 1, 4), "YYYYWW") == "202701");
}

TEST_CASE("times are hours and minutes") {
    CHECK(parseTime("1430", "HHMM") == "14:30");
    CHECK(parseTime("143059", "HHMM|HHMMSS") == "14:30");
    CHECK(parseTime("14:30:59+01:00", "HH:MM*") == "14:30");
    CHECK(parseTime("202611231430", "????????HHMM") == "14:30");
    CHECK_FALSE(parseTime("2430", "HHMM").has_value());
    CHECK_FALSE(parseTime("1460", "HHMM").has_value());
    CHECK_FALSE(parseTime("143", "HHMM").has_value());
    CHECK_FALSE(parseTime("14x0", "HHMM").has_value());
    CHECK(formatTime("14:30", "HHMM|HHMMSS") == "1430");
    CHECK(formatTime("14:30", "HH:MM:SS*") == "14:30:00");
    CHECK(formatTime("early", "HHMM") == "");
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
