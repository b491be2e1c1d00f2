#include <catch2/catch.hpp>

#include "tests/contract/backends.h"

using namespace entrepot;
using namespace entrepot::test;

namespace {

ports::OrderRecord order(const std::string& customer, const std::string& number,
                         std::int64_t message) {
    ports::OrderRecord order;
    order.customer = PartnerKey(customer);
    order.number = number;
    order.document = DocumentId{message * 10};
    order.message = MessageId{message};
    order.promise = PromiseId{message * 100};
    order.status = "accepted";
    order.order = "{\"number\":\"" + number + "\"}";
    order.response = "{}";
    order.changed_at = at(5);
    return order;
}

template <class Stores>
std::vector<std::int64_t> messages(Stores& stores, const ports::OrderQuery& query) {
    std::vector<std::int64_t> found;
    for (const auto& each : valueOf(stores.orders().search(query)))
        found.push_back(each.message.value);
    return found;
}

using Messages = std::vector<std::int64_t>;

}  // namespace

TEMPLATE_TEST_CASE("an order is found by customer and number", "[contract][orders]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->orders().keep(order("northwind", "PO-1", 1)));
    valueOf(stores->orders().keep(order("lakeside", "PO-1", 2)));

    const auto found = valueOf(stores->orders().find(PartnerKey("northwind"), "PO-1"));

    REQUIRE(found.has_value());
    CHECK(found->customer.value == "northwind");
    CHECK(found->number == "PO-1");
    CHECK(found->document == DocumentId{10});
    CHECK(found->message == MessageId{1});
    CHECK(found->promise == PromiseId{100});
    CHECK(found->status == "accepted");
    CHECK(found->order == "{\"number\":\"PO-1\"}");
    CHECK(found->response == "{}");
    CHECK(found->changed_at == at(5));
    CHECK_FALSE(valueOf(stores->orders().find(PartnerKey("northwind"), "PO-2")).has_value());
}

TEMPLATE_TEST_CASE("the same message replaces its own row", "[contract][orders]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->orders().keep(order("northwind", "PO-1", 1)));
    auto again = order("northwind", "PO-1", 1);
    again.status = "changed";
    again.promise = PromiseId{};

    valueOf(stores->orders().keep(again));

    const auto found = valueOf(stores->orders().find(PartnerKey("northwind"), "PO-1"));
    CHECK(found->status == "changed");
    CHECK_FALSE(found->promise);
    CHECK(messages(*stores, {}) == Messages{1});
}

TEMPLATE_TEST_CASE("a current row takes the place of the earlier one, a rejected repeat does not",
                   "[contract][orders]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    auto& orders = stores->orders();
    auto repeat = order("northwind", "PO-1", 2);
    repeat.current = false;
    valueOf(orders.keep(order("northwind", "PO-1", 1)));
    valueOf(orders.keep(repeat));

    CHECK(valueOf(orders.find(PartnerKey("northwind"), "PO-1"))->message == MessageId{1});
    CHECK_FALSE(valueOf(orders.findByMessage(MessageId{2}))->current);
    valueOf(orders.keep(order("northwind", "PO-1", 3)));

    CHECK(valueOf(orders.find(PartnerKey("northwind"), "PO-1"))->message == MessageId{3});
    CHECK(valueOf(orders.findByMessage(MessageId{1}))->message == MessageId{1});
    CHECK(messages(*stores, {}) == Messages{3});
    CHECK_FALSE(valueOf(orders.findByMessage(MessageId{9})).has_value());
}

TEMPLATE_TEST_CASE("orders are searched by customer and number, newest first", "[contract][orders]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    for (int i = 1; i <= 4; ++i)
        valueOf(stores->orders().keep(
            order(i % 2 == 0 ? "northwind" : "lakeside", "PO-" + std::to_string((i + 1) / 2), i)));

    CHECK(messages(*stores, {}) == Messages{4, 3, 2, 1});
    CHECK(messages(*stores, {.customer = PartnerKey("northwind")}) == Messages{4, 2});
    CHECK(messages(*stores, {.number = "PO-1"}) == Messages{2, 1});
    CHECK(messages(*stores, {.before = MessageId{3}}) == Messages{2, 1});
    CHECK(messages(*stores, {.limit = 1}) == Messages{4});
    CHECK(messages(*stores,
                   {.customer = PartnerKey("lakeside"), .number = "PO-2", .before = MessageId{3}})
              .empty());
}

TEMPLATE_TEST_CASE("access keys are found by hash and once revoked stay so", "[contract][access]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    auto& access = stores->access();
    ports::AccessKey key{.name = "northwind production",
                         .sha256 = "aa11",
                         .role = ports::Role::partner,
                         .partner = PartnerKey("northwind"),
                         .created_at = at(1),
                         .revoked_at = std::nullopt};
    valueOf(access.add(key));
    valueOf(access.add({"desk", "bb22", ports::Role::operator_, PartnerKey(), at(2), {}}));
    valueOf(access.add({"erp", "cc33", ports::Role::erp, PartnerKey(), at(3), {}}));

    auto same_hash = key;
    same_hash.name = "other";
    auto same_name = key;
    same_name.sha256 = "dd44";
    CHECK(test::failureOf(access.add(same_hash)) == FailureKind::conflict);
    CHECK(test::failureOf(access.add(same_name)) == FailureKind::conflict);

    const auto found = valueOf(access.findByHash("aa11"));
    REQUIRE(found.has_value());
    CHECK(found->name == key.name);
    CHECK(found->role == ports::Role::partner);
    CHECK(found->partner == key.partner);
    CHECK(found->created_at == at(1));
    CHECK_FALSE(found->revoked_at.has_value());
    CHECK_FALSE(valueOf(access.findByHash("AA11")).has_value());
    CHECK(valueOf(access.findByHash("bb22"))->role == ports::Role::operator_);
    CHECK(valueOf(access.findByHash("cc33"))->role == ports::Role::erp);

    valueOf(access.revoke(key.name, at(10)));
    valueOf(access.revoke(key.name, at(20)));
    CHECK(valueOf(access.findByHash("aa11"))->revoked_at == at(10));
    CHECK(test::failureOf(access.revoke("nobody", at(10))) == FailureKind::not_found);
    const auto all = valueOf(access.all());
    REQUIRE(all.size() == 3);
    CHECK(all[0].name == "desk");
}
