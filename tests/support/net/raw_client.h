// A socket that says exactly what a test wants, whether or not it is HTTP.
#pragma once
#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace entrepot::test {

struct RawResponse {
    int status = 0;
    std::string head;
    std::string body;

    std::string header(std::string_view name) const;
};

class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    explicit RawClient(const Poco::Net::StreamSocket& socket);

    void send(std::string_view bytes);
    void closeSending();
    // One response by its Content-Length; status 0 when the connection ended before.
    RawResponse receive(bool with_body = true);
    // Waits for the server's close; false when it did not come in time.
    bool closedWithin(std::chrono::milliseconds at_most);

private:
    bool fill();

    Poco::Net::StreamSocket socket_;
    std::string buffer_;
};

// "POST /x HTTP/1.1" with Host, these header lines (each ending in \r\n) and a body with its
// length.
std::string requestText(std::string_view start, std::string_view headers = {},
                        std::string_view body = {});

}  // namespace entrepot::test
