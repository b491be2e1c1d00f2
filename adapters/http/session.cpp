#include "adapters/http/session.h"

#include <Poco/Net/NetException.h>
#include <Poco/Timespan.h>

#include <algorithm>
#include <limits>

namespace entrepot::http {

bool Session::waitForBytes(std::chrono::milliseconds at_most) {
    if (hasBuffered() || socket().available() > 0) return true;
    return socket().poll(Poco::Timespan(at_most.count() * Poco::Timespan::MILLISECONDS),
                         Poco::Net::Socket::SELECT_READ);
}

std::size_t Session::readSome(char* buffer, std::size_t length) {
    const auto wanted = std::min<std::size_t>(length, 1 << 20);
    const int got = read(buffer, static_cast<std::streamsize>(wanted));
    return got > 0 ? static_cast<std::size_t>(got) : 0;
}

bool Session::readLine(std::string& line, std::size_t length_max) {
    line.clear();
    for (;;) {
        const int c = get();
        if (c == std::char_traits<char>::eof()) return false;
        if (c == '\n') break;
        if (line.size() > length_max) return false;
        line += static_cast<char>(c);
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line.size() <= length_max;
}

void Session::writeAll(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto part = std::min<std::size_t>(bytes.size(), std::numeric_limits<int>::max() / 2);
        const int sent = socket().sendBytes(bytes.data(), static_cast<int>(part));
        if (sent <= 0) throw Poco::Net::ConnectionResetException("nothing could be sent");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

}  // namespace entrepot::http
