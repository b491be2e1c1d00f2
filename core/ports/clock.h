// Time, injected: tests and simulations turn it themselves.
#pragma once
#include "core/base/time.h"

namespace entrepot::ports {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;  // UTC; never compare across restarts
    virtual Day today() const = 0;    // calendar day at the company's seat
};

}  // namespace entrepot::ports
