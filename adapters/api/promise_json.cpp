#include "adapters/api/promise_json.h"

#include <algorithm>
#include <boost/describe/enum_to_string.hpp>
#include <boost/json/array.hpp>

#include "core/base/id_source.h"
#include "mapping/json/json_value.h"

namespace entrepot::api {
namespace {

namespace json = boost::json;
using mapping::JsonKind;
using mapping::JsonValue;
using promise::PromiseMode;

tl::unexpected<http::Response> badBody(const Replies& replies, std::string what) {
    http::Problem problem;
    problem.id = "body-invalid";
    problem.values = {{"what", std::move(what)}};
    return tl::unexpected(replies.problem(std::move(problem)));
}

std::optional<PromiseMode> modeOf(std::string_view name) {
    if (name == "check") return PromiseMode::check;
    if (name == "hold") return PromiseMode::hold;
    if (name == "confirm") return PromiseMode::confirm;
    return std::nullopt;
}

std::string_view nameOf(promise::PromiseState state) {
    return boost::describe::enum_to_string(state, "unknown");
}

const JsonValue* memberOf(const JsonValue& object, std::string_view name) {
    const auto found = std::ranges::find(object.names, name);
    if (found == object.names.end()) return nullptr;
    return &object.items[static_cast<std::size_t>(found - object.names.begin())];
}

std::string textOf(const JsonValue& object, std::string_view name) {
    const JsonValue* value = memberOf(object, name);
    return value != nullptr && value->kind == JsonKind::text ? value->text : std::string();
}

void append(std::string& out, const JsonValue& value);

// The items of an array or an object between these brackets.
void appendItems(std::string& out, const JsonValue& value, char open, char close) {
    out += open;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) out += ',';
        if (value.kind == JsonKind::object) {
            mapping::appendJsonText(out, value.names[i]);
            out += ':';
        }
        append(out, value.items[i]);
    }
    out += close;
}

// Back to text, numbers as they were written.
void append(std::string& out, const JsonValue& value) {
    switch (value.kind) {
        case JsonKind::null:
            out += "null";
            break;
        case JsonKind::flag:
        case JsonKind::number:
            out += value.text;
            break;
        case JsonKind::text:
            mapping::appendJsonText(out, value.text);
            break;
        case JsonKind::array:
            appendItems(out, value, '[', ']');
            break;
        case JsonKind::object:
            appendItems(out, value, '{', '}');
            break;
    }
}

// Whose order it is: a partner's own, or the one an operator names in "partner".
Step<const exchange::Partner*> customerOf(const Context& context, const http::Request& request,
                                          const JsonValue& body, const Replies& replies) {
    const std::string named = textOf(body, "partner");
    const bool own = request.caller->role == ports::Role::partner;
    if (request.caller->role == ports::Role::erp ||
        (own && !named.empty() && named != request.caller->partner.value))
        return tl::unexpected(replies.problem("forbidden"));
    const PartnerKey key = own ? request.caller->partner : PartnerKey(named);
    const exchange::Partner* partner = context.partners.find(key);
    if (partner == nullptr) return badBody(replies, "partner: there is no partner " + key.value);
    return partner;
}

Step<model::Order> orderOf(const Context& context, const JsonValue& body, const Replies& replies) {
    const JsonValue* order = memberOf(body, "order");
    if (order == nullptr || order->kind != JsonKind::object)
        return badBody(replies, "order is missing");
    std::string text;
    append(text, *order);
    auto read = context.model_text.read("Order", text);
    if (!read) return badBody(replies, "order: " + read.error().what);
    auto& content = std::get<model::Order>(*read);
    if (content.number.empty()) return badBody(replies, "order.number is missing");
    if (content.lines.empty()) return badBody(replies, "order.lines is empty");
    if (content.lines.size() > context.limits.lines_per_order_max)
        return badBody(
            replies, "order.lines: at most " + std::to_string(context.limits.lines_per_order_max));
    return std::move(content);
}

json::array reasonsJson(const std::vector<model::Reason>& reasons, const ports::Words& words,
                        Language language) {
    json::array array;
    for (const model::Reason& reason : reasons)
        array.push_back({{"id", reason.id}, {"detail", words.sentence(reason, language)}});
    return array;
}

// The base unit, which all quantities of the line are in.
std::string unitOf(const promise::PromiseRequest& request, const std::string& number) {
    const auto line = std::ranges::find(request.lines, number, &promise::PromiseLine::number);
    return line == request.lines.end() ? std::string() : line->unit;
}

json::array partsJson(const std::vector<promise::PromisedPart>& parts) {
    json::array array;
    for (const promise::PromisedPart& part : parts)
        array.push_back({{"quantity", part.quantity.text()},
                         {"site", part.site.value},
                         {"ship_day", formatDay(part.ship_day)},
                         {"delivery_day", formatDay(part.delivery_day)}});
    return array;
}

}  // namespace

Step<PromiseQuestion> promiseQuestion(const Context& context, const http::Request& request,
                                      const Replies& replies) {
    const auto body = mapping::parseJson(request.body);
    if (!body) return badBody(replies, body.error().what);
    if (body->kind != JsonKind::object) return badBody(replies, "the body is not a JSON object");
    const auto mode = modeOf(textOf(*body, "mode"));
    if (!mode) return badBody(replies, "mode is not check, hold or confirm");
    const auto hold_until = parseInstant(textOf(*body, "hold_until"));
    if (!hold_until && memberOf(*body, "hold_until") != nullptr)
        return badBody(replies, "hold_until is not a UTC time like 2026-11-21T08:30:00Z");
    const auto customer = customerOf(context, request, *body, replies);
    if (!customer) return tl::unexpected(customer.error());
    auto order = orderOf(context, *body, replies);
    if (!order) return tl::unexpected(order.error());
    return PromiseQuestion{*mode, hold_until, *customer, std::move(*order)};
}

json::object promiseJson(const promise::PromiseRequest& request,
                         const promise::PromiseAnswer& answer, const ports::Words& words,
                         Language language) {
    json::object object{{"state", nameOf(answer.state)}};
    if (answer.id) {
        const std::string self = "/api/v1/promises/" + formatId(answer.id.value);
        object["id"] = formatId(answer.id.value);
        object["links"] = json::object{
            {"self", self}, {"confirm", self + "/confirm"}, {"cancel", self + "/cancel"}};
    }
    if (answer.hold_until) object["hold_until"] = formatInstant(*answer.hold_until);
    json::array lines;
    for (const promise::LineAnswer& line : answer.lines)
        lines.push_back({{"number", line.number},
                         {"item", line.item.value},
                         {"unit", unitOf(request, line.number)},
                         {"parts", partsJson(line.parts)},
                         {"unmet", line.unmet.text()},
                         {"reasons", reasonsJson(line.reasons, words, language)}});
    object["lines"] = std::move(lines);
    return object;
}

}  // namespace entrepot::api
