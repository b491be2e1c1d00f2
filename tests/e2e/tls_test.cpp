// The real program on TLS.
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/URI.h>
#include <openssl/ssl.h>

#include <catch2/catch.hpp>

#include "tests/e2e/demo_broker.h"
#include "tests/support/net/certificate.h"

using namespace entrepot;
using namespace entrepot::test;
using Poco::Net::Context;

namespace {

// A machine whose OpenSSL would speak anything.
constexpr std::string_view lax =
    "openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = lax\n"
    "[lax]\nMinProtocol = TLSv1\nCipherString = ALL:@SECLEVEL=0\n";

Context::Ptr trusting(const std::filesystem::path& certificate) {
    return new Context(Context::TLS_CLIENT_USE, certificate.string(), Context::VERIFY_STRICT);
}

// As a client that speaks TLS 1.1 at most.
void connectInOldWords(const Poco::URI& uri, const std::filesystem::path& certificate) {
    const auto context = trusting(certificate);
    SSL_CTX_set_security_level(context->sslContext(), 0);
    SSL_CTX_set_min_proto_version(context->sslContext(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context->sslContext(), TLS1_1_VERSION);
    Poco::Net::SecureStreamSocket socket(context);
    socket.setPeerHostName(uri.getHost());
    socket.connect(Poco::Net::SocketAddress(uri.getHost(), uri.getPort()));
    socket.completeHandshake();
}

}  // namespace

TEST_CASE("with a certificate the broker speaks TLS, and nothing older than 1.2 wherever it runs") {
    const ScratchDirectory folder;
    const auto files = makeCertificate(folder);
    DemoBroker broker;
    broker.start({{"ENTREPOT_HTTP_TLS_CERTIFICATE_FILE", files.certificate.string()},
                  {"ENTREPOT_HTTP_TLS_KEY_FILE", files.key.string()},
                  {"OPENSSL_CONF", folder.write("openssl.cnf", lax).string()}});
    const Poco::URI uri(broker.url());
    REQUIRE(uri.getScheme() == "https");

    Poco::Net::HTTPSClientSession session(uri.getHost(), uri.getPort(),
                                          trusting(files.certificate));
    Poco::Net::HTTPRequest request("GET", "/healthz", "HTTP/1.1");
    session.sendRequest(request);
    Poco::Net::HTTPResponse response;
    session.receiveResponse(response);

    CHECK(response.getStatus() == 200);
    CHECK_THROWS_AS(connectInOldWords(uri, files.certificate), Poco::Exception);
    CHECK(broker.terminate() == 0);
}
