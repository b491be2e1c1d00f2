// The service that the server serves: routes, the gate in front of them, problems with words, and
// the headers that every answer carries.
#pragma once
#include <functional>

#include "adapters/http/gate.h"
#include "adapters/http/problem.h"
#include "adapters/http/router.h"
#include "adapters/http/service.h"

namespace entrepot::http {

// What happened to one request: for the access log and metrics.
struct AccessRecord {
    const Request& request;  // its route is null when nothing matched
    const Served& served;
};

struct SiteParts {
    Router router;
    Gate& gate;
    const ProblemTexts& problems;
    std::function<void(const AccessRecord&)> log;
    bool secure = false;  // TLS: tells browsers to stay with it
};

class Site : public Service {
public:
    explicit Site(SiteParts parts) : parts_(std::move(parts)) {}

    Admission admit(Request& request) override;
    Response handle(Request& request) override;
    Response sorry(Trouble trouble, const Request& request) override;
    void served(const Request& request, const Served& served) override;

private:
    Response refusal(const Problem& problem, const Request& request) const;
    Response dressed(Response response) const;

    SiteParts parts_;
};

}  // namespace entrepot::http
