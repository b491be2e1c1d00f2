// ports::OrderStore in memory.
#pragma once
#include <map>
#include <mutex>
#include <vector>

#include "core/ports/order_store.h"

namespace entrepot::test {

class MemoryOrderStore : public ports::OrderStore {
public:
    Result<std::optional<ports::OrderRecord>> find(const PartnerKey& customer,
                                                   std::string_view number) override {
        const std::scoped_lock lock(mutex_);
        for (const auto& [message, order] : orders_)
            if (order.current && order.customer == customer && order.number == number) return order;
        return std::nullopt;
    }

    Result<std::optional<ports::OrderRecord>> findByMessage(MessageId message) override {
        const std::scoped_lock lock(mutex_);
        const auto found = orders_.find(message);
        if (found == orders_.end()) return std::nullopt;
        return found->second;
    }

    Result<std::vector<ports::OrderRecord>> search(const ports::OrderQuery& query) override {
        const std::scoped_lock lock(mutex_);
        std::vector<ports::OrderRecord> found;
        for (auto entry = orders_.rbegin(); entry != orders_.rend(); ++entry) {
            const ports::OrderRecord& order = entry->second;
            if (!order.current) continue;
            if (query.customer && order.customer != *query.customer) continue;
            if (!query.number.empty() && order.number != query.number) continue;
            if (query.before && order.message >= query.before) continue;
            if (found.size() == query.limit) break;
            found.push_back(order);
        }
        return found;
    }

    Result<void> keep(const ports::OrderRecord& order) override {
        const std::scoped_lock lock(mutex_);
        for (auto& [message, known] : orders_)
            if (order.current && known.customer == order.customer && known.number == order.number)
                known.current = false;
        orders_[order.message] = order;
        return {};
    }

private:
    std::mutex mutex_;
    std::map<MessageId, ports::OrderRecord> orders_;
};

}  // namespace entrepot::test
