// The whole broker in one object: stores, promise desk, exchange, ERP, HTTP, folders, and the
// threads that move them. start() returns when it takes documents; stop() finishes what it
// accepted.
#pragma once
#include <memory>
#include <string>

#include "adapters/config/configuration.h"
#include "core/base/result.h"
#include "core/exchange/exchange.h"
#include "core/exchange/partner.h"
#include "core/ports/access_store.h"
#include "core/ports/document_store.h"
#include "core/ports/order_store.h"

namespace entrepot::daemon {

class Broker {
public:
    struct Start {
        config::Configuration configuration;
        exchange::PartnerDirectory partners;
        std::filesystem::path schemas;
    };

    // The failure says what to mend: database, certificate, port, a schema file with its line.
    static Result<std::unique_ptr<Broker>> start(Start start);
    ~Broker();  // stops
    Broker(const Broker&) = delete;
    Broker& operator=(const Broker&) = delete;

    std::string url() const;  // "http://127.0.0.1:8080"
    void stop();              // idempotent

    // What the demo and the benches look at.
    exchange::Exchange& exchange();
    ports::DocumentArchive& archive();
    ports::OrderStore& orders();
    ports::AccessStore& access();

private:
    struct Parts;
    explicit Broker(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace entrepot::daemon
