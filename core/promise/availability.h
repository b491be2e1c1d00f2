// What is still free, per item-site and day: the flat arrays every promise is made on.
//
// A series is one item at one site. Its projected balance PB(t) = stock + receipts - demand -
// reservations up to and with day t. What may be promised for day d without breaking a promise for
// a later day is the least balance from d on (cumulative ATP with look-ahead), never below zero:
//
//     day      0   1   2   3   4   5          a delivery of q on day d lowers every PB(t), t >= d
//     PB       2   5   1   9   7   8
//     free     1   1   1   7   7   8          = min of PB from here to the right
//
// Days are kept in blocks of 16 with the block's least balance and what has been added to the whole
// block since, so that each question and change touches one block and one row of block minima:
//
//     series:  [ minima | added | 16 days | 16 days | ... ]      measured against a segment tree
//                                                                and a flat loop: tests/bench
// Nothing here allocates after construction. Not thread-safe; owned by the promise thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/large_page_allocator.h"

namespace entrepot::promise {

enum class SeriesIndex : std::uint32_t {};

class Availability {
public:
    static constexpr int horizon_days_max = 1024;

    Availability(std::size_t series_count, int horizon_days);

    int days() const { return days_; }
    std::size_t seriesCount() const { return series_count_; }

    // The balances of all days, in units of Quantity. Shorter than the horizon: the last one stays.
    void load(SeriesIndex series, std::span<const std::int64_t> balances);

    Quantity balance(SeriesIndex series, int day) const;
    // The most that may leave on `day`; zero when the series is oversold.
    Quantity available(SeriesIndex series, int day) const;
    // First day on or after `from` on which `quantity` is available; days() when none.
    int earliest(SeriesIndex series, Quantity quantity, int from = 0) const;

    // From `day` on there is `quantity` more (supply) or less (negative: a reservation).
    void add(SeriesIndex series, int day, Quantity quantity);

    // Starts the row of block minima on its way to the processor.
    void prefetch(SeriesIndex series) const {
        constexpr int cells_per_line = 8;
        for (int cell = 0; cell < 2 * blocks_; cell += cells_per_line)
            __builtin_prefetch(at(series) + cell);
    }

private:
    static constexpr int block_days = 16;

    const std::int64_t* at(SeriesIndex series) const {
        return cells_.data() + static_cast<std::size_t>(series) * stride_;
    }
    std::int64_t* at(SeriesIndex series) {
        return cells_.data() + static_cast<std::size_t>(series) * stride_;
    }
    const std::int64_t* block(const std::int64_t* series, int number) const {
        return series + 2 * blocks_ + number * block_days;
    }
    std::int64_t* block(std::int64_t* series, int number) const {
        return series + 2 * blocks_ + number * block_days;
    }

    int days_ = 0;
    int blocks_ = 0;
    std::size_t stride_ = 0;
    std::size_t series_count_ = 0;
    std::vector<std::int64_t, LargePageAllocator<std::int64_t>> cells_;
};

}  // namespace entrepot::promise
