// Bounds and terms of the promise desk; configuration keys of the same names, section <promise>.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace entrepot::promise {

struct PromiseLimits {
    int horizon_days = 365;                     // supply beyond it is unknown; at most 1024
    std::chrono::hours hold_default{24};        // for a hold that names no time
    std::chrono::hours hold_max{24 * 90};       // a hold for longer ends then
    int fulfilled_after_days = 14;              // after its last ship day, when no ERP took it over
    std::size_t lines_max = 100'000;            // of one order
    std::size_t wanted_parts_max = 100'000;     // of one order, all lines together
    std::int64_t quantity_max = 1'000'000'000;  // base units, of one wanted part
    std::size_t batch_max = 1'000;              // commands stored together
    std::size_t queue_max = 20'000;             // commands waiting; more are refused as busy
};

}  // namespace entrepot::promise
