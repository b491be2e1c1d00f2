// Numbers keys (items, sites) from zero as they come, and finds the number again by hash.
//
// One flat table; a slot holds the key itself unless it is long, so that a look-up reads one place
// in memory:      [ half of the hash | number + 1 | length | up to 23 characters ]
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/large_page_allocator.h"

namespace entrepot::promise {

class KeyIndex {
public:
    // The number of `key`, given now when it is new.
    std::uint32_t add(std::string_view key);
    std::optional<std::uint32_t> find(std::string_view key) const;

    // Starts the memory for find() on its way to the processor.
    void prefetch(std::string_view key) const;

    const std::string& key(std::uint32_t number) const { return keys_[number]; }
    std::size_t size() const { return keys_.size(); }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t number_plus_one = 0;  // 0 = empty
        std::uint8_t length = 0;            // more than text holds: the key is long
        std::array<char, 23> text{};
    };

    Slot slotFor(std::string_view key, std::uint64_t hash, std::size_t number) const;
    bool holds(const Slot& slot, std::string_view key, std::uint64_t hash) const;
    // Where `key` is, or the empty slot where it belongs.
    std::size_t placeOf(std::string_view key, std::uint64_t hash) const;
    void grow();

    std::vector<std::string> keys_;
    std::vector<Slot, LargePageAllocator<Slot>> slots_;
};

}  // namespace entrepot::promise
