#include "core/exchange/order_promise.h"

#include <catch2/catch.hpp>

#include "core/promise/reasons.h"

using namespace entrepot;
using namespace entrepot::exchange;
using model::LineStatus;

namespace {

const Day monday = *parseDay("2026-11-23");

ItemDirectory shop() {
    return ItemDirectory(
        {{ItemKey("W-1"), "Widget", "EA", {{"CS", 12, 1}}, {{"gtin", "04012345678901"}}},
         {ItemKey("P-1"), "Powder", "KGM", {{"GRM", 1, 1000}}, {}}});
}

model::OrderLine line(std::string number, model::ItemIdentifier id, Quantity quantity,
                      std::string unit) {
    model::OrderLine made;
    made.number = std::move(number);
    made.ids = {std::move(id)};
    made.quantity = quantity;
    made.unit = std::move(unit);
    return made;
}

model::Order orderOf(std::vector<model::OrderLine> lines) {
    model::Order order;
    order.number = "PO-1";
    order.wanted = monday;
    order.lines = std::move(lines);
    return order;
}

Partner customer() {
    Partner made;
    made.key = PartnerKey("acme");
    made.region = "us-east";
    return made;
}

}  // namespace

TEST_CASE("an order in cases becomes a question in pieces, in lots of a case") {
    const auto order = orderOf({line("1", {"gtin", "4012345678901"}, Quantity::whole(4), "CS")});

    const OrderQuestion question = questionFor(order, customer(), shop(), Limits{});

    REQUIRE(question.request.lines.size() == 1);
    CHECK(question.request.lines[0].item.value == "W-1");
    CHECK(question.request.lines[0].lot == Quantity::whole(12));
    CHECK(question.request.lines[0].price_quantity == Quantity::whole(12));
    CHECK(question.request.lines[0].wanted.at(0).quantity == Quantity::whole(48));
    CHECK(question.request.lines[0].wanted.at(0).day == monday);
    CHECK(question.request.region == "us-east");
}

TEST_CASE("goods by weight are asked in a fraction that converts back exactly") {
    const auto order = orderOf({line("1", {"seller", "P-1"}, *Quantity::parse("1500.5"), "GRM")});

    const OrderQuestion question = questionFor(order, customer(), shop(), Limits{});

    REQUIRE(question.request.lines.size() == 1);
    CHECK(question.request.lines[0].lot == *Quantity::parse("0.0001"));
    CHECK(question.request.lines[0].wanted.at(0).quantity == *Quantity::parse("1.5005"));
}

TEST_CASE("a line that cannot be asked is refused by name and the others go on") {
    const auto [bad, reason] = GENERATE(table<model::OrderLine, std::string>({
        {line("2", {"seller", "NOPE"}, Quantity::whole(1), "EA"), "item-unknown"},
        {line("2", {"seller", "W-1"}, Quantity::whole(0), "EA"), "quantity-not-positive"},
        {line("2", {"seller", "W-1"}, Quantity::whole(-5), "EA"), "quantity-not-positive"},
        {line("2", {"seller", "W-1"}, Quantity::whole(2'000'000'000), "EA"), "quantity-too-large"},
        {line("2", {"seller", "W-1"}, Quantity::whole(1), "PX"), "unit-unknown"},
        {line("1", {"seller", "W-1"}, Quantity::whole(1), "EA"), "line-number-duplicate"},
        {line("2", {"seller", "P-1"}, *Quantity::parse("0.0001"), "GRM"), "quantity-not-exact"},
    }));
    const auto order = orderOf({line("1", {"seller", "W-1"}, Quantity::whole(1), "EA"), bad});

    const OrderQuestion question = questionFor(order, customer(), shop(), Limits{});
    promise::PromiseAnswer answer;
    answer.lines = {{"1",
                     ItemKey("W-1"),
                     {{Quantity::whole(1), SiteKey("dc-1"), monday - Days(1), monday}},
                     Quantity(),
                     {}}};
    const auto response = responseTo(order, question, answer, shop(), {"R-1", monday - Days(3)});

    REQUIRE(question.refused.size() == 1);
    CHECK(question.refused[0].reason.id == reason);
    CHECK(response.lines.at(0).status == LineStatus::accepted);
    CHECK(response.lines.at(1).status == LineStatus::rejected);
    CHECK(response.lines.at(1).reasons.at(0).id == reason);
    CHECK(response.status == model::ResponseStatus::changed);
}

TEST_CASE("the status of a line says how the promise differs from the wish") {
    using Parts = std::vector<promise::PromisedPart>;
    const auto part = [](int quantity, int days_late) {
        return promise::PromisedPart{Quantity::whole(quantity), SiteKey("dc-1"),
                                     monday + Days(days_late - 1), monday + Days(days_late)};
    };
    const auto [parts, unmet, status] = GENERATE_COPY(table<Parts, int, LineStatus>({
        {{part(24, 0)}, 0, LineStatus::accepted},
        {{part(24, -2)}, 0, LineStatus::accepted},
        {{part(24, 3)}, 0, LineStatus::rescheduled},
        {{part(12, 0), part(12, 3)}, 0, LineStatus::split},
        {{part(12, 0)}, 12, LineStatus::reduced},
        {{}, 24, LineStatus::rejected},
    }));
    const auto order = orderOf({line("1", {"seller", "W-1"}, Quantity::whole(2), "CS")});
    const OrderQuestion question = questionFor(order, customer(), shop(), Limits{});
    promise::PromiseAnswer answer;
    answer.lines = {{"1", ItemKey("W-1"), parts, Quantity::whole(unmet), {}}};

    const auto response = responseTo(order, question, answer, shop(), {"R-1", monday});

    CHECK(response.lines.at(0).status == status);
    CHECK(response.lines.at(0).unmet == Quantity::whole(unmet / 12));
}

TEST_CASE("a schedule must add up to its line") {
    auto scheduled = line("1", {"seller", "W-1"}, Quantity::whole(10), "EA");
    scheduled.schedule = {{Quantity::whole(4), monday}, {Quantity::whole(5), monday + Days(7)}};

    const auto question = questionFor(orderOf({scheduled}), customer(), shop(), Limits{});

    CHECK(question.refused.at(0).reason.id == "schedule-sum");
}

TEST_CASE("reasons speak of ordered units, and of pieces where that is not exact") {
    const auto order = orderOf({line("1", {"seller", "W-1"}, Quantity::whole(2), "CS")});
    const OrderQuestion question = questionFor(order, customer(), shop(), Limits{});
    CHECK(question.request.lines.at(0).unit == "EA");
    promise::PromiseAnswer answer;
    answer.lines = {
        {"1",
         ItemKey("W-1"),
         {{Quantity::whole(24), SiteKey("dc-1"), monday, monday}},
         Quantity(),
         {promise::because(promise::reasons::stock_covers, "dc-1", "24", "EA"),
          promise::because(promise::reasons::earlier_promises_bind, "dc-1", "", "31", "EA")}}};

    const auto reasons =
        responseTo(order, question, answer, shop(), {"R-1", monday}).lines[0].reasons;

    CHECK(reasons.at(0) == promise::because(promise::reasons::stock_covers, "dc-1", "2", "CS"));
    CHECK(reasons.at(1) == answer.lines[0].reasons[1]);
}
