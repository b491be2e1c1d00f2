#include "core/promise/availability.h"

#include <algorithm>

#include "core/base/check.h"

namespace entrepot::promise {

Availability::Availability(std::size_t series_count, int horizon_days)
    : days_(std::clamp(horizon_days, 1, horizon_days_max)),
      blocks_((days_ + block_days - 1) / block_days),
      stride_(static_cast<std::size_t>(blocks_) * (2 + block_days)),
      series_count_(series_count),
      cells_(series_count * stride_) {}

void Availability::load(SeriesIndex index, std::span<const std::int64_t> balances) {
    check(!balances.empty(), "a series needs a balance");
    std::int64_t* series = at(index);
    // Days after the last one keep its balance, also those that only fill the last block.
    for (int day = 0; day < blocks_ * block_days; ++day) {
        const auto last =
            std::min<std::size_t>(static_cast<std::size_t>(days_), balances.size()) - 1;
        series[2 * blocks_ + day] = balances[std::min(static_cast<std::size_t>(day), last)];
    }
    for (int number = 0; number < blocks_; ++number) {
        const std::int64_t* values = block(series, number);
        series[number] = *std::min_element(values, values + block_days);
        series[blocks_ + number] = 0;
    }
}

Quantity Availability::balance(SeriesIndex index, int day) const {
    const std::int64_t* series = at(index);
    const int number = day / block_days;
    return Quantity::fromUnits(block(series, number)[day % block_days] + series[blocks_ + number]);
}

Quantity Availability::available(SeriesIndex index, int day) const {
    const std::int64_t* series = at(index);
    const int number = day / block_days;
    const std::int64_t* values = block(series, number);
    std::int64_t least = values[day % block_days];
    for (int i = day % block_days + 1; i < block_days; ++i) least = std::min(least, values[i]);
    least += series[blocks_ + number];
    for (int later = number + 1; later < blocks_; ++later) least = std::min(least, series[later]);
    return Quantity::fromUnits(std::max<std::int64_t>(least, 0));
}

int Availability::earliest(SeriesIndex index, Quantity quantity, int from) const {
    if (from >= days_) return days_;
    if (quantity <= Quantity()) return from;
    const std::int64_t* series = at(index);
    for (int number = blocks_ - 1; number >= from / block_days; --number) {
        if (series[number] >= quantity.units()) continue;
        const std::int64_t* values = block(series, number);
        const std::int64_t bound = quantity.units() - series[blocks_ + number];
        int last_short = block_days - 1;
        while (values[last_short] >= bound) --last_short;
        return std::clamp(number * block_days + last_short + 1, from, days_);
    }
    return from;
}

void Availability::add(SeriesIndex index, int day, Quantity quantity) {
    std::int64_t* series = at(index);
    const std::int64_t units = quantity.units();
    const int number = day / block_days;
    std::int64_t* values = block(series, number);
    for (int i = day % block_days; i < block_days; ++i) values[i] += units;
    series[number] = *std::min_element(values, values + block_days) + series[blocks_ + number];
    for (int later = number + 1; later < blocks_; ++later) {
        series[later] += units;
        series[blocks_ + later] += units;
    }
}

}  // namespace entrepot::promise
