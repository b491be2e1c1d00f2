#include "core/exchange/exchange_desk.h"

#include "core/base/crash_point.h"

namespace entrepot::exchange {

ExchangeDesk::ExchangeDesk(ExchangePorts& ports, RetryPolicy policy)
    : ports_(ports), policy_(policy), inbound_(ports) {}

Result<Receipt> ExchangeDesk::accept(Arrival arrival) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return fail(FailureKind::cancelled, "the broker is stopping; send it again");
    }
    if (arrival.bytes.size() > ports_.limits.body_bytes_max)
        return fail(FailureKind::too_large, "more than " +
                                                std::to_string(ports_.limits.body_bytes_max) +
                                                " bytes (limits/body_bytes_max)");
    arrival.at = ports_.clock.now();
    auto kept = ports_.inbound.accept(arrival, DocumentId{ports_.ids.next(arrival.at)});
    if (!kept) return fail(kept.error());
    crashPoint("after-received");
    ports_.events.note({kept->duplicate ? EventId::document_duplicate : EventId::document_received,
                        kept->id,
                        arrival.caller.value_or(PartnerKey()),
                        {{"channel", arrival.channel}}});
    enqueue(kept->id);  // a repeat too: its first arrival may be kept although its commit failed
    return Receipt{kept->id, kept->duplicate, arrival.at};
}

void ExchangeDesk::enqueue(DocumentId id) {
    const std::lock_guard lock(mutex_);
    if (!known_.insert(id).second) return;
    queue_.push_back(id);
    changed_.notify_all();
}

void ExchangeDesk::endPause(DocumentId id) {
    const std::lock_guard lock(mutex_);
    const auto paused = paused_.find(id);
    if (paused == paused_.end() || paused->second.until == Instant{}) return;
    paused->second.until = Instant{};
    queue_.push_back(id);
    changed_.notify_all();
}

bool ExchangeDesk::waitFinished(DocumentId id, std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, at_most, [&] { return !known_.contains(id); });
}

Result<std::size_t> ExchangeDesk::resume() {
    auto unfinished = ports_.inbound.unfinished();
    if (!unfinished) return fail(unfinished.error());
    for (const DocumentId id : *unfinished) enqueue(id);
    return unfinished->size();
}

bool ExchangeDesk::workOne() {
    DocumentId id;
    {
        const std::lock_guard lock(mutex_);
        if (queue_.empty()) return false;
        id = queue_.front();
        queue_.pop_front();
    }
    settle(id, inbound_.advance(id));
    return true;
}

void ExchangeDesk::settle(DocumentId id, const Result<DocumentState>& outcome) {
    if (!outcome)
        ports_.events.note(
            {EventId::document_step_failed, id, {}, {{"why", describe(outcome.error())}}});
    const std::lock_guard lock(mutex_);
    if (outcome) {
        known_.erase(id);
        paused_.erase(id);
    } else {
        Pause& pause = paused_[id];
        ++pause.attempts;
        pause.until = ports_.clock.now() +
                      pauseBefore(pause.attempts, policy_, static_cast<std::uint64_t>(id.value));
    }
    changed_.notify_all();
}

void ExchangeDesk::retryDue() {
    const Instant now = ports_.clock.now();
    const std::lock_guard lock(mutex_);
    for (auto& [id, pause] : paused_) {
        if (pause.until > now || pause.until == Instant{}) continue;
        pause.until = Instant{};
        queue_.push_back(id);
    }
    changed_.notify_all();
}

bool ExchangeDesk::waitForWork() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    return !queue_.empty();
}

void ExchangeDesk::stop() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
}

std::size_t ExchangeDesk::waiting() const {
    const std::lock_guard lock(mutex_);
    return known_.size();
}

Result<void> ExchangeDesk::reprocess(DocumentId id) {
    auto document = ports_.archive.find(id);
    if (!document) return fail(document.error());
    if (!*document) return fail(FailureKind::not_found, "no such document", formatId(id.value));
    const DocumentState state = (*document)->state;
    if ((*document)->direction != Direction::inbound)
        return fail(FailureKind::invalid, "only documents that came in are processed; use resend");
    if (state != DocumentState::quarantined && isFinished(state))
        return fail(FailureKind::conflict,
                    "is " + std::string(nameOf(state)) + "; only quarantined ones start again",
                    formatId(id.value));
    if (state == DocumentState::quarantined) {
        DocumentChange change;
        change.document = id;
        change.from = state;
        change.to = DocumentState::received;
        change.note = "reprocess";
        change.at = ports_.clock.now();
        if (auto stored = ports_.inbound.apply(change); !stored) return stored;
    }
    enqueue(id);
    endPause(id);
    return {};
}

Result<void> ExchangeDesk::resend(DocumentId id) {
    return ports_.outbound.queueAgain(id, ports_.clock.now());
}

}  // namespace entrepot::exchange
