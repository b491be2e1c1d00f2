#include "core/promise/availability.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace entrepot;
using namespace entrepot::promise;

namespace {

constexpr SeriesIndex first{0};

Quantity units(std::int64_t count) {
    return Quantity::fromUnits(count);
}

// The definition, word by word.
class SlowAvailability {
public:
    explicit SlowAvailability(std::vector<std::int64_t> balances)
        : balances_(std::move(balances)) {}

    std::int64_t available(int day) const {
        return std::max<std::int64_t>(*std::min_element(balances_.begin() + day, balances_.end()),
                                      0);
    }
    int earliest(std::int64_t quantity, int from) const {
        for (int day = from; day < static_cast<int>(balances_.size()); ++day)
            if (available(day) >= quantity) return day;
        return static_cast<int>(balances_.size());
    }
    void add(int day, std::int64_t quantity) {
        for (auto at = balances_.begin() + day; at != balances_.end(); ++at) *at += quantity;
    }
    std::int64_t balance(int day) const { return balances_[static_cast<std::size_t>(day)]; }

private:
    std::vector<std::int64_t> balances_;
};

}  // namespace

TEST_CASE("the least balance from a day on is what is free on it") {
    // Supply 6 4 2 4 8 4 4 4 less demand 6 2 3 6 6 1 2 2.
    const std::vector<std::int64_t> balances{0, 2, 1, -1, 1, 4, 6, 8};
    const std::vector<std::int64_t> free{0, 0, 0, 0, 1, 4, 6, 8};
    Availability availability(1, 8);

    availability.load(first, balances);

    for (int day = 0; day < 8; ++day) {
        CHECK(availability.available(first, day).units() == free[static_cast<std::size_t>(day)]);
        CHECK(availability.balance(first, day).units() == balances[static_cast<std::size_t>(day)]);
    }
    CHECK(availability.earliest(first, units(4)) == 5);
    CHECK(availability.earliest(first, units(9)) == 8);
    CHECK(availability.earliest(first, units(0)) == 0);
    CHECK(availability.earliest(first, units(1), 7) == 7);
}

TEST_CASE("a horizon of one day and the longest one work the same way") {
    for (const int days : {1, 15, 16, 17, 365, Availability::horizon_days_max}) {
        Availability availability(2, days);
        const std::vector<std::int64_t> balance{5};
        availability.load(first, balance);
        availability.load(SeriesIndex{1}, balance);

        availability.add(first, days - 1, units(-3));

        CHECK(availability.available(first, 0) == units(2));
        CHECK(availability.available(first, days - 1) == units(2));
        CHECK(availability.available(SeriesIndex{1}, 0) == units(5));
        CHECK(availability.earliest(first, units(3)) == days);
    }
    CHECK(Availability(1, 5000).days() == Availability::horizon_days_max);
}

TEST_CASE("random questions and changes agree with the definition") {
    const auto seed = GENERATE(take(20, random(1, 1 << 30)));
    INFO("seed " << seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const int days = 1 + static_cast<int>(random() % 400);
    const auto number = [&](int bound) { return static_cast<int>(random() % bound); };
    std::vector<std::int64_t> balances(static_cast<std::size_t>(days));
    for (auto& balance : balances) balance = number(200) - 50;
    Availability availability(3, days);
    const SeriesIndex series{1};
    availability.load(series, balances);
    SlowAvailability slow(balances);

    for (int step = 0; step < 500; ++step) {
        const int day = number(days);
        const int quantity = number(150) - 20;
        if (number(3) == 0) {
            availability.add(series, day, units(quantity - 50));
            slow.add(day, quantity - 50);
        }
        REQUIRE(availability.available(series, day).units() == slow.available(day));
        REQUIRE(availability.balance(series, day).units() == slow.balance(day));
        REQUIRE(availability.earliest(series, units(quantity), day) ==
                slow.earliest(quantity, day));
    }
}
