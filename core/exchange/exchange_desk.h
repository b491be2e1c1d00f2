// The exchange at work: payloads are accepted, queued, and advanced by as many workers as call
// workOne.
//
// accept() is durable before it returns; everything after is resumed from the store by resume()
// when the process starts again. A document that fails for the world's reasons waits and is tried
// again. Owns no threads: the daemon runs workers, tests run them by hand.
#pragma once
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "core/exchange/exchange.h"
#include "core/exchange/inbound.h"
#include "core/exchange/outbound.h"

namespace entrepot::exchange {

class ExchangeDesk : public Exchange {
public:
    ExchangeDesk(ExchangePorts& ports, RetryPolicy policy);

    Result<Receipt> accept(Arrival arrival) override;
    bool waitFinished(DocumentId id, std::chrono::milliseconds at_most) override;
    Result<void> reprocess(DocumentId id) override;
    Result<void> resend(DocumentId id) override;

    // Takes up everything a previous run left unfinished.
    Result<std::size_t> resume();
    // Advances one waiting document; false when none is waiting.
    bool workOne();
    // Blocks until a document waits or stop() was called; false after stop() with nothing left.
    bool waitForWork();
    // Puts documents whose pause is over back into the queue.
    void retryDue();
    // No new payloads; workers end when the queue is empty.
    void stop();

    std::size_t waiting() const;

private:
    struct Pause {
        int attempts = 0;
        Instant until{};
    };

    void enqueue(DocumentId id);  // unless it is known
    void endPause(DocumentId id);
    void settle(DocumentId id, const Result<DocumentState>& outcome);

    ExchangePorts& ports_;
    RetryPolicy policy_;
    Inbound inbound_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<DocumentId> queue_;
    std::unordered_set<DocumentId> known_;  // queued, being worked on, or paused
    std::unordered_map<DocumentId, Pause> paused_;
    bool stopping_ = false;
};

}  // namespace entrepot::exchange
