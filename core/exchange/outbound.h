// What leaves us: due documents are delivered, failures tried again later, overdue ones reported.
//
//   queued -> sent -> acknowledged | overdue | failed
//
// Called by the scheduler; one call at a time.
#pragma once
#include "core/exchange/exchange_ports.h"

namespace entrepot::exchange {

struct RetryPolicy {
    int attempts_max = 12;
    std::chrono::milliseconds first_pause{5'000};
    std::chrono::milliseconds pause_max{3'600'000};
};

// Doubles with each attempt up to the longest, less up to a quarter by chance (`seed`), so that
// many failures of one moment do not come back in one moment.
std::chrono::microseconds pauseBefore(int attempt, const RetryPolicy& policy, std::uint64_t seed);

class OutboundDesk {
public:
    OutboundDesk(ExchangePorts& ports, RetryPolicy policy) : ports_(ports), policy_(policy) {}

    // Delivers what is due now, at most `limit`; returns how many were taken up.
    Result<std::size_t> deliverDue(std::size_t limit);
    // Marks and reports documents whose acknowledgement did not come in time.
    Result<std::size_t> reportOverdue();

private:
    Result<void> deliver(const Document& document);
    Result<std::string> handOver(const Document& document, const Partner& partner);
    Result<void> recordFailure(const Document& document, const Failure& failure);

    ExchangePorts& ports_;
    RetryPolicy policy_;
};

}  // namespace entrepot::exchange
