// What nearly every handler needs: problems as answers, who may see what, and list parameters.
#pragma once
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/api/context.h"
#include "tl/expected.hpp"

namespace entrepot::api {

// A step of a handler: its value, or the answer that ends the request.
template <class T>
using Step = tl::expected<T, http::Response>;

http::Response json(int status, const boost::json::value& body);

class Replies {
public:
    Replies(const http::ProblemTexts& problems, const http::Request& request)
        : problems_(problems), request_(request) {}

    http::Response problem(http::Problem problem) const;
    http::Response problem(std::string id) const;
    http::Response failure(const Failure& failure) const;
    http::Response notFound() const { return problem("not-found"); }
    // The detail names the parameter; `what` says what is wrong with it.
    tl::unexpected<http::Response> badParameter(std::string name, std::string what) const;
    Language language() const { return request_.language(); }

private:
    const http::ProblemTexts& problems_;
    const http::Request& request_;
};

// An operator sees everything, a partner what is its own, anybody else nothing.
bool maySee(const http::Request& request, const PartnerKey& owner);
bool isOperator(const http::Request& request);

// The partner a request is about: a partner's own key; for operators the query's `partner`.
Step<std::optional<PartnerKey>> partnerAskedFor(const http::Request& request,
                                                const Replies& replies);

struct Page {
    std::size_t limit = 50;
    std::int64_t before = 0;  // cursor; 0 = from the newest
};
Step<Page> pageOf(const http::Request& request, const Replies& replies);

Step<std::int64_t> idOf(const http::Request& request, const Replies& replies);

}  // namespace entrepot::api
