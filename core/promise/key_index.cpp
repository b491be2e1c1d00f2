#include "core/promise/key_index.h"

#include <algorithm>
#include <functional>

namespace entrepot::promise {
namespace {

constexpr std::size_t slots_min = 64;

std::uint64_t hashOf(std::string_view key) {
    return std::hash<std::string_view>{}(key);
}

}  // namespace

KeyIndex::Slot KeyIndex::slotFor(std::string_view key, std::uint64_t hash,
                                 std::size_t number) const {
    Slot slot;
    slot.hash = static_cast<std::uint32_t>(hash >> 32);
    slot.number_plus_one = static_cast<std::uint32_t>(number + 1);
    slot.length = static_cast<std::uint8_t>(std::min(key.size(), slot.text.size() + 1));
    if (key.size() <= slot.text.size()) std::ranges::copy(key, slot.text.begin());
    return slot;
}

bool KeyIndex::holds(const Slot& slot, std::string_view key, std::uint64_t hash) const {
    if (slot.hash != static_cast<std::uint32_t>(hash >> 32)) return false;
    if (slot.length > slot.text.size()) return keys_[slot.number_plus_one - 1] == key;
    return key == std::string_view(slot.text.data(), slot.length);
}

std::size_t KeyIndex::placeOf(std::string_view key, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = hash & mask;
    while (slots_[place].number_plus_one != 0 && !holds(slots_[place], key, hash))
        place = (place + 1) & mask;
    return place;
}

void KeyIndex::grow() {
    slots_.assign(std::max(slots_min, slots_.size() * 2), Slot());
    for (std::size_t number = 0; number < keys_.size(); ++number) {
        const std::uint64_t hash = hashOf(keys_[number]);
        slots_[placeOf(keys_[number], hash)] = slotFor(keys_[number], hash, number);
    }
}

std::uint32_t KeyIndex::add(std::string_view key) {
    if (keys_.size() * 2 >= slots_.size()) grow();
    const std::uint64_t hash = hashOf(key);
    Slot& slot = slots_[placeOf(key, hash)];
    if (slot.number_plus_one == 0) {
        slot = slotFor(key, hash, keys_.size());
        keys_.emplace_back(key);
    }
    return slot.number_plus_one - 1;
}

std::optional<std::uint32_t> KeyIndex::find(std::string_view key) const {
    if (keys_.empty()) return std::nullopt;
    const Slot& slot = slots_[placeOf(key, hashOf(key))];
    if (slot.number_plus_one == 0) return std::nullopt;
    return slot.number_plus_one - 1;
}

void KeyIndex::prefetch(std::string_view key) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hashOf(key) & (slots_.size() - 1)]);
}

}  // namespace entrepot::promise
