// A clock that stands still until a test turns it.
#pragma once
#include <atomic>

#include "core/ports/clock.h"

namespace entrepot::test {

class ManualClock : public ports::Clock {
public:
    explicit ManualClock(Instant now) : now_(microseconds(now)) {}

    Instant now() const override { return instantOf(now_.load()); }
    Day today() const override { return std::chrono::floor<Days>(now()); }

    void set(Instant now) { now_ = microseconds(now); }
    void advance(std::chrono::microseconds by) { now_ += by.count(); }

private:
    std::atomic<std::int64_t> now_;
};

}  // namespace entrepot::test
