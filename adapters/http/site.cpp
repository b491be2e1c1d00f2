#include "adapters/http/site.h"

namespace entrepot::http {
namespace {

Problem problemNamed(std::string id) {
    Problem problem;
    problem.id = std::move(id);
    return problem;
}

std::string problemIdOf(Trouble trouble) {
    switch (trouble) {
        case Trouble::head_malformed:
            return "head-malformed";
        case Trouble::version_unsupported:
            return "version-unsupported";
        case Trouble::encoding_unsupported:
            return "encoding-unsupported";
        case Trouble::body_malformed:
            return "body-malformed";
        case Trouble::body_incomplete:
            return "body-incomplete";
        case Trouble::body_too_large:
            return "body-too-large";
        case Trouble::body_too_slow:
            return "body-too-slow";
        case Trouble::memory_full:
            return "busy";
    }
    return "internal";
}

}  // namespace

Admission Site::admit(Request& request) {
    Router::Match match = parts_.router.match(request.method, request.path);
    if (match.route == nullptr) {
        Problem problem = problemNamed(match.allowed.empty() ? "not-found" : "method-not-allowed");
        if (!match.allowed.empty()) problem.headers.emplace_back("Allow", match.allowed);
        return {refusal(problem, request), 0};
    }
    request.route = match.route;
    request.parameters = std::move(match.parameters);
    if (match.route->access == Access::open) return {std::nullopt, match.route->body_bytes_max};

    auto caller = parts_.gate.admit(request);
    if (!caller) return {refusal(caller.error(), request), 0};
    request.caller = std::move(*caller);
    if (match.route->access == Access::operators && request.caller->role != ports::Role::operator_)
        return {refusal(problemNamed("forbidden"), request), 0};
    return {std::nullopt, match.route->body_bytes_max};
}

Response Site::handle(Request& request) {
    return dressed(request.route->handler(request));
}

Response Site::sorry(Trouble trouble, const Request& request) {
    Problem problem = problemNamed(problemIdOf(trouble));
    if (trouble == Trouble::memory_full) problem.retry_after_seconds = 1;
    const std::size_t maximum = request.route != nullptr ? request.route->body_bytes_max : 0;
    problem.values = {{"maximum", std::to_string(maximum)}};
    return refusal(problem, request);
}

void Site::served(const Request& request, const Served& served) {
    if (parts_.log) parts_.log({request, served});
}

Response Site::refusal(const Problem& problem, const Request& request) const {
    return dressed(parts_.problems.response(problem, request));
}

Response Site::dressed(Response response) const {
    auto& headers = response.headers;
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    headers.emplace_back("Cache-Control", "no-store");
    headers.emplace_back("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.emplace_back("Referrer-Policy", "no-referrer");
    if (parts_.secure) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    return response;
}

}  // namespace entrepot::http
