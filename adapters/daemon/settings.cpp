#include "adapters/daemon/settings.h"

namespace entrepot::daemon {

Result<odbc::StoreSettings> storeSettings(const config::Store& store) {
    auto password = config::readSecret(store.password);
    if (!password) return fail(password.error());
    odbc::StoreSettings settings;
    settings.kind =
        store.kind == config::StoreKind::sqlite ? odbc::Product::sqlite : odbc::Product::postgresql;
    settings.file = store.file;
    settings.driver = store.driver;
    settings.server = store.server;
    settings.port = store.port;
    settings.database = store.database;
    settings.user = store.user;
    settings.password = *password;
    settings.options = store.options;
    settings.lock_wait_ms_max = store.lock_wait_ms_max;
    settings.connect_seconds_max = store.connect_seconds_max;
    settings.statement_ms_max = store.statement_ms_max;
    settings.waiting_writes_max = store.waiting_writes_max;
    settings.readers_max = store.readers_max;
    return settings;
}

http::ServerOptions serverOptions(const config::Http& http) {
    using std::chrono::milliseconds;
    http::ServerOptions options;
    options.address = http.address;
    options.port = static_cast<std::uint16_t>(http.port);
    options.tls_certificate_file = http.tls_certificate_file;
    options.tls_key_file = http.tls_key_file;
    options.threads_max = http.threads_max;
    options.queue_max = http.queue_max;
    options.busy_percent = http.busy_percent;
    options.keep_alive = milliseconds(http.keep_alive_ms);
    options.header_max = milliseconds(http.header_ms_max);
    options.body_max = milliseconds(http.body_ms_max);
    options.response_max = milliseconds(http.response_ms_max);
    options.bodies_bytes_max = static_cast<std::size_t>(http.bodies_bytes_max);
    return options;
}

http::GateOptions gateOptions(const config::Http& http) {
    http::GateOptions options;
    options.rate = {.per_second = static_cast<double>(http.requests_per_second_max),
                    .burst = static_cast<double>(http.requests_burst_max)};
    options.key_cache = std::chrono::milliseconds(http.key_cache_ms);
    return options;
}

exchange::RetryPolicy deliveryPolicy(const config::Exchange& exchange) {
    return {exchange.attempts_max, std::chrono::milliseconds(exchange.retry_ms_first),
            std::chrono::milliseconds(exchange.retry_ms_max)};
}

exchange::RetryPolicy handOverPolicy(const config::Erp& erp) {
    exchange::RetryPolicy policy;
    policy.first_pause = std::chrono::milliseconds(erp.retry_ms_first);
    policy.pause_max = std::chrono::milliseconds(erp.retry_ms_max);
    return policy;
}

EventWriter::Settings eventSettings(const config::Log& log) {
    return {static_cast<exchange::EventLevel>(log.level), log.file};
}

}  // namespace entrepot::daemon
