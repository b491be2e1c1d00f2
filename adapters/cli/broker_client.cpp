#include "adapters/cli/broker_client.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <cstdlib>
#include <memory>
#include <ostream>

#include "adapters/cli/setup.h"
#include "adapters/http/message.h"

namespace entrepot::cli {
namespace {

using Poco::Net::Context;
using Poco::Net::HTTPClientSession;
using Poco::Net::HTTPRequest;

constexpr long answer_seconds_max = 60;  // longer than the broker waits for an answer

// --url; else where the configuration says that the broker listens.
Result<std::string> brokerUrl(const Command& command) {
    if (!command.url.empty()) return command.url;
    const auto loaded = loadConfiguration(command);
    if (!loaded) return fail(FailureKind::not_found, "name the broker with --url or ENTREPOT_URL");
    const config::Http& http = loaded->configuration.http;
    const bool everywhere = http.address == "0.0.0.0" || http.address == "::";
    return std::string(http.tls_certificate_file.empty() ? "http://" : "https://") +
           (everywhere ? "localhost" : http.address) + ":" + std::to_string(http.port);
}

std::unique_ptr<HTTPClientSession> sessionFor(const Poco::URI& url, const Command& command) {
    if (url.getScheme() != "https")
        return std::make_unique<HTTPClientSession>(url.getHost(), url.getPort());
    Context::Ptr context = new Context(Context::TLS_CLIENT_USE, "", "", command.ca_file,
                                       Context::VERIFY_STRICT, 9, command.ca_file.empty());
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    return std::make_unique<Poco::Net::HTTPSClientSession>(url.getHost(), url.getPort(), context);
}

Reply exchangeWith(HTTPClientSession& session, const Command& command, const Call& call) {
    HTTPRequest request(call.method, call.path, HTTPRequest::HTTP_1_1);
    if (!command.key.empty()) request.set("Authorization", "Bearer " + command.key);
    if (!call.content_type.empty()) request.setContentType(call.content_type);
    if (!call.idempotency_key.empty()) request.set("Idempotency-Key", call.idempotency_key);
    const char* language = std::getenv("LANG");
    const bool chinese = language != nullptr && std::string_view(language).starts_with("zh");
    request.set("Accept-Language", chinese ? "zh-CN" : "en");
    if (call.method != "GET")
        request.setContentLength(static_cast<std::streamsize>(call.body.size()));
    session.sendRequest(request) << call.body;
    Poco::Net::HTTPResponse response;
    Reply reply;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), reply.body);
    reply.status = response.getStatus();
    reply.content_type = response.getContentType();
    for (const auto& [name, value] : response) reply.headers.emplace_back(name, value);
    return reply;
}

}  // namespace

std::string Reply::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (http::equalIgnoringCase(key, name)) return value;
    return {};
}

boost::json::value Reply::json() const {
    boost::system::error_code problem;
    auto value = boost::json::parse(body, problem);
    return problem ? boost::json::value() : value;
}

std::string pathPart(std::string_view text) {
    std::string out;
    Poco::URI::encode(std::string(text), "/?#&=+%;:@$,!'()*[]", out);
    return out;
}

std::string queryText(const Query& query) {
    std::string text;
    for (const auto& [name, value] : query) {
        if (value.empty()) continue;
        text += (text.empty() ? "?" : "&") + name + "=" + pathPart(value);
    }
    return text;
}

Result<Reply> callBroker(const Command& command, const Call& call) {
    const auto url = brokerUrl(command);
    if (!url) return fail(url.error());
    try {
        const Poco::URI uri(*url);
        if (uri.getScheme() != "http" && uri.getScheme() != "https")
            return fail(FailureKind::invalid, "the URL is not http:// or https://", *url);
        const auto session = sessionFor(uri, command);
        session->setTimeout(Poco::Timespan(answer_seconds_max, 0));
        return exchangeWith(*session, command, call);
    } catch (const Poco::TimeoutException&) {
        return fail(FailureKind::timeout, "the broker does not answer in time", *url);
    } catch (const Poco::Exception& problem) {
        return fail(FailureKind::unavailable,
                    "the broker cannot be reached: " + problem.displayText(), *url);
    }
}

std::string textOf(const boost::json::value& object, std::string_view name) {
    if (!object.is_object()) return {};
    const boost::json::value* found = object.get_object().if_contains(name);
    if (found == nullptr || found->is_null()) return {};
    if (found->is_string()) return std::string(found->get_string());
    if (found->is_int64()) return std::to_string(found->get_int64());
    if (found->is_bool()) return found->get_bool() ? "true" : "false";
    return {};
}

Exit refused(const Command& command, const Reply& reply) {
    const boost::json::value problem = reply.json();
    const std::string title = textOf(problem, "title");
    command.terminal.talk("entrepot: " + (title.empty() ? "the broker refuses" : title) +
                          " (HTTP " + std::to_string(reply.status) + ")");
    if (const std::string detail = textOf(problem, "detail"); !detail.empty())
        command.terminal.talk("  " + detail);
    if (problem.is_object() && problem.get_object().contains("errors"))
        for (const boost::json::value& error : problem.at("errors").as_array())
            command.terminal.talk("  " + textOf(error, "id") + ": " + textOf(error, "detail"));
    const bool world =
        reply.status >= 500 || reply.status == 429 || reply.status == 401 || reply.status == 403;
    return world ? Exit::world_failed : Exit::bad_input;
}

tl::expected<boost::json::value, Exit> askBroker(const Command& command, const Call& call) {
    const auto reply = callBroker(command, call);
    if (!reply) return tl::unexpected(command.terminal.fail(reply.error()));
    if (!reply->good()) return tl::unexpected(refused(command, *reply));
    return reply->json();
}

}  // namespace entrepot::cli
