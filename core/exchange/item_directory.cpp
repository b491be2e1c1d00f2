#include "core/exchange/item_directory.h"

namespace entrepot::exchange {
namespace {

std::string lookupKey(const model::ItemIdentifier& id) {
    if (id.scheme != "gtin") return id.scheme + ":" + id.value;
    const auto first = id.value.find_first_not_of('0');
    return "gtin:" + (first == std::string::npos ? std::string() : id.value.substr(first));
}

}  // namespace

ItemDirectory::ItemDirectory(std::vector<model::Item> items) : items_(std::move(items)) {
    for (std::size_t i = 0; i < items_.size(); ++i) {
        by_key_.emplace(items_[i].key.value, i);
        for (const model::ItemIdentifier& id : items_[i].ids)
            by_identifier_.emplace(lookupKey(id), i);
    }
}

const model::Item* ItemDirectory::find(const ItemKey& key) const {
    const auto found = by_key_.find(key.value);
    return found == by_key_.end() ? nullptr : &items_[found->second];
}

const model::Item* ItemDirectory::find(const model::ItemIdentifier& id) const {
    if (id.scheme == "seller") {
        if (const model::Item* item = find(ItemKey(id.value))) return item;
    }
    const auto found = by_identifier_.find(lookupKey(id));
    return found == by_identifier_.end() ? nullptr : &items_[found->second];
}

const model::Item* ItemDirectory::find(const std::vector<model::ItemIdentifier>& ids) const {
    for (const std::string_view first : {"seller", "gtin"})
        for (const model::ItemIdentifier& id : ids)
            if (id.scheme == first)
                if (const model::Item* item = find(id)) return item;
    for (const model::ItemIdentifier& id : ids)
        if (const model::Item* item = find(id)) return item;
    return nullptr;
}

std::shared_ptr<const ItemDirectory> CurrentItems::get() const {
    const std::lock_guard lock(mutex_);
    return items_;
}

void CurrentItems::set(std::shared_ptr<const ItemDirectory> items) {
    const std::lock_guard lock(mutex_);
    items_ = std::move(items);
}

}  // namespace entrepot::exchange
