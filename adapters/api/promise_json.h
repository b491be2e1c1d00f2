// Promise questions from JSON, promise answers to JSON.
#pragma once
#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "adapters/api/context.h"
#include "adapters/api/reply.h"
#include "core/model/order.h"
#include "core/promise/promise.h"

namespace entrepot::api {

// The body of POST /api/v1/promises, read but not yet asked.
struct PromiseQuestion {
    promise::PromiseMode mode = promise::PromiseMode::check;
    std::optional<Instant> hold_until;
    const exchange::Partner* customer = nullptr;
    model::Order order;
};

Step<PromiseQuestion> promiseQuestion(const Context& context, const http::Request& request,
                                      const Replies& replies);

// Quantities in base units of the items; reasons in words.
boost::json::object promiseJson(const promise::PromiseRequest& request,
                                const promise::PromiseAnswer& answer, const ports::Words& words,
                                Language language);

}  // namespace entrepot::api
