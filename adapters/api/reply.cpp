#include "adapters/api/reply.h"

#include <boost/json/serialize.hpp>
#include <charconv>

#include "core/base/id_source.h"

namespace entrepot::api {
namespace {

constexpr std::size_t limit_max = 500;

// A key whose role this broker does not know names no partner: nobody's documents are not its own.
bool isPartner(const http::Request& request) {
    return request.caller && request.caller->role == ports::Role::partner &&
           !request.caller->partner.empty();
}

}  // namespace

http::Response json(int status, const boost::json::value& body) {
    return http::jsonResponse(status, boost::json::serialize(body));
}

http::Response Replies::problem(http::Problem problem) const {
    return problems_.response(problem, request_);
}

http::Response Replies::problem(std::string id) const {
    http::Problem problem;
    problem.id = std::move(id);
    return problems_.response(problem, request_);
}

http::Response Replies::failure(const Failure& failure) const {
    return problems_.response(http::problemOf(failure), request_);
}

tl::unexpected<http::Response> Replies::badParameter(std::string name, std::string what) const {
    http::Problem problem;
    problem.id = "parameter-invalid";
    problem.values = {{"name", std::move(name)}, {"what", std::move(what)}};
    return tl::unexpected(problems_.response(problem, request_));
}

bool isOperator(const http::Request& request) {
    return request.caller && request.caller->role == ports::Role::operator_;
}

bool maySee(const http::Request& request, const PartnerKey& owner) {
    return isOperator(request) || (isPartner(request) && request.caller->partner == owner);
}

Step<std::optional<PartnerKey>> partnerAskedFor(const http::Request& request,
                                                const Replies& replies) {
    const std::string wanted(request.queried("partner"));
    if (isOperator(request))
        return wanted.empty() ? std::nullopt : std::optional(PartnerKey(wanted));
    if (!isPartner(request)) return tl::unexpected(replies.problem("forbidden"));
    if (!wanted.empty() && wanted != request.caller->partner.value)
        return tl::unexpected(replies.problem("forbidden"));
    return request.caller->partner;
}

Step<Page> pageOf(const http::Request& request, const Replies& replies) {
    Page page;
    if (const auto text = request.queried("limit"); !text.empty()) {
        const auto [end, error] =
            std::from_chars(text.data(), text.data() + text.size(), page.limit);
        if (error != std::errc() || end != text.data() + text.size() || page.limit < 1 ||
            page.limit > limit_max)
            return replies.badParameter("limit", "1 to " + std::to_string(limit_max));
    }
    if (const auto text = request.queried("cursor"); !text.empty()) {
        const auto id = parseId(text);
        if (!id) return replies.badParameter("cursor", "take it from the page before");
        page.before = *id;
    }
    return page;
}

Step<std::int64_t> idOf(const http::Request& request, const Replies& replies) {
    const auto id = parseId(request.parameter("id"));
    if (!id) return tl::unexpected(replies.notFound());
    return *id;
}

}  // namespace entrepot::api
