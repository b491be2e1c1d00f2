// The machine's clock, and the calendar day at the company's seat.
#pragma once
#include <string>

#include "core/base/check.h"
#include "core/base/result.h"
#include "core/ports/clock.h"

namespace entrepot::daemon {

class SystemClock : public ports::Clock {
public:
    // An IANA zone such as "Europe/Berlin" or "UTC". Sets the zone of the whole process: call
    // before other threads start. Fails when the machine does not know the zone.
    static Result<SystemClock> at(const std::string& zone);

    Instant now() const override;
    Day today() const override;
};

}  // namespace entrepot::daemon
