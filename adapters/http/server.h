// The HTTP server: Poco's TCP server and thread pool, our framing, deadlines and adaptive
// keep-alive.
//
// One thread a connection. Clients that are slow with a head, a body or an answer are cut off; idle
// ones give way when others wait.
#pragma once
#include <cstdint>
#include <memory>

#include "adapters/http/server_options.h"
#include "adapters/http/service.h"
#include "core/base/result.h"

namespace entrepot::http {

class Server {
public:
    // Listens at once. A failure names address or certificate. `service` outlives the server.
    static Result<std::unique_ptr<Server>> start(const ServerOptions& options, Service& service);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;
    bool secure() const;
    int connections() const;
    // Takes no new connections, lets requests under way finish within the grace time.
    void stop();

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace entrepot::http
