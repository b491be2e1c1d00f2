// The main job of the demo: every order goes in as its customer sends it, and what comes out is
// shown.
#pragma once
#include <vector>

#include "adapters/cli/command.h"
#include "adapters/cli/demo/network.h"
#include "adapters/cli/demo/orders.h"
#include "adapters/daemon/broker.h"

namespace entrepot::cli {

// Sends, waits, prints. bad_input when an order was not answered, world_failed when it did not
// arrive.
Exit runDemoJob(Command& command, daemon::Broker& broker, const DemoNetwork& network,
                const std::vector<DemoOrder>& orders);

}  // namespace entrepot::cli
