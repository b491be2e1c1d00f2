#include "adapters/http/router.h"

namespace entrepot::http {
namespace {

using Parameters = std::map<std::string, std::string, std::less<>>;

// Takes the part up to the next slash off the front.
std::string_view nextPart(std::string_view& path) {
    const auto slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    return part;
}

bool fits(std::string_view pattern, std::string_view path, Parameters& parameters) {
    if (path.ends_with('/') != pattern.ends_with('/')) return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    while (!pattern.empty() || !path.empty()) {
        const std::string_view wanted = nextPart(pattern);
        const auto found = percentDecoded(nextPart(path), false);
        if (!found) return false;
        if (!wanted.starts_with('{')) {
            if (wanted != *found) return false;
        } else {
            if (found->empty()) return false;
            parameters[std::string(wanted.substr(1, wanted.size() - 2))] = *found;
        }
    }
    return true;
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

Router::Match Router::match(std::string_view method, std::string_view path) const {
    const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
    Match match;
    for (const Route& route : routes_) {
        Parameters parameters;
        if (!fits(route.pattern, path, parameters)) continue;
        match.allowed += (match.allowed.empty() ? "" : ", ") + route.method;
        if (route.method == "GET") match.allowed += ", HEAD";
        if (route.method != wanted || match.route != nullptr) continue;
        match.route = &route;
        match.parameters = std::move(parameters);
    }
    return match;
}

}  // namespace entrepot::http
