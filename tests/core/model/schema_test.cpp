#include "core/model/schema.h"

#include <catch2/catch.hpp>

using namespace entrepot;
using namespace entrepot::model;

TEST_CASE("the field table of an order reaches every field by name") {
    BusinessDocument document = *makeDocument("Order");
    const TypeInfo& order = typeOf(document);
    void* content = contentOf(document);

    *static_cast<std::string*>(order.field("number")->make(content)) = "PO-1";
    const FieldInfo* lines = order.field("lines");
    void* line = lines->append(content);
    *static_cast<Quantity*>(lines->type->field("quantity")->make(line)) = Quantity::whole(7);

    const Order& filled = std::get<Order>(document);
    CHECK(filled.number == "PO-1");
    CHECK(filled.lines.at(0).quantity == Quantity::whole(7));
    CHECK(lines->size(content) == 1);
}

TEST_CASE("an optional field is absent until it is made") {
    BusinessDocument document = Order{};
    const FieldInfo* wanted = typeOf(document).field("wanted");

    CHECK(wanted->get(contentOf(document)) == nullptr);
    *static_cast<Day*>(wanted->make(contentOf(document))) = *parseDay("20261201");
    CHECK(std::get<Order>(document).wanted == parseDay("20261201"));
}

TEST_CASE("enums list their names by number") {
    const FieldInfo* purpose = findType("Order")->field("purpose");

    CHECK(purpose->enumeration->values[static_cast<int>(Purpose::cancel)] == "cancel");
    CHECK(findType("Nothing") == nullptr);
    CHECK_FALSE(makeDocument("Nothing").has_value());
}
