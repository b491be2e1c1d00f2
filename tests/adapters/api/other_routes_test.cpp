#include <catch2/catch.hpp>
#include <set>

#include "adapters/api/ready_checks.h"
#include "tests/adapters/api/api_fixture.h"
#include "tests/support/files.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::test;
using boost::json::parse;

namespace {

ports::OrderRecord orderRecord(const std::string& customer, const std::string& number,
                               std::int64_t message) {
    ports::OrderRecord record;
    record.customer = PartnerKey(customer);
    record.number = number;
    record.document = DocumentId{message};
    record.message = MessageId{message};
    record.status = "accepted";
    record.order = R"({"number": ")" + number + "\"}";
    return record;
}

}  // namespace

TEST_CASE("orders are listed and shown to their customer and to operators") {
    ApiFixture api;
    REQUIRE(api.orders.keep(orderRecord("northwind", "PO-1", 1)));
    REQUIRE(api.orders.keep(orderRecord("northwind", "PO/2", 2)));
    REQUIRE(api.orders.keep(orderRecord("huadong", "PO-1", 3)));

    const auto list = parse(api.ask("GET", "/api/v1/orders", {.key = api.northwind}).body);
    const auto page = parse(
        api.ask("GET", "/api/v1/orders", {.key = api.operator_, .query = {{"limit", "1"}}}).body);
    const auto shown = api.ask("GET", "/api/v1/orders/PO%2F2", {.key = api.northwind});

    CHECK(list.at("orders").as_array().size() == 2);
    CHECK(textAt(page.at("orders").at(0), "partner") == "huadong");
    CHECK_FALSE(textAt(page, "next").empty());
    CHECK(shown.status == 200);
    CHECK(textAt(parse(shown.body).at("order"), "number") == "PO/2");
    CHECK(parse(shown.body).at("response").is_null());
    CHECK(api.ask("GET", "/api/v1/orders/PO%2F2", {.key = api.huadong}).status == 404);
    CHECK(api.ask("GET", "/api/v1/orders/PO-1", {.key = api.operator_}).status == 400);
    CHECK(api.ask("GET", "/api/v1/orders/PO-1",
                  {.key = api.operator_, .query = {{"partner", "huadong"}}})
              .status == 200);
}

TEST_CASE("ready means that store, supply and disk are") {
    ApiFixture api;
    const ScratchDirectory folder;
    Result<void> ping;
    api.context.ready = {api::storeTakes([&] { return ping; }), api::supplyIsThere(api.items),
                         api::diskHasRoom(folder.path(), 1)};

    CHECK(api.ask("GET", "/healthz", {}).status == 200);
    const auto without_supply = api.ask("GET", "/readyz", {});
    api.stock("widget", 1);
    const auto all = api.ask("GET", "/readyz", {});
    ping = fail(FailureKind::unavailable, "the test took the store away");
    const auto without_store = api.ask("GET", "/readyz", {});
    api.context.ready = {api::diskHasRoom(folder.path(), UINTMAX_MAX)};

    CHECK(without_supply.status == 503);
    CHECK(textAt(parse(without_supply.body).at("checks"), "supply") == "not ready");
    CHECK(all.status == 200);
    CHECK(without_store.status == 503);
    CHECK(api.ask("GET", "/healthz", {}).status == 200);
    CHECK(api.ask("GET", "/readyz", {}).status == 503);
}

TEST_CASE("no route takes a body over the limit of a document") {
    ApiFixture api;
    const auto largest = [&](const std::string& pattern) {
        for (const http::Route& route : api::routes(api.context))
            if (route.method == "POST" && route.pattern == pattern) return route.body_bytes_max;
        return std::size_t{0};
    };

    CHECK(largest("/api/v1/documents") == Limits().body_bytes_max);
    CHECK(largest("/api/v1/promises") < Limits().body_bytes_max);
    api.context.limits.body_bytes_max = 1000;
    CHECK(largest("/api/v1/documents") == 1000);
    CHECK(largest("/api/v1/promises") == 1000);
}

TEST_CASE("the ERP is read on demand for operators and for the ERP itself") {
    ApiFixture api;

    const auto reading = api.ask("POST", "/api/v1/erp/sync", {.key = api.operator_});
    CHECK(reading.status == 200);
    CHECK(parse(reading.body).at("items").as_int64() == 1);
    CHECK(api.ask("POST", "/api/v1/erp/sync", {.key = api.erp}).status == 200);
    CHECK(api.ask("POST", "/api/v1/erp/sync", {.key = api.northwind}).status == 403);

    api.supply_reading = fail(FailureKind::unavailable, "the ERP is away");
    CHECK(api.ask("POST", "/api/v1/erp/sync", {.key = api.operator_}).status == 503);
}

TEST_CASE("figures are Prometheus text") {
    ApiFixture api;
    api.metrics.declareCounter("documents_total", "Documents taken.");
    api.metrics.declareHistogram("request_seconds", "Time of a request.", {0.1, 1});
    api.metrics.declareGauge("connections", "Open connections.", [] { return 3.0; });
    api.metrics.count("documents_total", {{"state", "a\"b"}});
    api.metrics.count("documents_total", {{"state", "a\"b"}}, 2);
    api.metrics.observe("request_seconds", {}, 0.05);
    api.metrics.observe("request_seconds", {}, 0.5);
    api.metrics.observe("request_seconds", {}, 5);

    CHECK(api.ask("GET", "/metrics", {}).body ==
          "# HELP connections Open connections.\n# TYPE connections gauge\nconnections 3\n"
          "# HELP documents_total Documents taken.\n# TYPE documents_total counter\n"
          "documents_total{state=\"a\\\"b\"} 3\n"
          "# HELP request_seconds Time of a request.\n# TYPE request_seconds histogram\n"
          "request_seconds_bucket{le=\"0.1\"} 1\nrequest_seconds_bucket{le=\"1\"} 2\n"
          "request_seconds_bucket{le=\"+Inf\"} 3\nrequest_seconds_sum 5.55\n"
          "request_seconds_count 3\n");
}

TEST_CASE("the API's description and its routes name the same") {
    ApiFixture api;
    const auto description = parse(contentOf(schemas_folder / "api/openapi.json"));
    std::set<std::string> described;
    for (const auto& [path, operations] : description.at("paths").as_object())
        for (const auto& [method, operation] : operations.as_object()) {
            std::string upper(method);
            for (char& c : upper) c = static_cast<char>(std::toupper(c));
            described.insert(upper + " " + std::string(path));
            INFO(path << " " << method);
            CHECK_FALSE(textAt(operation, "summary").empty());
            CHECK_FALSE(operation.at("responses").as_object().empty());
        }
    std::set<std::string> served;
    for (const http::Route& route : api::routes(api.context))
        served.insert(route.method + " " + route.pattern);

    CHECK(description.at("openapi").as_string() == "3.1.0");
    CHECK(described == served);
}

TEST_CASE("every reference inside the API's description leads somewhere") {
    const auto text = contentOf(schemas_folder / "api/openapi.json");
    const auto description = parse(text);
    std::size_t count = 0;
    for (auto at = text.find("\"#/"); at != std::string::npos; at = text.find("\"#/", at + 1)) {
        const std::string reference = text.substr(at + 2, text.find('"', at + 1) - at - 2);
        INFO(reference);
        boost::system::error_code problem;
        CHECK(description.find_pointer(reference, problem) != nullptr);
        ++count;
    }
    CHECK(count > 10);
}
