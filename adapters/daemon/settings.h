// From the configuration's words to the settings of each part. Straight copies, one function a
// part.
#pragma once
#include "adapters/config/configuration.h"
#include "adapters/daemon/event_writer.h"
#include "adapters/http/gate.h"
#include "adapters/http/server_options.h"
#include "adapters/odbc/settings.h"
#include "core/exchange/outbound.h"

namespace entrepot::daemon {

Result<odbc::StoreSettings> storeSettings(const config::Store& store);
http::ServerOptions serverOptions(const config::Http& http);
http::GateOptions gateOptions(const config::Http& http);
exchange::RetryPolicy deliveryPolicy(const config::Exchange& exchange);
exchange::RetryPolicy handOverPolicy(const config::Erp& erp);
EventWriter::Settings eventSettings(const config::Log& log);

}  // namespace entrepot::daemon
