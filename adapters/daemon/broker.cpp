#include "adapters/daemon/broker.h"

#include "adapters/daemon/wiring.h"

namespace entrepot::daemon {

Result<std::unique_ptr<Broker>> Broker::start(Start start) {
    auto opened = openAll(start);
    if (!opened) return fail(opened.error());
    auto parts = std::make_unique<Parts>(std::move(start), std::move(*opened));
    const std::filesystem::path& xsd = parts->start.configuration.schemas.xsd_folder;
    if (!xsd.empty())
        if (auto used = parts->translator.useXsdFolder(xsd); !used) return fail(used.error());
    if (auto running = parts->run(); !running) return fail(running.error());
    return std::unique_ptr<Broker>(new Broker(std::move(parts)));
}

Broker::Broker(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Broker::~Broker() = default;

std::string Broker::url() const {
    const std::string& address = parts_->start.configuration.http.address;
    const bool any = address == "0.0.0.0" || address == "::";
    const std::string host = any                                      ? "localhost"
                             : address.find(':') != std::string::npos ? "[" + address + "]"
                                                                      : address;
    return std::string(parts_->server->secure() ? "https" : "http") + "://" + host + ":" +
           std::to_string(parts_->server->port());
}

void Broker::stop() {
    parts_->stop();
}

exchange::Exchange& Broker::exchange() {
    return parts_->desk;
}

ports::DocumentArchive& Broker::archive() {
    return parts_->opened->stores->archive();
}

ports::OrderStore& Broker::orders() {
    return parts_->opened->stores->orders();
}

ports::AccessStore& Broker::access() {
    return parts_->opened->stores->access();
}

}  // namespace entrepot::daemon
