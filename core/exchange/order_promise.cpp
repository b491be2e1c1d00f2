#include "core/exchange/order_promise.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <variant>

#include "core/exchange/reasons.h"

namespace entrepot::exchange {
namespace {

using model::LineStatus;
using model::Order;
using model::OrderLine;
using model::Reason;
using model::ResponseLine;

std::string itemText(const OrderLine& line) {
    if (line.ids.empty()) return line.description;
    return line.ids.front().scheme + " " + line.ids.front().value;
}

std::string unitOf(const OrderLine& line, const model::Item& item) {
    return line.unit.empty() ? item.base_unit : line.unit;
}

std::optional<Reason> quantityProblem(Quantity quantity, const Limits& limits) {
    if (quantity <= Quantity())
        return promise::because(reasons::quantity_not_positive, quantity.text());
    if (quantity > Quantity::whole(limits.quantity_max))
        return promise::because(reasons::quantity_too_large, quantity.text(),
                                std::to_string(limits.quantity_max));
    return std::nullopt;
}

// The wanted deliveries as the document has them: its schedule, or all of it on the wanted day.
std::vector<model::WantedDelivery> wantedOf(const Order& order, const OrderLine& line) {
    const std::optional<Day> day = line.wanted ? line.wanted : order.wanted;
    if (line.schedule.empty()) return {{line.quantity, day}};
    std::vector<model::WantedDelivery> wanted = line.schedule;
    for (model::WantedDelivery& part : wanted)
        if (!part.day) part.day = day;
    return wanted;
}

// The schedule of a line must be positive parts that together are the line's quantity.
std::optional<Reason> scheduleProblem(const OrderLine& line, const Limits& limits) {
    Quantity sum;
    for (const model::WantedDelivery& part : line.schedule) {
        if (auto problem = quantityProblem(part.quantity, limits)) return problem;
        sum += part.quantity;
    }
    if (!line.schedule.empty() && sum != line.quantity)
        return promise::because(reasons::schedule_sum, sum.text(), line.quantity.text());
    return std::nullopt;
}

std::optional<Reason> lineProblem(const OrderLine& line, const model::Item* item,
                                  const Limits& limits) {
    if (auto problem = quantityProblem(line.quantity, limits)) return problem;
    if (line.schedule.size() > limits.schedule_parts_max)
        return promise::because(reasons::schedule_too_long,
                                std::to_string(limits.schedule_parts_max));
    if (auto problem = scheduleProblem(line, limits)) return problem;
    if (item == nullptr) return promise::because(promise::reasons::item_unknown, itemText(line));
    return std::nullopt;
}

// Empty when a part has no exact value in the base unit.
std::vector<promise::WantedPart> wantedInBase(const Order& order, const OrderLine& line,
                                              const model::Item& item, const std::string& unit) {
    std::vector<promise::WantedPart> wanted;
    for (const model::WantedDelivery& part : wantedOf(order, line)) {
        const auto quantity = toBaseUnit(item, part.quantity, unit);
        if (!quantity) return {};
        wanted.push_back({*quantity, part.day});
    }
    return wanted;
}

// One ordered unit, or the tenth, hundredth ... of it that divides everything wanted (goods sold by
// weight or length), so that every promise converts back exactly.
std::optional<Quantity> commonLot(const model::Item& item, const std::string& unit,
                                  const std::vector<promise::WantedPart>& wanted) {
    for (std::int64_t step = Quantity::units_per_one; step > 0; step /= 10) {
        const auto lot = toBaseUnit(item, Quantity::fromUnits(step), unit);
        if (!lot || lot->isZero()) continue;
        const auto divides = [&](const promise::WantedPart& part) {
            return part.quantity.units() % lot->units() == 0;
        };
        if (std::ranges::all_of(wanted, divides)) return lot;
    }
    return std::nullopt;
}

using LineQuestion = std::variant<promise::PromiseLine, Reason>;

LineQuestion lineQuestion(const Order& order, const OrderLine& line, const ItemDirectory& items,
                          const Limits& limits) {
    const model::Item* item = items.find(line.ids);
    if (auto problem = lineProblem(line, item, limits)) return *problem;
    const std::string unit = unitOf(line, *item);
    const auto one = toBaseUnit(*item, Quantity::whole(1), unit);
    if (!one) return promise::because(reasons::unit_unknown, unit, item->key.value);
    const auto wanted = wantedInBase(order, line, *item, unit);
    for (const promise::WantedPart& part : wanted)
        if (auto problem = quantityProblem(part.quantity, limits)) return *problem;
    const auto lot = wanted.empty() ? std::nullopt : commonLot(*item, unit, wanted);
    if (!lot) return promise::because(reasons::quantity_not_exact, line.quantity.text(), unit);
    return promise::PromiseLine{line.number, item->key,  *lot, item->base_unit,
                                wanted,      line.price, *one};
}

std::string regionOf(const Order& order, const Partner& customer) {
    if (!customer.region.empty()) return customer.region;
    const model::Party* ship_to = model::findParty(order.parties, model::PartyRole::ship_to);
    return ship_to == nullptr ? std::string() : ship_to->address.country;
}

ResponseLine responseLine(const OrderLine& line) {
    ResponseLine response;
    response.number = line.number;
    response.ids = line.ids;
    response.description = line.description;
    response.ordered = line.quantity;
    response.unit = line.unit;
    response.price = line.price;
    response.wanted = line.wanted;
    return response;
}

ResponseLine rejectedLine(const OrderLine& line, const Reason& why) {
    ResponseLine response = responseLine(line);
    response.status = LineStatus::rejected;
    response.unmet = std::max(line.quantity, Quantity());
    response.reasons = {why};
    return response;
}

// Every part on or before the day it was wanted on, in as many deliveries as were asked for.
bool asWanted(const std::vector<model::WantedDelivery>& wanted,
              const std::vector<model::PromisedDelivery>& promised) {
    std::optional<Day> last;
    for (const model::WantedDelivery& part : wanted)
        if (part.day && (!last || *part.day > *last)) last = part.day;
    return promised.size() <= wanted.size() &&
           std::ranges::all_of(promised, [&](const model::PromisedDelivery& delivery) {
               return !last || delivery.delivery_day <= *last;
           });
}

LineStatus statusOf(const Order& order, const OrderLine& line, const ResponseLine& response) {
    if (response.deliveries.empty()) return LineStatus::rejected;
    if (!response.unmet.isZero()) return LineStatus::reduced;
    if (asWanted(wantedOf(order, line), response.deliveries)) return LineStatus::accepted;
    return response.deliveries.size() > 1 ? LineStatus::split : LineStatus::rescheduled;
}

constexpr std::array quantity_names{"quantity", "available", "unmet", "lot"};

// The reason with its quantities in `unit`, if each is exact in it; else as it was, in base units.
Reason inUnit(const Reason& reason, const model::Item& item, const std::string& unit) {
    Reason converted = reason;
    for (model::Extra& value : converted.values) {
        if (value.path == "unit") value.value = unit;
        if (std::ranges::find(quantity_names, value.path) == quantity_names.end()) continue;
        const auto base = Quantity::parse(value.value);
        const auto exact = base ? fromBaseUnit(item, *base, unit) : std::nullopt;
        if (!exact) return reason;
        value.value = exact->text();
    }
    return converted;
}

ResponseLine answeredLine(const Order& order, const OrderLine& line,
                          const promise::LineAnswer& answer, const model::Item& item) {
    ResponseLine response = responseLine(line);
    response.unit = unitOf(line, item);
    if (!response.wanted) response.wanted = order.wanted;
    const auto inOrderedUnit = [&](Quantity quantity) {
        const auto converted = fromBaseUnit(item, quantity, response.unit);
        check(converted.has_value(), "a promise is a whole number of ordered units");
        return *converted;
    };
    for (const promise::PromisedPart& part : answer.parts)
        response.deliveries.push_back(
            {inOrderedUnit(part.quantity), part.ship_day, part.delivery_day, part.site.value});
    response.unmet = inOrderedUnit(answer.unmet);
    for (const Reason& reason : answer.reasons)
        response.reasons.push_back(inUnit(reason, item, response.unit));
    response.status = statusOf(order, line, response);
    return response;
}

model::ResponseStatus overall(const std::vector<ResponseLine>& lines) {
    const auto all = [&](LineStatus status) {
        return std::ranges::all_of(lines,
                                   [&](const ResponseLine& line) { return line.status == status; });
    };
    if (all(LineStatus::rejected)) return model::ResponseStatus::rejected;
    return all(LineStatus::accepted) ? model::ResponseStatus::accepted
                                     : model::ResponseStatus::changed;
}

model::OrderResponse responseHead(const Order& order, const ResponseFacts& facts) {
    model::OrderResponse response;
    response.number = facts.number;
    response.order_number = order.number;
    response.order_issued = order.issued;
    response.issued = facts.today;
    response.currency = order.currency;
    response.parties = order.parties;
    return response;
}

}  // namespace

OrderQuestion questionFor(const Order& order, const Partner& customer, const ItemDirectory& items,
                          const Limits& limits) {
    OrderQuestion question;
    question.request.customer = customer.key;
    question.request.order_number = order.number;
    question.request.currency = order.currency;
    question.request.region = regionOf(order, customer);
    question.request.policy = order.delivery.value_or(customer.delivery);
    question.request.splits_max = customer.splits_max;
    std::set<std::string> numbers;
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        const OrderLine& line = order.lines[i];
        LineQuestion asked = numbers.insert(line.number).second
                                 ? lineQuestion(order, line, items, limits)
                                 : promise::because(reasons::line_number_duplicate, line.number);
        if (const Reason* why = std::get_if<Reason>(&asked)) {
            question.refused.push_back({i, *why});
        } else {
            question.request.lines.push_back(std::get<promise::PromiseLine>(std::move(asked)));
        }
    }
    return question;
}

model::OrderResponse responseTo(const Order& order, const OrderQuestion& question,
                                const promise::PromiseAnswer& answer, const ItemDirectory& items,
                                const ResponseFacts& facts) {
    model::OrderResponse response = responseHead(order, facts);
    auto refused = question.refused.begin();
    auto answered = answer.lines.begin();
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        const OrderLine& line = order.lines[i];
        if (refused != question.refused.end() && refused->line == i) {
            response.lines.push_back(rejectedLine(line, (refused++)->reason));
            continue;
        }
        check(answered != answer.lines.end() && answered->number == line.number,
              "every line asked is answered, in order");
        const model::Item* item = items.find(answered->item);
        response.lines.push_back(
            item == nullptr ? rejectedLine(line, promise::because(promise::reasons::item_unknown,
                                                                  itemText(line)))
                            : answeredLine(order, line, *answered, *item));
        ++answered;
    }
    response.status = overall(response.lines);
    return response;
}

model::OrderResponse rejectionOf(const Order& order, const Reason& why,
                                 const ResponseFacts& facts) {
    model::OrderResponse response = responseHead(order, facts);
    response.status = model::ResponseStatus::rejected;
    for (const OrderLine& line : order.lines) response.lines.push_back(rejectedLine(line, why));
    return response;
}

}  // namespace entrepot::exchange
