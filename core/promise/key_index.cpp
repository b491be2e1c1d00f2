#include "core/promise/key_index.h"

#include <functional>

namespace entrepot::promise {
namespace {

constexpr std::size_t slots_min = 64;
constexpr std::uint64_t number_mask = 0xffffffffU;

std::uint64_t hashOf(std::string_view key) {
    return std::hash<std::string_view>{}(key);
}

}  // namespace

std::size_t KeyIndex::slotOf(std::string_view key, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        const std::uint64_t held = slots_[slot];
        if (held == 0) return slot;
        if (((held ^ hash) & ~number_mask) == 0 && keys_[(held & number_mask) - 1] == key)
            return slot;
    }
}

void KeyIndex::grow() {
    slots_.assign(std::max(slots_min, slots_.size() * 2), 0);
    for (std::size_t number = 0; number < keys_.size(); ++number) {
        const std::uint64_t hash = hashOf(keys_[number]);
        slots_[slotOf(keys_[number], hash)] = (hash & ~number_mask) | (number + 1);
    }
}

std::uint32_t KeyIndex::add(std::string_view key) {
    if (keys_.size() * 2 >= slots_.size()) grow();
    const std::uint64_t hash = hashOf(key);
    std::uint64_t& slot = slots_[slotOf(key, hash)];
    if (slot == 0) {
        keys_.emplace_back(key);
        slot = (hash & ~number_mask) | keys_.size();
    }
    return static_cast<std::uint32_t>((slot & number_mask) - 1);
}

std::optional<std::uint32_t> KeyIndex::find(std::string_view key) const {
    if (keys_.empty()) return std::nullopt;
    const std::uint64_t held = slots_[slotOf(key, hashOf(key))];
    if (held == 0) return std::nullopt;
    return static_cast<std::uint32_t>((held & number_mask) - 1);
}

}  // namespace entrepot::promise
