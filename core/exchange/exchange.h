// The exchange as transports, API and command line see it: hand a payload in, wait for its answer.
#pragma once
#include <chrono>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/exchange/document.h"

namespace entrepot::exchange {

struct Receipt {
    DocumentId id;
    bool duplicate = false;  // `id` is the earlier document with the same content or key
    Instant at{};
};

// Thread-safe.
class Exchange {
public:
    virtual ~Exchange() = default;
    // Durable when it returns: only then may the sender be told that we have it.
    virtual Result<Receipt> accept(Arrival arrival) = 0;
    // Until the document is finished or the time is over; false = not yet.
    virtual bool waitFinished(DocumentId id, std::chrono::milliseconds at_most) = 0;
    // Takes up a quarantined or stuck document again. `conflict` when it is finished otherwise.
    virtual Result<void> reprocess(DocumentId id) = 0;
    // Queues the same bytes once more; linked to the first. Outbound documents only.
    virtual Result<void> resend(DocumentId id) = 0;
};

}  // namespace entrepot::exchange
