// The demo's orders: files under conf/demo/orders/<customer>/, with days that count from today.
//
//   {D+7} 20261128    {d+7} 2026-11-28    {y+7} 261128    days after today; {D+0} is today
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

namespace entrepot::cli {

struct DemoOrder {
    std::string customer;  // its folder's name
    std::string file_name;
    std::string bytes;
};

// By customer, then by file name.
Result<std::vector<DemoOrder>> demoOrders(const std::filesystem::path& conf, Day today);

// The text with every day filled in.
std::string withDays(std::string_view text, Day today);

}  // namespace entrepot::cli
