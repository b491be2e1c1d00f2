// The server with real sockets: what it serves, what it refuses, what it survives.
#include "adapters/http/server.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>

#include "tests/support/net/raw_client.h"

using namespace entrepot;
using namespace std::chrono_literals;
using test::RawClient;
using test::requestText;

namespace {

// Echoes bodies; refuses the path /refused before the body; holds /held until it is let go.
class Echo : public http::Service {
public:
    http::Admission admit(http::Request& request) override {
        if (request.path == "/refused") return {http::Response{401, "text/plain", {}, "no"}, 0};
        return {std::nullopt, body_bytes_max};
    }
    http::Response handle(http::Request& request) override {
        if (request.path == "/held") {
            std::unique_lock lock(mutex_);
            held_ = true;
            changed_.notify_all();
            changed_.wait(lock, [this] { return !held_; });
        }
        return {200, "text/plain", {{"X-Query", std::string(request.queried("q"))}}, request.body};
    }
    http::Response sorry(http::Trouble trouble, const http::Request&) override {
        using enum http::Trouble;
        const int status = trouble == body_too_large         ? 413
                           : trouble == body_too_slow        ? 408
                           : trouble == memory_full          ? 503
                           : trouble == version_unsupported  ? 505
                           : trouble == encoding_unsupported ? 501
                                                             : 400;
        return {status, "text/plain", {}, "sorry"};
    }
    void served(const http::Request& request, const http::Served& served) override {
        const std::scoped_lock lock(mutex_);
        log_.push_back(request.method + " " + request.path + " " + std::to_string(served.status));
        changed_.notify_all();
    }

    void waitUntilHeld() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return held_; });
    }
    void letGo() {
        const std::scoped_lock lock(mutex_);
        held_ = false;
        changed_.notify_all();
    }
    std::string lastLogged(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return log_.size() >= count; });
        return log_.back();
    }

    std::size_t body_bytes_max = 1000;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool held_ = false;
    std::vector<std::string> log_;
};

struct Running {
    explicit Running(http::ServerOptions options = {})
        : server(http::Server::start(options, echo).value()) {}

    RawClient client() const { return RawClient(server->port()); }
    test::RawResponse ask(std::string_view text) const {
        RawClient client(server->port());
        client.send(text);
        return client.receive();
    }

    Echo echo;
    std::unique_ptr<http::Server> server;
};

}  // namespace

TEST_CASE("a connection serves request after request, with bodies by length and by chunks") {
    const Running running;
    RawClient client = running.client();

    client.send(requestText("POST /a?q=x%20y+z HTTP/1.1", "X-Request-Id: mine-1\r\n", "hello"));
    const auto first = client.receive();
    client.send(
        "POST /b HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n0A;note=x\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n");
    const auto second = client.receive();
    client.send(requestText("HEAD /c HTTP/1.1"));
    const auto third = client.receive(false);
    client.send(requestText("GET /d HTTP/1.1", "Connection: close\r\n"));
    const auto fourth = client.receive();

    CHECK(first.status == 200);
    CHECK(first.body == "hello");
    CHECK(first.header("X-Request-Id") == "mine-1");
    CHECK(first.header("X-Query") == "x y z");
    CHECK(first.header("Connection").empty());
    CHECK(second.body == "abc0123456789");
    CHECK(third.status == 200);
    CHECK(fourth.header("Connection") == "close");
    CHECK(client.closedWithin(5s));
}

TEST_CASE("pipelined requests are answered in order") {
    const Running running;
    RawClient client = running.client();

    client.send(requestText("POST /1 HTTP/1.1", "", "one") +
                requestText("POST /2 HTTP/1.1", "", "two"));

    CHECK(client.receive().body == "one");
    CHECK(client.receive().body == "two");
}

TEST_CASE("what can be understood in two ways, or not at all, is refused and the connection ends") {
    struct Row {
        std::string text;
        int status;
    };
    const auto row = GENERATE(
        Row{"garbage\r\n\r\n", 400}, Row{"GET / HTTP/1.1\r\n\r\n", 400},
        Row{"GET / HTTP/2.0\r\nHost: t\r\n\r\n", 505},
        Row{"GET /%zz?%zz=1 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        Row{"GET http://t/ HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        Row{"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Row{"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
        Row{"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
            "0\r\n\r\n",
            400},
        Row{"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: +3\r\n\r\nabc", 400},
        Row{"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 99999999999999999999\r\n\r\n", 400},
        Row{"POST / HTTP/1.1\r\nHost: t\r\nContent-Length : 3\r\n\r\nabc", 400},
        Row{"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501},
        Row{"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        Row{"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400},
        Row{"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: "
            "chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
            400},
        Row{"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
            "fffffffffffffffff\r\n",
            400},
        Row{"GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        Row{"GET / HTTP/1.1\r\nHost: t\r\nX: " + std::string(10'000, 'a') + "\r\n\r\n", 400});
    const Running running;
    RawClient client = running.client();

    client.send(row.text);
    const auto response = client.receive();

    INFO(row.text.substr(0, 120));
    CHECK(response.status == row.status);
    CHECK(client.closedWithin(5s));
}

TEST_CASE("a body over the limit is refused, announced or by chunks, and the connection ends") {
    const std::string chunk = "200\r\n" + std::string(512, 'x') + "\r\n";
    const auto text = GENERATE_COPY(
        requestText("POST / HTTP/1.1", "", std::string(1001, 'x')),
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk,
        std::string("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "ffffffffffffff00\r\n"));
    const Running running;
    RawClient client = running.client();

    client.send(text);
    const auto response = client.receive();

    CHECK(response.status == 413);
    CHECK(response.header("Connection") == "close");
    CHECK(client.closedWithin(5s));
}

TEST_CASE("a body of exactly the limit is taken, and 100-continue is said before it") {
    const Running running;
    RawClient client = running.client();

    client.send(
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
    const auto interim = client.receive();
    client.send(std::string(1000, 'x'));
    const auto response = client.receive();

    CHECK(interim.status == 100);
    CHECK(response.status == 200);
    CHECK(response.body.size() == 1000);
}

TEST_CASE("a refused caller's body is not read, and he can still read our answer") {
    const Running running;
    RawClient client = running.client();

    client.send("POST /refused HTTP/1.1\r\nHost: t\r\nContent-Length: 900\r\n\r\n" +
                std::string(900, 'x'));
    const auto response = client.receive();

    CHECK(response.status == 401);
    CHECK(response.header("Connection") == "close");
    CHECK(client.closedWithin(5s));
}

TEST_CASE("a body cut off in the middle is never taken for a whole one") {
    const auto text = GENERATE(
        as<std::string>(), "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
    const Running running;
    RawClient client = running.client();

    client.send(text);
    client.closeSending();

    CHECK(client.receive().status == 400);
}

TEST_CASE("clients that are slow with head or body are cut off by their deadline") {
    const Running running({.header_max = 80ms, .body_max = 80ms});
    RawClient silent = running.client();
    RawClient slow_head = running.client();
    RawClient slow_body = running.client();

    slow_head.send("GET / HTTP/1.1\r\nHost: ");
    slow_body.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\nabc");

    CHECK(slow_body.receive().status == 408);
    CHECK(slow_body.closedWithin(5s));
    CHECK(slow_head.closedWithin(5s));
    CHECK(silent.closedWithin(5s));
}

TEST_CASE("bodies under way share one budget of memory") {
    const Running running({.bodies_bytes_max = 100});

    CHECK(running.ask(requestText("POST / HTTP/1.1", "", std::string(101, 'x'))).status == 503);
    CHECK(running.ask(requestText("POST / HTTP/1.1", "", std::string(100, 'x'))).status == 200);
    CHECK(running.ask(requestText("POST / HTTP/1.1", "", std::string(100, 'x'))).status == 200);
}

TEST_CASE("when most threads are busy, connections close after their answer") {
    const Running running({.threads_max = 8, .busy_percent = 50});
    std::vector<RawClient> clients;
    std::string said;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(running.client());
        clients.back().send(requestText("GET / HTTP/1.1"));
        said += clients.back().receive().header("Connection").empty() ? 'k' : 'c';
    }

    CHECK(said.starts_with("kkkk"));
    CHECK(said[4] == 'c');
}

TEST_CASE("idle connections give way when others wait for a thread") {
    const Running running({.threads_max = 4, .keep_alive = 60s, .header_max = 60s});
    std::vector<RawClient> idle;
    for (int i = 0; i < 40; ++i) idle.push_back(running.client());

    const auto response = running.ask(requestText("GET /there HTTP/1.1"));

    CHECK(response.status == 200);
}

TEST_CASE("stopping lets the request under way finish and takes no other") {
    Running running;
    RawClient idle = running.client();
    idle.send(requestText("GET / HTTP/1.1"));
    CHECK(idle.receive().status == 200);
    RawClient client = running.client();
    client.send(requestText("POST /held HTTP/1.1", "", "body"));
    running.echo.waitUntilHeld();

    std::thread stopping([&] { running.server->stop(); });
    CHECK(idle.closedWithin(5s));
    running.echo.letGo();
    const auto response = client.receive();
    stopping.join();

    CHECK(response.status == 200);
    CHECK(response.header("Connection") == "close");
    CHECK(running.server->connections() == 0);
}

TEST_CASE("every request is told to the service's log") {
    Running running;

    running.ask(requestText("GET /seen HTTP/1.1"));

    CHECK(running.echo.lastLogged(1) == "GET /seen 200");
}

TEST_CASE("a server that cannot listen says where and why") {
    const Running running;
    Echo echo;

    const auto taken = http::Server::start({.port = running.server->port()}, echo);
    const auto no_certificate = http::Server::start(
        {.tls_certificate_file = "/nowhere.pem", .tls_key_file = "/nowhere.key"}, echo);

    CHECK(taken.error().kind == FailureKind::unavailable);
    CHECK(taken.error().where == "127.0.0.1:" + std::to_string(running.server->port()));
    CHECK(no_certificate.error().what.find("/nowhere") != std::string::npos);
}
