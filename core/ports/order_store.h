// The orders of the shared model: one row per message that carried an order, with our answer to it.
//
// The order of a customer and number is the newest row kept with `current`: a rejected repeat of a
// number does not take the place of the order it repeats. Thread-safe; durable when keep() returns.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"

namespace entrepot::ports {

struct OrderRecord {
    PartnerKey customer;
    std::string number;
    DocumentId document;
    MessageId message;
    PromiseId promise;     // none when nothing could be promised
    bool current = true;   // false: a rejected repeat, or the cancellation of an unknown order
    std::string status;    // accepted, changed, rejected, cancelled
    std::string order;     // model text
    std::string response;  // model text
    Instant changed_at{};
};

struct OrderQuery {
    std::optional<PartnerKey> customer;
    std::string number;
    MessageId before;  // cursor
    std::size_t limit = 50;
};

class OrderStore {
public:
    virtual ~OrderStore() = default;
    virtual Result<std::optional<OrderRecord>> find(const PartnerKey& customer,
                                                    std::string_view number) = 0;
    // What one message said and was answered, whatever became of the order since.
    virtual Result<std::optional<OrderRecord>> findByMessage(MessageId message) = 0;
    // Current ones, newest first.
    virtual Result<std::vector<OrderRecord>> search(const OrderQuery& query) = 0;
    // Once for a message; a repeat for the same message replaces. `current` rows are what find()
    // gives: keeping one takes the place of the customer's earlier row of that number.
    virtual Result<void> keep(const OrderRecord& order) = 0;
};

}  // namespace entrepot::ports
