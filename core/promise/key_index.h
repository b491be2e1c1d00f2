// Numbers keys (items, sites) from zero as they come, and finds the number again by hash.
//
// One flat table of 64-bit slots: half of the hash to compare without touching the key, half the
// number. Grows only while it is filled.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entrepot::promise {

class KeyIndex {
public:
    // The number of `key`, given now when it is new.
    std::uint32_t add(std::string_view key);
    std::optional<std::uint32_t> find(std::string_view key) const;

    const std::string& key(std::uint32_t number) const { return keys_[number]; }
    std::size_t size() const { return keys_.size(); }

private:
    // The slot that holds `key`, or the empty one where it belongs.
    std::size_t slotOf(std::string_view key, std::uint64_t hash) const;
    void grow();

    std::vector<std::string> keys_;
    std::vector<std::uint64_t> slots_;  // upper half of the hash, number + 1; 0 = empty
};

}  // namespace entrepot::promise
