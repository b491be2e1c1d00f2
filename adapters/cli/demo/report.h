// Shows what became of one order: receipt, acknowledgement, promises with their reasons, files.
#pragma once
#include "adapters/cli/demo/network.h"
#include "adapters/cli/demo/orders.h"
#include "adapters/cli/terminal.h"
#include "adapters/daemon/broker.h"

namespace entrepot::cli {

struct DemoResult {
    const DemoOrder* order = nullptr;
    DocumentId document;
    bool by_folder = false;
};

// False when the order has no answer.
Result<bool> report(Terminal& terminal, daemon::Broker& broker, const DemoNetwork& network,
                    const DemoResult& result);

}  // namespace entrepot::cli
