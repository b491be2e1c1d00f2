#include "core/promise/key_index.h"

#include <catch2/catch.hpp>

using namespace entrepot::promise;

TEST_CASE("keys keep their numbers however many come, short and long ones") {
    KeyIndex index;
    CHECK_FALSE(index.find("none").has_value());
    const auto name = [](int i) {
        return i % 3 == 0 ? "an item number longer than a slot holds " + std::to_string(i)
                          : "ITEM-" + std::to_string(i);
    };

    for (int i = 0; i < 5000; ++i) CHECK(index.add(name(i)) == static_cast<std::uint32_t>(i));

    CHECK(index.size() == 5000);
    for (int i = 0; i < 5000; ++i) {
        CHECK(index.find(name(i)) == static_cast<std::uint32_t>(i));
        CHECK(index.add(name(i)) == static_cast<std::uint32_t>(i));
        CHECK(index.key(static_cast<std::uint32_t>(i)) == name(i));
    }
    CHECK_FALSE(index.find("ITEM-5001").has_value());
    CHECK_FALSE(index.find("").has_value());
    CHECK(index.add("") == 5000);
    CHECK(index.find("") == 5000U);
    // As long as the slot's text, and one more.
    CHECK(index.add("12345678901234567890123") == 5001);
    CHECK(index.add("123456789012345678901234") == 5002);
    CHECK(index.find("12345678901234567890123") == 5001U);
    CHECK(index.find("123456789012345678901234") == 5002U);
}
