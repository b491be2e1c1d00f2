// One connection: reads requests, has the service answer them, writes the answers; until the client
// leaves, takes too long, or we are too busy to keep it.
#pragma once
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/TCPServerConnection.h>

#include <atomic>
#include <optional>

#include "adapters/http/body_reader.h"
#include "adapters/http/connection_watch.h"
#include "adapters/http/server_options.h"
#include "adapters/http/service.h"
#include "adapters/http/session.h"

namespace entrepot::http {

// Shared by all connections of a server.
struct ServerState {
    const ServerOptions& options;
    Service& service;
    BodyBudget bodies;
    ConnectionWatch watch;
    std::atomic<int> connections = 0;
    std::atomic<bool> stopping = false;
};

class Connection : public Poco::Net::TCPServerConnection {
public:
    Connection(const Poco::Net::StreamSocket& socket, ServerState& state);
    ~Connection() override;

    void run() override;

private:
    struct Exchange;

    bool serveOne(Session& session, ConnectionWatch::Guard& guard);
    // False: there was no request, or none that can be answered.
    bool readHead(Session& session, Exchange& exchange);
    void answer(Session& session, ConnectionWatch::Guard& guard, Exchange& exchange);
    std::optional<Trouble> readBodyOf(Session& session, Exchange& exchange, const Framing& framing,
                                      std::size_t bytes_max);
    bool write(Session& session, Exchange& exchange);
    bool tooBusy() const;

    ServerState& state_;
};

}  // namespace entrepot::http
