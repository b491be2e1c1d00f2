#include "mapping/json/model_text.h"

#include <catch2/catch.hpp>

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

std::string whyNot(std::string_view text) {
    const auto read = JsonModelText().read("Order", text);
    return read ? "" : read.error().what;
}

}  // namespace

TEST_CASE("a document comes back from its text as it was") {
    model::Order order;
    order.number = "PO \"1\"\n\u00e9";
    order.purpose = model::Purpose::change;
    order.issued = makeDay(2026, 11, 21);
    order.delivery = model::DeliveryPolicy::partial;
    order.total = *Amount::parse("-0.0001");
    model::OrderLine line;
    line.number = "10";
    line.quantity = *Quantity::parse("922337203685477.5807");
    line.price = *Price::parse("0.000001");
    line.ids = {{"gtin", "4012345678901"}};
    order.lines = {line, line};

    const JsonModelText text;
    const std::string written = text.write(order);
    const auto back = text.read("Order", written);

    REQUIRE(back.has_value());
    CHECK(std::get<model::Order>(*back) == order);
    CHECK(JsonModelText(2).read("Order", JsonModelText(2).write(order)) == *back);
}

TEST_CASE("decimals are read from numbers exactly, never through a double") {
    const auto read = JsonModelText().read(
        "Order",
        R"({"lines":[{"quantity":0.1},{"quantity":9007199254740.9931},{"quantity":"2"}]})");

    REQUIRE(read.has_value());
    const auto& lines = std::get<model::Order>(*read).lines;
    CHECK(lines[0].quantity.text() == "0.1");
    CHECK(lines[1].quantity.text() == "9007199254740.9931");
    CHECK(lines[2].quantity.text() == "2");
}

TEST_CASE("what is wrong in a document's text is named with its path") {
    CHECK(whyNot(R"({"lines":[{"quantty":1}]})") ==
          "lines[1].quantty: OrderLine has no such field; did you mean quantity?");
    CHECK(whyNot(R"({"issued":"2026-02-30"})").find("issued: \"2026-02-30\" is not a day") == 0);
    CHECK(whyNot(R"({"purpose":"originl"})").find("purpose: \"originl\" is none of original") == 0);
    CHECK(whyNot(R"({"number":7})") == "number must be text, not a number");
    CHECK(whyNot(R"({"number":"1","number":"2"})") == "number stands twice");
    CHECK(whyNot(R"({"lines":[{"quantity":1e3}]})").find("lines[1].quantity") == 0);
    CHECK(whyNot(R"({"lines":[{"quantity":0.00001}]})").find("lines[1].quantity") == 0);
    CHECK(whyNot(R"({"number":"1"} x)").find("not JSON") == 0);
    CHECK(whyNot("").find("not JSON") == 0);
    CHECK(whyNot(std::string(100'000, '[')).find("not JSON") == 0);
    CHECK(whyNot("[]") == "the document must be an object, not a list");
    CHECK_FALSE(JsonModelText().read("Oder", "{}").has_value());
}
