#include "core/base/decimal.h"

#include <catch2/catch.hpp>

using namespace entrepot;

TEST_CASE("a quantity reads and prints exactly") {
    const auto [text, printed] = GENERATE(
        table<std::string, std::string>({{"0", "0"},
                                         {"48", "48"},
                                         {"12.5", "12.5"},
                                         {"12.5000000", "12.5"},
                                         {"-0.0001", "-0.0001"},
                                         {"+7", "7"},
                                         {".5", "0.5"},
                                         {"100.", "100"},
                                         {"00012", "12"},
                                         {"0.10", "0.1"},
                                         {"922337203685477.5807", "922337203685477.5807"}}));

    const auto quantity = Quantity::parse(text);

    REQUIRE(quantity.has_value());
    CHECK(quantity->text() == printed);
}

TEST_CASE("what is not a quantity says why") {
    const auto [text, error] = GENERATE(
        table<std::string, DecimalError>({{"", DecimalError::empty},
                                          {"abc", DecimalError::malformed},
                                          {"1,000", DecimalError::malformed},
                                          {"1.2.3", DecimalError::malformed},
                                          {"-", DecimalError::malformed},
                                          {".", DecimalError::malformed},
                                          {"1-", DecimalError::malformed},
                                          {"1e5", DecimalError::malformed},
                                          {" 1", DecimalError::malformed},
                                          {"1.00001", DecimalError::excess_scale},
                                          {"922337203685477.5808", DecimalError::overflow},
                                          {"1000000000000000000", DecimalError::overflow}}));

    const auto quantity = Quantity::parse(text);

    REQUIRE_FALSE(quantity.has_value());
    CHECK(quantity.error() == error);
}

TEST_CASE("marks, trailing minus and leading digits follow the syntax") {
    CHECK(Quantity::parse("1,5", {.marks = ".,"})->text() == "1.5");
    CHECK(Quantity::parse("10.00-", {.trailing_minus = true})->text() == "-10");
    CHECK(Quantity::parse(".5", {.leading_digit_required = true}).error() ==
          DecimalError::malformed);
    CHECK(Quantity::fromUnits(INT64_MIN + 1).text() == "-922337203685477.5807");
    CHECK(Quantity::parse("1.5")->text(',') == "1,5");
}

TEST_CASE("sums that would overflow are told, not wrapped") {
    const auto most = Quantity::fromUnits(INT64_MAX);

    CHECK_FALSE(addChecked(most, Quantity::fromUnits(1)).has_value());
    CHECK(addChecked(most, Quantity::fromUnits(-1))->units() == INT64_MAX - 1);
}
