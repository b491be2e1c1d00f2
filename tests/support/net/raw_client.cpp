#include "tests/support/net/raw_client.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace entrepot::test {
namespace {

constexpr long receive_seconds_max = 20;

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

}  // namespace

std::string RawResponse::header(std::string_view name) const {
    const std::string start = "\r\n" + lowered(name) + ": ";
    const auto at = lowered(head).find(start);
    if (at == std::string::npos) return {};
    const auto from = at + start.size();
    return head.substr(from, head.find("\r\n", from) - from);
}

RawClient::RawClient(std::uint16_t port)
    : RawClient(Poco::Net::StreamSocket(Poco::Net::SocketAddress("127.0.0.1", port))) {}

RawClient::RawClient(const Poco::Net::StreamSocket& socket) : socket_(socket) {
    socket_.setReceiveTimeout(Poco::Timespan(receive_seconds_max, 0));
}

void RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const int sent = socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void RawClient::closeSending() {
    socket_.shutdownSend();
}

bool RawClient::fill() {
    char part[16 * 1024];
    try {
        const int got = socket_.receiveBytes(part, sizeof part);
        if (got <= 0) return false;
        buffer_.append(part, static_cast<std::size_t>(got));
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

RawResponse RawClient::receive(bool with_body) {
    RawResponse response;
    while (buffer_.find("\r\n\r\n") == std::string::npos)
        if (!fill()) return response;
    const auto end = buffer_.find("\r\n\r\n") + 4;
    response.head = buffer_.substr(0, end);
    buffer_.erase(0, end);
    const auto length = static_cast<std::size_t>(
        with_body ? std::atoll(response.header("Content-Length").c_str()) : 0);
    while (buffer_.size() < length)
        if (!fill()) return response;
    response.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    response.status = std::atoi(response.head.c_str() + 9);
    return response;
}

bool RawClient::closedWithin(std::chrono::milliseconds at_most) {
    socket_.setReceiveTimeout(Poco::Timespan(at_most.count() * 1000));
    try {
        char part[4096];
        while (socket_.receiveBytes(part, sizeof part) > 0) {
        }
        return true;
    } catch (const Poco::TimeoutException&) {
        return false;
    } catch (const Poco::Exception&) {
        return true;
    }
}

std::string requestText(std::string_view start, std::string_view headers, std::string_view body) {
    std::string text(start);
    text.append("\r\nHost: test\r\n").append(headers);
    if (!body.empty() || start.starts_with("POST"))
        text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    return text.append("\r\n").append(body);
}

}  // namespace entrepot::test
