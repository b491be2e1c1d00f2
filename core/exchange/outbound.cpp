#include "core/exchange/outbound.h"

#include <algorithm>

#include "core/base/crash_point.h"

namespace entrepot::exchange {
namespace {

MessageFormat formatOf(const std::string& text) {
    const auto first = text.find('/');
    const auto second = text.find('/', first + 1);
    if (first == std::string::npos || second == std::string::npos) return {};
    return {text.substr(0, first), text.substr(first + 1, second - first - 1),
            text.substr(second + 1)};
}

}  // namespace

std::chrono::microseconds pauseBefore(int attempt, const RetryPolicy& policy, std::uint64_t seed) {
    const int doublings = std::clamp(attempt - 1, 0, 30);
    const std::chrono::microseconds full = std::min<std::chrono::microseconds>(
        policy.first_pause * (std::int64_t{1} << doublings), policy.pause_max);
    seed = (seed ^ (seed >> 31)) * 0x9E3779B97F4A7C15u;
    return full - full / 4 * static_cast<int>(seed >> 57) / 128;
}

Result<std::size_t> OutboundDesk::deliverDue(std::size_t limit) {
    auto due = ports_.outbound.due(ports_.clock.now(), limit);
    if (!due) return fail(due.error());
    for (const Document& document : *due) {
        auto delivered = deliver(document);
        if (!delivered) return fail(delivered.error());
    }
    return due->size();
}

Result<void> OutboundDesk::deliver(const Document& document) {
    const Partner* partner = ports_.partners.find(document.partner);
    if (partner == nullptr)
        return recordFailure(document, {FailureKind::not_found, "the partner is not configured",
                                        document.partner.value});
    auto place = handOver(document, *partner);
    if (!place) return recordFailure(document, place.error());

    crashPoint("delivered");
    const Instant now = ports_.clock.now();
    std::optional<Instant> acknowledge_by;
    const bool awaited = !isAcknowledgement(document) && partner->acknowledgement_hours_max > 0 &&
                         ports_.translator.isAcknowledged(formatOf(document.format));
    if (awaited) acknowledge_by = now + std::chrono::hours(partner->acknowledgement_hours_max);
    auto stored = ports_.outbound.sent(document.id, *place, now, acknowledge_by);
    if (stored)
        ports_.events.note(
            {EventId::outbound_sent, document.id, document.partner, {{"to", *place}}});
    return stored;
}

Result<std::string> OutboundDesk::handOver(const Document& document, const Partner& partner) {
    if (partner.delivery_kind == DeliveryKind::collect)
        return "/api/v1/documents/" + formatId(document.id.value) + "/raw";
    auto bytes = ports_.archive.bytes(document.id);
    if (!bytes) return fail(bytes.error());
    return ports_.transport.deliver(document, *bytes, partner);
}

Result<void> OutboundDesk::recordFailure(const Document& document, const Failure& failure) {
    const Instant now = ports_.clock.now();
    const int attempt = static_cast<int>(document.attempts) + 1;
    std::optional<Instant> next;
    if (isTransient(failure.kind) && attempt < policy_.attempts_max)
        next = now + pauseBefore(attempt, policy_, static_cast<std::uint64_t>(document.id.value));
    ports_.events.note(
        {EventId::outbound_failed, document.id, document.partner, {{"why", describe(failure)}}});
    return ports_.outbound.attemptFailed(document.id, describe(failure), now, next);
}

Result<std::size_t> OutboundDesk::reportOverdue() {
    auto overdue = ports_.outbound.markOverdue(ports_.clock.now());
    if (!overdue) return fail(overdue.error());
    for (const Document& document : *overdue)
        ports_.events.note({EventId::outbound_overdue, document.id, document.partner, {}});
    return overdue->size();
}

}  // namespace entrepot::exchange
