#include "core/base/nearest.h"

#include <algorithm>
#include <vector>

namespace entrepot {
namespace {

constexpr std::size_t compared_bytes_max = 64;  // longer names are compared by their beginning

std::string comparable(std::string_view name) {
    std::string lower(name.substr(0, compared_bytes_max));
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

}  // namespace

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

std::optional<std::string> nearestName(std::string_view written,
                                       std::span<const std::string> known) {
    const std::string wanted = comparable(written);
    std::optional<std::string> best;
    std::size_t best_distance = std::max<std::size_t>(2, wanted.size() / 3) + 1;
    for (const std::string& name : known) {
        const std::size_t distance = editDistance(wanted, comparable(name));
        if (distance >= best_distance) continue;
        best_distance = distance;
        best = name;
    }
    return best;
}

std::string suggestion(std::string_view written, std::span<const std::string> known) {
    const auto name = nearestName(written, known);
    return name ? "; did you mean " + *name + "?" : std::string();
}

}  // namespace entrepot
