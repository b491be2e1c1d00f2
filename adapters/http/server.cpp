#include "adapters/http/server.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/Net/TCPServerParams.h>
#include <Poco/ThreadPool.h>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "adapters/http/connection.h"

namespace entrepot::http {
namespace {

using Poco::Net::Context;
using Poco::Net::ServerSocket;

constexpr int stack_bytes = 512 * 1024;  // only what is touched becomes memory
constexpr int accept_backlog = 512;

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
public:
    explicit ConnectionFactory(ServerState& state) : state_(state) {}
    Poco::Net::TCPServerConnection* createConnection(
        const Poco::Net::StreamSocket& socket) override {
        return new Connection(socket, state_);
    }

private:
    ServerState& state_;
};

Context::Ptr tlsContext(const ServerOptions& options) {
    Context::Params params;
    params.certificateFile = options.tls_certificate_file.string();
    params.privateKeyFile = options.tls_key_file.string();
    params.verificationMode = Context::VERIFY_NONE;  // callers show a key, not a certificate
    params.loadDefaultCAs = false;
    Context::Ptr context = new Context(Context::TLS_SERVER_USE, params);
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->preferServerCiphers();
    return context;
}

ServerSocket listenOn(const ServerOptions& options) {
    const Poco::Net::SocketAddress address(options.address, options.port);
    ServerSocket socket = options.tls_certificate_file.empty()
                              ? ServerSocket()
                              : Poco::Net::SecureServerSocket(tlsContext(options));
    socket.bind(address, true, false);  // not shared with another process
    socket.listen(accept_backlog);
    return socket;
}

Poco::Net::TCPServerParams::Ptr serverParams(const ServerOptions& options) {
    Poco::Net::TCPServerParams::Ptr params = new Poco::Net::TCPServerParams;
    params->setMaxThreads(options.threads_max);
    params->setMaxQueued(options.queue_max);
    return params;
}

}  // namespace

struct Server::Parts {
    Parts(const ServerOptions& wanted, Service& service, const ServerSocket& socket)
        : options(wanted),
          pool("http", 2, options.threads_max, 60, stack_bytes),
          state{.options = options,
                .service = service,
                .bodies = BodyBudget(options.bodies_bytes_max),
                .watch = ConnectionWatch([this] { return waiting(); })},
          server(new ConnectionFactory(state), pool, socket, serverParams(options)) {
        running = true;
        server.start();
    }

    // The watch's thread asks from its first moment on.
    int waiting() const { return running ? server.queuedConnections() : 0; }

    const ServerOptions options;
    std::atomic<bool> running = false;
    Poco::ThreadPool pool;
    ServerState state;
    Poco::Net::TCPServer server;
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() {
    stop();
}

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Service& service) {
    std::signal(SIGPIPE, SIG_IGN);  // a client that left shows as a failed write
    const std::string where = options.address + ":" + std::to_string(options.port);
    try {
        auto parts = std::make_unique<Parts>(options, service, listenOn(options));
        return std::unique_ptr<Server>(new Server(std::move(parts)));
    } catch (const Poco::Exception& problem) {
        return fail(FailureKind::unavailable, "cannot listen: " + problem.displayText(), where);
    }
}

std::uint16_t Server::port() const {
    return parts_->server.port();
}

bool Server::secure() const {
    return !parts_->options.tls_certificate_file.empty();
}

int Server::connections() const {
    return parts_->state.connections;
}

void Server::stop() {
    ServerState& state = parts_->state;
    if (state.stopping.exchange(true)) return;
    parts_->running = false;
    parts_->server.stop();
    state.watch.endIdle();
    const auto until = std::chrono::steady_clock::now() + parts_->options.stop_grace;
    while (state.connections > 0 && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        state.watch.endIdle();
    }
    state.watch.endAll();
    parts_->pool.joinAll();
}

}  // namespace entrepot::http
