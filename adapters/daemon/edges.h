// The parts that touch the world besides store and HTTP: the ERP, deliveries, watched folders.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "adapters/config/configuration.h"
#include "core/exchange/exchange.h"
#include "core/ports/clock.h"
#include "core/ports/erp.h"
#include "core/ports/event_log.h"
#include "core/ports/transport.h"

namespace entrepot::daemon {

// Without a profile: an ERP that is always away and says how to configure one.
Result<std::unique_ptr<ports::Erp>> openErp(const config::Erp& erp,
                                            const std::filesystem::path& schemas,
                                            const ports::Clock& clock);

std::unique_ptr<ports::Transport> openTransport();

struct FolderTask {
    std::chrono::milliseconds pause{5'000};
    std::function<void()> look;  // one poll
};

// What the watches work with; borrowed.
struct FolderPorts {
    exchange::Exchange& exchange;
    const ports::Clock& clock;
    ports::EventLog& events;
};

std::vector<FolderTask> openFolders(const config::Configuration& configuration, FolderPorts ports);

}  // namespace entrepot::daemon
