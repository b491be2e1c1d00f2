#include <catch2/catch.hpp>

#include "core/base/id_source.h"
#include "tests/adapters/api/api_fixture.h"

using namespace entrepot;
using namespace entrepot::test;
using boost::json::parse;

namespace {

std::string question(const std::string& mode, const std::string& quantity,
                     const std::string& item = "widget") {
    return R"({"mode": ")" + mode + R"(", "order": {"number": "PO-7", "lines": [{"number": "1", )" +
           R"("ids": [{"scheme": "seller", "value": ")" + item + R"("}], "quantity": )" + quantity +
           "}]}}";
}

ApiFixture::Question keyed(const std::string& key, std::string body, const std::string& name) {
    return {
        .key = key, .body = std::move(body), .headers = {{"Idempotency-Key", name}}, .query = {}};
}

}  // namespace

TEST_CASE("a check reserves nothing; a hold reserves, is confirmed, and is cancelled") {
    ApiFixture api;
    api.stock("widget", 100);

    const auto check = api.ask("POST", "/api/v1/promises",
                               {.key = api.northwind, .body = question("check", "80")});
    const auto hold =
        api.ask("POST", "/api/v1/promises", keyed(api.northwind, question("hold", "80"), "h-1"));
    const auto rest = api.ask("POST", "/api/v1/promises",
                              {.key = api.northwind, .body = question("check", "80")});
    const std::string path = headerOf(hold, "Location");
    const auto confirmed = api.ask("POST", path + "/confirm", {.key = api.northwind});
    const auto shown = api.ask("GET", path, {.key = api.northwind});
    const auto cancelled = api.ask("POST", path + "/cancel", {.key = api.northwind});

    CHECK(check.status == 200);
    const auto line = parse(check.body).at("lines").at(0);
    CHECK(textAt(line.at("parts").at(0), "quantity") == "80");
    CHECK(textAt(line.at("parts").at(0), "site") == "plant-1");
    CHECK_FALSE(line.at("reasons").as_array().empty());
    CHECK(parse(check.body).at("response").at("lines").at(0).at("deliveries").as_array().size() ==
          1);
    CHECK(hold.status == 201);
    CHECK(textAt(parse(hold.body), "state") == "held");
    CHECK(textAt(parse(rest.body).at("lines").at(0), "unmet") == "60");
    CHECK(textAt(parse(confirmed.body), "state") == "confirmed");
    CHECK(textAt(parse(shown.body), "state") == "confirmed");
    CHECK(textAt(parse(shown.body), "order_number") == "PO-7");
    CHECK(textAt(parse(cancelled.body), "state") == "cancelled");
}

TEST_CASE("a hold ends at the time it names, a day from now, or when the longest does") {
    ApiFixture api;
    api.stock("widget", 100);
    const auto endOf = [&](const std::string& until) {
        std::string body = question("hold", "1");
        if (!until.empty()) body.insert(1, R"("hold_until": ")" + until + R"(", )");
        return textAt(
            parse(
                api.ask("POST", "/api/v1/promises", keyed(api.northwind, body, "h" + until)).body),
            "hold_until");
    };

    CHECK(endOf("2026-12-01T09:00:00Z") == "2026-12-01T09:00:00Z");
    CHECK(endOf("") == "2026-12-02T08:00:00Z");
    CHECK(endOf("2027-12-01T09:00:00Z") == "2027-03-01T08:00:00Z");
}

TEST_CASE("the same idempotency key gives the same promise, and only for the same order") {
    ApiFixture api;
    api.stock("widget", 100);

    const auto first =
        api.ask("POST", "/api/v1/promises", keyed(api.northwind, question("confirm", "10"), "c-1"));
    const auto again =
        api.ask("POST", "/api/v1/promises", keyed(api.northwind, question("confirm", "10"), "c-1"));
    const auto other =
        api.ask("POST", "/api/v1/promises", keyed(api.northwind, question("confirm", "11"), "c-1"));
    const auto without =
        api.ask("POST", "/api/v1/promises", {.key = api.northwind, .body = question("hold", "10")});

    CHECK(first.status == 201);
    CHECK(textAt(parse(again.body), "id") == textAt(parse(first.body), "id"));
    CHECK(other.status == 409);
    CHECK(without.status == 400);
}

TEST_CASE("a party sees and changes its own promises only") {
    ApiFixture api;
    api.stock("widget", 100);
    const auto made =
        api.ask("POST", "/api/v1/promises", keyed(api.northwind, question("hold", "10"), "h-1"));
    const std::string path = headerOf(made, "Location");

    CHECK(api.ask("GET", path, {.key = api.huadong}).status == 404);
    CHECK(api.ask("POST", path + "/confirm", {.key = api.huadong}).status == 404);
    CHECK(api.ask("POST", path + "/cancel", {.key = api.erp}).status == 404);
    CHECK(api.ask("GET", path, {.key = api.operator_}).status == 200);
    CHECK(api.ask("GET", "/api/v1/promises/" + formatId(77), {.key = api.operator_}).status == 404);
}

TEST_CASE("a quantity is taken exactly as it is written, as a number or as a text") {
    ApiFixture api;
    api.stock("widget", 100);

    for (const std::string quantity : {"0.1", "\"0.1\"", "1e-1"}) {
        INFO(quantity);
        const auto response = api.ask("POST", "/api/v1/promises",
                                      {.key = api.northwind, .body = question("check", quantity)});
        if (quantity == "1e-1") {
            CHECK(response.status == 400);
        } else {
            CHECK(textAt(parse(response.body).at("lines").at(0).at("parts").at(0), "quantity") ==
                  "0.1");
        }
    }
}

TEST_CASE("a line that cannot be asked is in the answer with its reason") {
    ApiFixture api;
    api.stock("widget", 100);

    const auto response = api.ask("POST", "/api/v1/promises",
                                  {.key = api.northwind,
                                   .body = question("check", "10", "gadget"),
                                   .headers = {{"Accept-Language", "zh-CN"}},
                                   .query = {}});

    CHECK(response.status == 200);
    const auto line = parse(response.body).at("response").at("lines").at(0);
    CHECK(textAt(line, "reason_text") == "中文 item-unknown");
    CHECK(textAt(line, "unmet") == "10");
}

TEST_CASE("a question that makes no sense is refused, and none is answered without a reading") {
    ApiFixture api;
    const auto ask = [&](const std::string& key, const std::string& body) {
        return api.ask("POST", "/api/v1/promises", {.key = key, .body = body}).status;
    };
    const std::string order = R"("order": {"number": "1", "lines": []})";

    CHECK(ask(api.northwind, "") == 400);
    CHECK(ask(api.northwind, "[]") == 400);
    CHECK(ask(api.northwind, "{}") == 400);
    CHECK(ask(api.northwind, R"({"mode": "check"})") == 400);
    CHECK(ask(api.northwind, R"({"mode": "check", )" + order + "}") == 400);
    CHECK(ask(api.northwind, R"({"mode": "hold", "hold_until": "soon", )" + order + "}") == 400);
    CHECK(ask(api.northwind, R"({"mode": "check", "partner": "huadong", )" + order + "}") == 403);
    CHECK(ask(api.operator_, question("check", "1")) == 400);
    CHECK(ask(api.erp, question("check", "1")) == 403);
    CHECK(ask(api.northwind, std::string(10'000, '[')) == 400);
    CHECK(ask(api.northwind, question("check", "1")) == 503);
}
