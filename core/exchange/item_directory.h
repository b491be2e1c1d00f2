// The ERP's items, found by whatever number a document uses for them.
//
// Immutable; a new supply reading makes a new directory, which threads share until they let go.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/item.h"

namespace entrepot::exchange {

class ItemDirectory {
public:
    ItemDirectory() = default;
    explicit ItemDirectory(std::vector<model::Item> items);

    // The item that the identifiers name. Numbers of ours (seller) count first, then GTINs, then
    // the rest in their order. A GTIN matches with or without its leading zeros. Null when none is
    // known.
    const model::Item* find(const std::vector<model::ItemIdentifier>& ids) const;
    const model::Item* find(const ItemKey& key) const;
    std::size_t size() const { return items_.size(); }
    const std::vector<model::Item>& all() const { return items_; }

private:
    const model::Item* find(const model::ItemIdentifier& id) const;

    std::vector<model::Item> items_;
    std::unordered_map<std::string, std::size_t> by_key_;
    std::unordered_map<std::string, std::size_t> by_identifier_;  // "scheme:value"
};

// The directory of the last reading. Thread-safe.
class CurrentItems {
public:
    std::shared_ptr<const ItemDirectory> get() const;
    void set(std::shared_ptr<const ItemDirectory> items);

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const ItemDirectory> items_ = std::make_shared<ItemDirectory>();
};

}  // namespace entrepot::exchange
