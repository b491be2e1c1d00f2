// Poco's HTTP session with its buffer opened to us: we frame bodies ourselves, because Poco takes a
// broken or cut-off body for a complete one.
#pragma once
#include <Poco/Net/HTTPSession.h>
#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <string>
#include <string_view>

namespace entrepot::http {

class Session : public Poco::Net::HTTPSession {
public:
    explicit Session(const Poco::Net::StreamSocket& socket) : HTTPSession(socket, true) {}

    // False when nothing came in that time.
    bool waitForBytes(std::chrono::milliseconds at_most);
    bool hasBuffered() { return buffered() > 0; }

    // At most `length` bytes; 0 when the other side has closed. Throws what Poco throws.
    std::size_t readSome(char* buffer, std::size_t length);
    // Without its line end; false when it is longer or the other side has closed.
    bool readLine(std::string& line, std::size_t length_max);

    void writeAll(std::string_view bytes);
};

}  // namespace entrepot::http
