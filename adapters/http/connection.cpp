#include "adapters/http/connection.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Exception.h>
#include <Poco/Net/HTTPHeaderStream.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>

#include <optional>

#include "adapters/http/request_head.h"

namespace entrepot::http {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds linger_max{1'000};
constexpr std::size_t linger_bytes_max = 1 << 20;

Poco::Timespan span(milliseconds time) {
    return Poco::Timespan(time.count() * Poco::Timespan::MILLISECONDS);
}

std::string headText(const Response& response, const Request& request, bool keep) {
    using Poco::Net::HTTPResponse;
    std::string text =
        "HTTP/1.1 " + std::to_string(response.status) + " " +
        HTTPResponse::getReasonForStatus(static_cast<HTTPResponse::HTTPStatus>(response.status)) +
        "\r\n";
    const auto add = [&](std::string_view name, std::string_view value) {
        text.append(name).append(": ");
        for (const char c : value) text += c == '\r' || c == '\n' ? ' ' : c;
        text += "\r\n";
    };
    add("Date",
        Poco::DateTimeFormatter::format(Poco::Timestamp(), Poco::DateTimeFormat::HTTP_FORMAT));
    add("X-Request-Id", request.id);
    if (!response.content_type.empty()) add("Content-Type", response.content_type);
    if (response.status != 204 && response.status != 304)
        add("Content-Length", std::to_string(response.body.size()));
    for (const auto& [name, value] : response.headers) add(name, value);
    if (!keep) add("Connection", "close");
    return text + "\r\n";
}

// Lets the client read our answer although it is still sending: a plain close would reset it away.
void linger(Session& session) {
    session.socket().shutdownSend();
    const auto until = Clock::now() + linger_max;
    char waste[16 * 1024];
    std::size_t wasted = 0;
    while (Clock::now() < until && wasted < linger_bytes_max &&
           session.waitForBytes(milliseconds(100))) {
        const std::size_t got = session.readSome(waste, sizeof waste);
        if (got == 0) return;
        wasted += got;
    }
}

}  // namespace

struct Connection::Exchange {
    explicit Exchange(BodyBudget& budget) : share(budget) {}

    Clock::time_point started = Clock::now();
    Request request;
    RequestHead head;
    Response response;
    BodyShare share;
    bool keep = false;
    bool body_left = false;  // the client may still be sending
    Served served;
};

Connection::Connection(const Poco::Net::StreamSocket& socket, ServerState& state)
    : TCPServerConnection(socket), state_(state) {
    ++state_.connections;
}

Connection::~Connection() {
    --state_.connections;
}

bool Connection::tooBusy() const {
    return state_.stopping ||
           state_.connections * 100 > state_.options.threads_max * state_.options.busy_percent;
}

void Connection::run() {
    try {
        // The watch keeps the deadlines; these are the second net.
        socket().setReceiveTimeout(span(state_.options.header_max + state_.options.body_max));
        socket().setSendTimeout(span(state_.options.response_max));
        socket().setNoDelay(true);
        Session session(socket());
        ConnectionWatch::Guard guard(state_.watch, socket().impl()->sockfd());
        guard.idleUntil(Clock::now() + state_.options.header_max);
        milliseconds wait = state_.options.header_max;
        while (!state_.stopping && session.waitForBytes(wait) && serveOne(session, guard)) {
            wait = state_.options.keep_alive;
            guard.idleUntil(Clock::now() + wait + milliseconds(100));
        }
    } catch (const Poco::Exception&) {
        // The client left or took too long; its last answer is in the access log.
    }
}

bool Connection::serveOne(Session& session, ConnectionWatch::Guard& guard) {
    guard.readingUntil(Clock::now() + state_.options.header_max);
    Exchange exchange(state_.bodies);
    if (!readHead(session, exchange)) return false;
    answer(session, guard, exchange);
    exchange.keep = exchange.keep && !exchange.body_left && !tooBusy();
    guard.writingUntil(Clock::now() + state_.options.response_max);
    const bool sent = write(session, exchange);
    exchange.served.took =
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - exchange.started);
    state_.service.served(exchange.request, exchange.served);
    if (sent && !exchange.keep && exchange.body_left) linger(session);
    return sent && exchange.keep;
}

bool Connection::readHead(Session& session, Exchange& exchange) {
    exchange.head = readRequestHead(session, exchange.request);
    if (!exchange.head.there) return false;
    exchange.request.client = socket().peerAddress().host().toString();
    exchange.keep = exchange.head.keep_alive;
    exchange.started = Clock::now();
    return true;
}

void Connection::answer(Session& session, ConnectionWatch::Guard& guard, Exchange& exchange) {
    Request& request = exchange.request;
    const Framing framing = framingOf(request.headers, exchange.head.http_1_0);
    exchange.body_left = framing.hasBody() || framing.trouble || exchange.head.trouble;
    if (exchange.head.trouble || framing.trouble) {
        const Trouble trouble = exchange.head.trouble ? *exchange.head.trouble : *framing.trouble;
        exchange.response = state_.service.sorry(trouble, request);
        return;
    }
    Admission admission = state_.service.admit(request);
    if (admission.refusal) {
        exchange.response = std::move(*admission.refusal);
        return;
    }
    guard.readingUntil(Clock::now() + state_.options.body_max);
    auto trouble = readBodyOf(session, exchange, framing, admission.body_bytes_max);
    if (trouble == Trouble::body_incomplete && guard.ended()) trouble = Trouble::body_too_slow;
    guard.unwatched();
    exchange.body_left = trouble.has_value();
    exchange.response =
        trouble ? state_.service.sorry(*trouble, request) : state_.service.handle(request);
}

std::optional<Trouble> Connection::readBodyOf(Session& session, Exchange& exchange,
                                              const Framing& framing, std::size_t bytes_max) {
    if (!framing.hasBody()) return std::nullopt;
    if (!framing.chunked && framing.length > bytes_max) return Trouble::body_too_large;
    if (exchange.head.expects_continue && !session.hasBuffered())
        session.writeAll("HTTP/1.1 100 Continue\r\n\r\n");
    std::string& body = exchange.request.body;
    const auto trouble = readBody(session, framing, bytes_max, exchange.share, body);
    exchange.served.bytes_in = body.size();
    return trouble;
}

bool Connection::write(Session& session, Exchange& exchange) {
    const Response& response = exchange.response;
    const bool with_body =
        exchange.request.method != "HEAD" && response.status != 204 && response.status != 304;
    std::string head = headText(response, exchange.request, exchange.keep);
    exchange.served.status = response.status;
    try {
        if (with_body && response.body.size() <= 16 * 1024) {
            session.writeAll(head += response.body);  // one packet
        } else {
            session.writeAll(head);
            if (with_body) session.writeAll(response.body);
        }
        exchange.served.bytes_out = with_body ? response.body.size() : 0;
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

}  // namespace entrepot::http
