#include "core/base/id_source.h"

#include <algorithm>

namespace entrepot {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int counter_bits = 21;
constexpr std::size_t id_length = 13;
const Instant epoch = Day(std::chrono::year(2020) / 1 / 1);

}  // namespace

void IdSource::seen(std::int64_t id) {
    std::int64_t last = last_.load();
    while (last < id && !last_.compare_exchange_weak(last, id)) {
    }
}

std::int64_t IdSource::next(Instant now) {
    const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(now - epoch).count();
    const std::int64_t by_clock = std::max<std::int64_t>(age, 0) << counter_bits;
    std::int64_t last = last_.load();
    std::int64_t id = 0;
    do {
        id = std::max(by_clock, last + 1);
    } while (!last_.compare_exchange_weak(last, id));
    return id;
}

std::string formatId(std::int64_t id) {
    std::string text(id_length, '0');
    auto rest = static_cast<std::uint64_t>(id);
    for (std::size_t i = id_length; i-- > 0; rest >>= 5) text[i] = alphabet[rest & 31];
    return text;
}

std::optional<std::int64_t> parseId(std::string_view text) {
    if (text.size() != id_length) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos || (value >> 58) != 0) return std::nullopt;
        value = value << 5 | digit;
    }
    return static_cast<std::int64_t>(value);
}

}  // namespace entrepot
