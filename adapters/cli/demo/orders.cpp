#include "adapters/cli/demo/orders.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;

// What stands between the braces: "D+7". Nothing when it is no day.
std::optional<std::string> dayText(std::string_view inside, Day today) {
    if (inside.size() < 3 || (inside[1] != '+' && inside[1] != '-')) return std::nullopt;
    int count = 0;
    const auto read = std::from_chars(inside.data() + 2, inside.data() + inside.size(), count);
    if (read.ec != std::errc() || read.ptr != inside.data() + inside.size()) return std::nullopt;
    const Day day = today + Days(inside[1] == '-' ? -count : count);
    switch (inside[0]) {
        case 'D':
            return formatDayCompact(day);
        case 'd':
            return formatDay(day);
        case 'y':
            return formatDayCompact(day).substr(2);
        default:
            return std::nullopt;
    }
}

Result<std::string> readText(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(FailureKind::not_found, "cannot be opened for reading", file.string());
    return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

std::string withDays(std::string_view text, Day today) {
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) break;
        const auto day = dayText(text.substr(open + 1, close - open - 1), today);
        out += text.substr(0, open);
        out += day ? *day : std::string(text.substr(open, close - open + 1));
        text.remove_prefix(close + 1);
    }
    return out.append(text);
}

Result<std::vector<DemoOrder>> demoOrders(const fs::path& conf, Day today) {
    const fs::path folder = conf / "demo" / "orders";
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error))
        if (entry.is_regular_file()) files.push_back(entry.path());
    if (error || files.empty())
        return fail(FailureKind::not_found, "there are no demo orders", folder.string());
    std::ranges::sort(files);
    std::vector<DemoOrder> orders;
    for (const fs::path& file : files) {
        auto text = readText(file);
        if (!text) return fail(text.error());
        orders.push_back({file.parent_path().filename().string(), file.filename().string(),
                          withDays(*text, today)});
    }
    return orders;
}

}  // namespace entrepot::cli
