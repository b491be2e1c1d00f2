#include "adapters/http/request_head.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPHeaderStream.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/NetException.h>

#include <algorithm>
#include <cstdio>
#include <random>

namespace entrepot::http {
namespace {

using Poco::Net::HTTPRequest;

bool isPlain(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

bool readQuery(std::string_view text, Request& request) {
    while (!text.empty()) {
        const auto end = text.find('&');
        const std::string_view pair = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        const auto sign = pair.find('=');
        const auto name = percentDecoded(pair.substr(0, sign), true);
        const auto value = percentDecoded(
            sign == std::string_view::npos ? std::string_view() : pair.substr(sign + 1), true);
        if (!name || !value) return false;
        if (!name->empty()) request.query[*name] = *value;
    }
    return true;
}

// "/path?query"; a proxy's absolute form is not taken. The path stays undecoded: the router
// decodes what stands between its slashes.
bool readTarget(std::string_view target, Request& request) {
    if (!target.starts_with('/') || !isPlain(target)) return false;
    const auto mark = target.find('?');
    request.path = std::string(target.substr(0, mark));
    return mark == std::string_view::npos || readQuery(target.substr(mark + 1), request);
}

bool sameNameTwice(const Headers& headers, std::string_view name) {
    return std::ranges::count_if(headers, [&](const auto& header) {
               return equalIgnoringCase(header.first, name);
           }) > 1;
}

std::optional<Trouble> check(const HTTPRequest& head, Request& request) {
    if (!readTarget(head.getURI(), request)) return Trouble::head_malformed;
    if (head.getVersion() != "HTTP/1.1" && head.getVersion() != "HTTP/1.0")
        return Trouble::version_unsupported;
    for (const auto& [name, value] : request.headers)
        if (!isPlain(name)) return Trouble::head_malformed;  // "Content-Length : 5"
    if (head.getVersion() == "HTTP/1.1" && request.header("Host").empty())
        return Trouble::head_malformed;
    for (const char* name : {"Host", "Authorization", "X-API-Key", "Idempotency-Key"})
        if (sameNameTwice(request.headers, name)) return Trouble::head_malformed;
    return std::nullopt;
}

}  // namespace

std::string requestId(std::string_view offered) {
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    if (!offered.empty() && offered.size() <= 64 &&
        offered.find_first_not_of(allowed) == std::string_view::npos)
        return std::string(offered);
    thread_local std::mt19937_64 source{std::random_device{}()};
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(source()));
    return text;
}

RequestHead readRequestHead(Session& session, Request& request) {
    RequestHead result;
    HTTPRequest head;
    try {
        Poco::Net::HTTPHeaderInputStream stream(session);
        head.read(stream);
    } catch (const Poco::Net::NoMessageException&) {
        return result;
    } catch (const Poco::Net::MessageException&) {
        result.trouble = Trouble::head_malformed;
    }
    result.there = session.networkException() == nullptr;
    request.method = head.getMethod();
    for (const auto& [name, value] : head) request.headers.emplace_back(name, value);
    request.id = requestId(request.header("X-Request-Id"));
    if (result.trouble) return result;
    result.trouble = check(head, request);
    result.http_1_0 = head.getVersion() == "HTTP/1.0";
    result.keep_alive = head.getKeepAlive() && !result.trouble;
    result.expects_continue = equalIgnoringCase(request.header("Expect"), "100-continue");
    return result;
}

}  // namespace entrepot::http
