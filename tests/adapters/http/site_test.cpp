#include "adapters/http/site.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "adapters/digest/sha256.h"
#include "adapters/http/api_key.h"
#include "adapters/http/request_head.h"
#include "tests/support/memory_access_store.h"

using namespace entrepot;

namespace {

const std::filesystem::path schemas = std::filesystem::path(ENTREPOT_SOURCE_DIR) / "schemas";

struct World {
    test::MemoryAccessStore store;
    std::string key = http::generateApiKey().value();
    http::Gate gate{store, {}, [] { return http::SteadyTime(); }};
    http::ProblemTexts problems =
        http::ProblemTexts::load(schemas / "texts/problems.xml", schemas / "xsd/problems.xsd")
            .value();
    http::Site site{{.router = http::Router(routes()),
                     .gate = gate,
                     .problems = problems,
                     .log = {},
                     .secure = true}};

    World() {
        static_cast<void>(store.add({.name = "p",
                                     .sha256 = digest::sha256Hex(key),
                                     .role = ports::Role::partner,
                                     .partner = PartnerKey("p"),
                                     .created_at = {},
                                     .revoked_at = {}}));
    }
    static std::vector<http::Route> routes() {
        const http::Handler seen = [](const http::Request& request) {
            return http::jsonResponse(200, "\"" + std::string(request.parameter("id")) + "\"");
        };
        return {{"GET", "/open", http::Access::open, 0, seen},
                {"GET", "/things/{id}", http::Access::any_key, 0, seen},
                {"POST", "/things", http::Access::any_key, 77, seen},
                {"POST", "/things/{id}/melt", http::Access::operators, 0, seen}};
    }
    http::Response ask(std::string method, std::string path, http::Headers headers = {}) {
        http::Request request;
        request.id = "r-1";
        request.method = std::move(method);
        request.path = std::move(path);
        request.headers = std::move(headers);
        auto admission = site.admit(request);
        return admission.refusal ? *admission.refusal : site.handle(request);
    }
    http::Headers keyed() const { return {{"X-API-Key", key}}; }
};

std::string headerOf(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (http::equalIgnoringCase(key, name)) return value;
    return {};
}

}  // namespace

TEST_CASE("routes are found by method and path, their parameters decoded") {
    World world;

    CHECK(world.ask("GET", "/open").status == 200);
    CHECK(world.ask("GET", "/things/a%20b", world.keyed()).body == "\"a b\"");
    CHECK(world.ask("HEAD", "/things/a", world.keyed()).status == 200);
    CHECK(world.ask("GET", "/things/", world.keyed()).status == 404);
    CHECK(world.ask("GET", "/things/a/b", world.keyed()).status == 404);
    CHECK(world.ask("GET", "/things/%zz", world.keyed()).status == 404);
    CHECK(world.ask("GET", "/open/", {}).status == 404);
    const auto wrong = world.ask("DELETE", "/things/a", world.keyed());
    CHECK(wrong.status == 405);
    CHECK(headerOf(wrong, "Allow") == "GET, HEAD");
}

TEST_CASE("nobody gets in without a key, and a role only where it may") {
    World world;

    const auto without = world.ask("GET", "/things/a");
    CHECK(without.status == 401);
    CHECK(headerOf(without, "WWW-Authenticate").starts_with("Bearer"));
    CHECK(world.ask("POST", "/things/a/melt", world.keyed()).status == 403);
}

TEST_CASE("every answer carries the security headers") {
    World world;

    const auto response = world.ask("GET", "/open");

    CHECK(headerOf(response, "X-Content-Type-Options") == "nosniff");
    CHECK(headerOf(response, "Cache-Control") == "no-store");
    CHECK_FALSE(headerOf(response, "Strict-Transport-Security").empty());
}

TEST_CASE("a problem speaks the reader's language and follows RFC 9457") {
    World world;

    const auto chinese =
        world.ask("GET", "/nowhere", {{"Accept-Language", "en;q=0.5, zh-CN;q=0.9"}});
    const auto english = world.ask("GET", "/nowhere", {{"Accept-Language", "fr, en;q=0.1"}});

    CHECK(chinese.content_type == "application/problem+json");
    const auto body = boost::json::parse(chinese.body);
    CHECK(body.at("title").as_string() == "未找到");
    CHECK(body.at("status").as_int64() == 404);
    CHECK(body.at("type").as_string() == "urn:entrepot:problem:not-found");
    CHECK(body.at("instance").as_string() == "urn:entrepot:request:r-1");
    CHECK(boost::json::parse(english.body).at("title").as_string() == "Not found");
}

TEST_CASE("every failure and every trouble has words in both languages") {
    World world;
    http::Request request;

    for (int kind = 0; kind <= static_cast<int>(FailureKind::cancelled); ++kind) {
        const Failure failure{static_cast<FailureKind>(kind), "what happened", "where"};
        const auto response = world.problems.response(http::problemOf(failure), request);
        CHECK(response.status >= 400);
        CHECK(response.body.find("{what}") == std::string::npos);
        CHECK(response.body.find("\"where\"") == std::string::npos);
    }
    for (int trouble = 0; trouble <= static_cast<int>(http::Trouble::memory_full); ++trouble)
        CHECK(world.site.sorry(static_cast<http::Trouble>(trouble), request).status >= 400);
}

TEST_CASE("a problem's values are filled in once, and its errors are listed") {
    World world;
    http::Problem problem;
    problem.id = "invalid";
    problem.values = {{"what", "{what} twice"}};
    problem.errors = {{"date-in-past", "too late", {{"line", "3"}}}};

    const auto response = world.problems.response(problem, {});

    const auto body = boost::json::parse(response.body);
    CHECK(body.at("detail").as_string() == "{what} twice");
    CHECK(body.at("errors").at(0).at("id").as_string() == "date-in-past");
    CHECK(body.at("errors").at(0).at("line").as_string() == "3");
}

TEST_CASE("a request's id is taken from the caller when it is plain") {
    CHECK(http::requestId("a-Z_0.9") == "a-Z_0.9");
    CHECK(http::requestId("a b").size() == 16);
    CHECK(http::requestId(std::string(65, 'a')).size() == 16);
    CHECK(http::requestId("") != http::requestId(""));
}
