// What happened, for operators and for metrics. Implementations must not block for long.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/exchange/events.h"

namespace entrepot::ports {

struct Event {
    exchange::EventId id;
    DocumentId document;
    PartnerKey partner;
    std::vector<std::pair<std::string_view, std::string>> values;
};

class EventLog {
public:
    virtual ~EventLog() = default;
    virtual void note(const Event& event) = 0;
};

}  // namespace entrepot::ports
