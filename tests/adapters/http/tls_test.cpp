#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <openssl/ssl.h>

#include <catch2/catch.hpp>

#include "adapters/http/server.h"
#include "tests/support/net/certificate.h"
#include "tests/support/net/raw_client.h"

using namespace entrepot;
using namespace std::chrono_literals;
using Poco::Net::Context;

namespace {

class Hello : public http::Service {
public:
    http::Admission admit(http::Request&) override { return {std::nullopt, 100'000}; }
    http::Response handle(http::Request& request) override {
        return {200, "text/plain", {}, "hello " + request.body};
    }
    http::Response sorry(http::Trouble, const http::Request&) override { return {400, "", {}, ""}; }
    void served(const http::Request&, const http::Served&) override {}
};

Poco::Net::StreamSocket connectSecurely(std::uint16_t port, const Context::Ptr& context) {
    Poco::Net::SecureStreamSocket socket(context);
    socket.setPeerHostName("127.0.0.1");
    socket.connect(Poco::Net::SocketAddress("127.0.0.1", port));
    socket.completeHandshake();
    return socket;
}

Context::Ptr trusting(const std::filesystem::path& certificate) {
    return new Context(Context::TLS_CLIENT_USE, certificate.string(), Context::VERIFY_STRICT);
}

}  // namespace

TEST_CASE("TLS 1.2 and later is spoken, older is refused, and plain talk ends the connection") {
    const test::ScratchDirectory folder;
    const auto files = test::makeCertificate(folder);
    Hello hello;
    const auto server = http::Server::start(
        {.tls_certificate_file = files.certificate, .tls_key_file = files.key, .header_max = 2s},
        hello);
    REQUIRE(server.has_value());
    const auto port = (*server)->port();

    test::RawClient secure(connectSecurely(port, trusting(files.certificate)));
    secure.send(test::requestText("POST / HTTP/1.1", "", "over TLS"));
    CHECK(secure.receive().body == "hello over TLS");
    secure.send(test::requestText("POST / HTTP/1.1", "", std::string(60'000, 'x')));
    CHECK(secure.receive().body.size() == 60'006);

    const auto old = trusting(files.certificate);
    SSL_CTX_set_min_proto_version(old->sslContext(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(old->sslContext(), TLS1_1_VERSION);
    CHECK_THROWS_AS(connectSecurely(port, old), Poco::Exception);

    test::RawClient plain(port);
    plain.send(test::requestText("GET / HTTP/1.1"));
    CHECK(plain.receive().status == 0);
}

TEST_CASE("a client that never finishes its TLS handshake is cut off") {
    const test::ScratchDirectory folder;
    const auto files = test::makeCertificate(folder);
    Hello hello;
    const auto server = http::Server::start(
        {.tls_certificate_file = files.certificate, .tls_key_file = files.key, .header_max = 80ms},
        hello);

    test::RawClient silent((*server)->port());
    silent.send("\x16\x03\x01");

    CHECK(silent.closedWithin(5s));
}
