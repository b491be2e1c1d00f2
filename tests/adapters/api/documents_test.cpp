#include <catch2/catch.hpp>

#include "adapters/api/document_json.h"
#include "core/base/id_source.h"
#include "tests/adapters/api/api_fixture.h"

using namespace entrepot;
using namespace entrepot::test;
using boost::json::parse;
using exchange::DocumentState;

TEST_CASE("a document is taken once, however often it comes") {
    ApiFixture api;

    const auto first =
        api.ask("POST", "/api/v1/documents",
                {.key = api.northwind, .body = "ISA*...", .query = {{"file_name", "po.edi"}}});
    const auto again =
        api.ask("POST", "/api/v1/documents", {.key = api.northwind, .body = "ISA*..."});

    CHECK(first.status == 202);
    const auto document = parse(first.body);
    CHECK(headerOf(first, "Location") == "/api/v1/documents/" + textAt(document, "id"));
    CHECK(textAt(document, "state") == "received");
    CHECK(textAt(document, "partner") == "northwind");
    CHECK(textAt(document, "file_name") == "po.edi");
    CHECK_FALSE(document.at("duplicate").as_bool());
    CHECK(again.status == 200);
    CHECK(parse(again.body).at("duplicate").as_bool());
    CHECK(textAt(parse(again.body), "id") == textAt(document, "id"));
    CHECK(api.documents.size() == 1);
}

TEST_CASE("an idempotency key holds for one content") {
    ApiFixture api;
    const http::Headers key{{"Idempotency-Key", "k-1"}};

    CHECK(api.ask("POST", "/api/v1/documents", {api.northwind, "one", key, {}}).status == 202);
    CHECK(api.ask("POST", "/api/v1/documents", {api.northwind, "two", key, {}}).status == 409);
    CHECK(api.ask("POST", "/api/v1/documents", {api.huadong, "two", key, {}}).status == 202);
}

TEST_CASE("what cannot be taken is refused by name") {
    ApiFixture api;
    const auto post = [&](ApiFixture::Question question) {
        const auto response = api.ask("POST", "/api/v1/documents", question);
        return std::to_string(response.status) + " " + textAt(parse(response.body), "type");
    };

    CHECK(post({}) == "401 urn:entrepot:problem:unauthorized");
    CHECK(post({.key = api.northwind}) == "400 urn:entrepot:problem:body-missing");
    CHECK(post({.key = api.erp, .body = "x"}) == "403 urn:entrepot:problem:forbidden");
    CHECK(post({.key = api.northwind, .body = "x", .query = {{"partner", "huadong"}}}) ==
          "403 urn:entrepot:problem:forbidden");
    CHECK(post({.key = api.operator_, .body = "x", .query = {{"partner", "nobody"}}}) ==
          "400 urn:entrepot:problem:parameter-invalid");
    CHECK(post({.key = api.northwind, .body = "x", .query = {{"wait", "forever"}}}) ==
          "400 urn:entrepot:problem:parameter-invalid");
    CHECK(post({.key = api.northwind,
                .body = "x",
                .headers = {{"Idempotency-Key", std::string(256, 'k')}}}) ==
          "400 urn:entrepot:problem:parameter-invalid");
    CHECK(post({.key = api.northwind, .body = "x", .query = {{"file_name", "a\nb"}}}) ==
          "400 urn:entrepot:problem:parameter-invalid");
    CHECK(api.documents.size() == 0);
}

TEST_CASE("a store that is away or full refuses clearly and says when to come again") {
    ApiFixture api;

    api.documents.failWith(FailureKind::unavailable);
    const auto away = api.ask("POST", "/api/v1/documents", {.key = api.northwind, .body = "x"});
    api.documents.failWith(FailureKind::storage_full);
    const auto full = api.ask("POST", "/api/v1/documents", {.key = api.northwind, .body = "x"});

    CHECK(away.status == 503);
    CHECK(headerOf(away, "Retry-After") == "5");
    CHECK(full.status == 507);
    CHECK(away.body.find("memory") == std::string::npos);
}

TEST_CASE("who waits for the answer gets its bytes") {
    ApiFixture api;
    const ApiFixture::Question question{
        .key = api.northwind, .body = "order", .headers = {}, .query = {{"wait", "answer"}}};
    api.exchange.after_accept = [&](DocumentId id) {
        api.finish(id, DocumentState::answered,
                   {{"x12/004010/997", "the 997"}, {"x12/004010/855", "the 855"}});
    };

    const auto answer = api.ask("POST", "/api/v1/documents", question);
    const auto again = api.ask("POST", "/api/v1/documents", question);

    CHECK(answer.status == 200);
    CHECK(answer.body == "the 855");
    CHECK(answer.content_type == "application/test");
    CHECK(headerOf(answer, "Entrepot-State") == "answered");
    CHECK(headerOf(answer, "Entrepot-Duplicate") == "false");
    CHECK(again.body == "the 855");
    CHECK(headerOf(again, "Entrepot-Duplicate") == "true");
}

TEST_CASE("an answer that is not ready in time, or not one, gives the document instead") {
    ApiFixture api;
    const ApiFixture::Question question{
        .key = api.northwind, .body = "order", .headers = {}, .query = {{"wait", "answer"}}};

    SECTION("not ready") {
        api.exchange.finishes = false;
    }
    SECTION("two business answers") {
        api.exchange.after_accept = [&](DocumentId id) {
            api.finish(id, DocumentState::answered,
                       {{"x12/004010/855", "one"}, {"x12/004010/855", "two"}});
        };
    }
    const auto response = api.ask("POST", "/api/v1/documents", question);

    CHECK(response.status == 202);
    CHECK_FALSE(textAt(parse(response.body), "id").empty());
}

TEST_CASE("a refused document answers with its acknowledgement, else with what is wrong with it") {
    ApiFixture api;
    ApiFixture::Question question{.key = api.northwind,
                                  .body = "order",
                                  .headers = {{"Accept-Language", "zh-CN"}},
                                  .query = {{"wait", "answer"}}};
    const exchange::Finding finding{.id = "segment-missing",
                                    .severity = exchange::Severity::error,
                                    .position = {.segment = "BEG"},
                                    .values = {}};

    api.exchange.after_accept = [&](DocumentId id) {
        api.finish(id, DocumentState::refused, {{"x12/004010/997", "R"}}, {finding});
    };
    const auto with = api.ask("POST", "/api/v1/documents", question);
    api.exchange.after_accept = [&](DocumentId id) {
        api.finish(id, DocumentState::refused, {}, {finding});
    };
    question.body = "other";
    const auto without = api.ask("POST", "/api/v1/documents", question);

    CHECK(with.body == "R");
    CHECK(headerOf(with, "Entrepot-State") == "refused");
    CHECK(without.status == 422);
    const auto error = parse(without.body).at("errors").at(0);
    CHECK(textAt(error, "id") == "segment-missing");
    CHECK(textAt(error, "detail") == "中文 segment-missing");
    CHECK(textAt(error, "segment") == "BEG");
}

TEST_CASE("a party sees its own documents only") {
    ApiFixture api;
    const auto taken = api.ask("POST", "/api/v1/documents", {.key = api.northwind, .body = "mine"});
    const std::string path = headerOf(taken, "Location");

    for (const std::string end : {"", "/raw", "/content", "/findings", "/trace"}) {
        INFO(end);
        CHECK(api.ask("GET", path + end, {.key = api.northwind}).status == 200);
        CHECK(api.ask("GET", path + end, {.key = api.operator_}).status == 200);
        CHECK(api.ask("GET", path + end, {.key = api.huadong}).status == 404);
        CHECK(api.ask("GET", path + end, {.key = api.erp}).status == 404);
        CHECK(api.ask("GET", path + end, {}).status == 401);
    }
    const auto list = [&](const std::string& key) {
        return parse(api.ask("GET", "/api/v1/documents", {.key = key}).body)
            .at("documents")
            .as_array()
            .size();
    };
    CHECK(list(api.northwind) == 1);
    CHECK(list(api.operator_) == 1);
    CHECK(list(api.huadong) == 0);
    CHECK(api.ask("GET", "/api/v1/documents", {.key = api.erp}).status == 403);
    CHECK(api.ask("POST", path + "/reprocess", {.key = api.northwind}).status == 403);
    CHECK(api.ask("GET", "/api/v1/documents/" + formatId(77), {.key = api.operator_}).status ==
          404);
    CHECK(api.ask("GET", "/api/v1/documents/x", {.key = api.operator_}).status == 404);
    CHECK(api.ask("GET", path + "/tree", {.key = api.operator_}).status == 404);
}

TEST_CASE("what is nobody's is shown to operators only, whatever key asks") {
    ApiFixture api;
    const auto taken = api.ask("POST", "/api/v1/documents", {.key = api.operator_, .body = "x"});
    const std::string path = headerOf(taken, "Location");
    const std::string nobody = api.addKey("", ports::Role::partner);

    CHECK(api.ask("GET", path, {.key = api.operator_}).status == 200);
    for (const std::string& key : {api.northwind, nobody}) {
        CHECK(api.ask("GET", path, {.key = key}).status == 404);
        const auto list = api.ask("GET", "/api/v1/documents", {.key = key});
        CHECK(list.body.find(textAt(parse(taken.body), "id")) == std::string::npos);
    }
}

TEST_CASE("raw bytes come back as they came, with a tag to ask again by") {
    ApiFixture api;
    const std::string bytes("ISA\0\xFF~", 6);
    const auto taken =
        api.ask("POST", "/api/v1/documents",
                {.key = api.northwind, .body = bytes, .headers = {{"Content-Type", "a/b"}}});
    const std::string path = headerOf(taken, "Location") + "/raw";

    const auto raw = api.ask("GET", path, {.key = api.northwind});
    const auto unchanged = api.ask(
        "GET", path,
        {.key = api.northwind, .body = "", .headers = {{"If-None-Match", headerOf(raw, "ETag")}}});

    CHECK(raw.body == bytes);
    CHECK(raw.content_type == "a/b");
    CHECK(unchanged.status == 304);
}

TEST_CASE("findings come in the reader's words, a document with its messages and answers") {
    ApiFixture api;
    const auto taken = api.ask("POST", "/api/v1/documents", {.key = api.northwind, .body = "x"});
    const DocumentId id{*parseId(textAt(parse(taken.body), "id"))};
    exchange::DocumentChange change;
    change.document = id;
    change.to = DocumentState::translated;
    exchange::Message message;
    message.id = MessageId{5};
    message.ordinal = 1;
    message.format = {"x12", "004010", "850"};
    message.business_key = "PO-1";
    message.findings.push_back({.id = "element-too-long",
                                .severity = exchange::Severity::warning,
                                .position = {.offset = 40, .segment = "PO1", .element = 4},
                                .values = {{"maximum", "3"}}});
    change.messages.push_back(message);
    REQUIRE(api.documents.apply(change));
    const std::string path = headerOf(taken, "Location");

    const auto shown = parse(api.ask("GET", path, {.key = api.northwind}).body);
    const auto findings = parse(api.ask("GET", path + "/findings", {.key = api.northwind}).body);
    const auto trace = parse(api.ask("GET", path + "/trace", {.key = api.northwind}).body);

    CHECK(textAt(shown.at("messages").at(0), "key") == "PO-1");
    CHECK(textAt(shown.at("messages").at(0), "format") == "x12/004010/850");
    const auto& finding = findings.at("findings").at(0);
    CHECK(textAt(finding, "detail") == "words of element-too-long");
    CHECK(finding.at("message").as_int64() == 1);
    CHECK(finding.at("position").at("element").as_int64() == 4);
    CHECK(textAt(finding.at("values"), "maximum") == "3");
    CHECK(trace.at("trace").as_array().size() == 2);
}

TEST_CASE("what was said names the document at the other end") {
    const exchange::VerdictLink link{.by = DocumentId{7},
                                     .message = MessageId{8},
                                     .on = DocumentId{9},
                                     .verdict = exchange::Verdict::refused,
                                     .note = "why",
                                     .at = {}};

    const boost::json::value of_ours = api::verdictsJson({link}, link.on);
    const boost::json::value of_theirs = api::verdictsJson({link}, link.by);

    CHECK(textAt(of_ours.at(0), "id") == formatId(7));
    CHECK_FALSE(of_ours.at(0).as_object().contains("message"));
    CHECK(textAt(of_theirs.at(0), "id") == formatId(9));
    CHECK(textAt(of_theirs.at(0), "message") == formatId(8));
    CHECK(textAt(of_theirs.at(0), "verdict") == "refused");
    CHECK(textAt(of_theirs.at(0), "note") == "why");
}

TEST_CASE("the model's content of each message taken is shown") {
    ApiFixture api;
    const auto taken = api.ask("POST", "/api/v1/documents", {.key = api.northwind, .body = "x"});
    exchange::DocumentChange change;
    change.document = DocumentId{*parseId(textAt(parse(taken.body), "id"))};
    change.to = DocumentState::translated;
    for (const int ordinal : {1, 2}) {
        exchange::Message& message = change.messages.emplace_back();
        message.id = MessageId{ordinal};
        message.ordinal = static_cast<std::uint32_t>(ordinal);
        if (ordinal == 2) continue;  // refused
        message.content_type_name = "Invoice";
        message.content = R"({"number":"INV-1"})";
    }
    REQUIRE(api.documents.apply(change));

    const auto shown = parse(
        api.ask("GET", headerOf(taken, "Location") + "/content", {.key = api.northwind}).body);

    REQUIRE(shown.at("messages").as_array().size() == 1);
    CHECK(textAt(shown.at("messages").at(0), "type") == "Invoice");
    CHECK(textAt(shown.at("messages").at(0).at("content"), "number") == "INV-1");
}

TEST_CASE("an advice beside answer or acknowledgement is not what a caller waits for") {
    const auto [answers, given] =
        GENERATE(table<std::vector<std::pair<std::string, std::string>>, std::string>(
            {{{{"x12/004010/997", "the 997"},
               {"x12/004010/824", "the 824"},
               {"x12/004010/855", "the 855"}},
              "the 855"},
             {{{"x12/004010/997", "the 997"}, {"x12/004010/824", "the 824"}}, "the 997"},
             {{{"x12/004010/824", "the 824"}}, "the 824"}}));
    ApiFixture api;
    api.exchange.after_accept = [&, answers = answers](DocumentId id) {
        api.finish(id, DocumentState::answered, answers);
    };

    const auto response = api.ask(
        "POST", "/api/v1/documents",
        {.key = api.northwind, .body = "order", .headers = {}, .query = {{"wait", "answer"}}});

    CHECK(response.body == given);
}

TEST_CASE("lists come page by page and are filtered") {
    ApiFixture api;
    for (int i = 0; i < 5; ++i)
        api.ask("POST", "/api/v1/documents",
                {.key = api.northwind, .body = "document " + std::to_string(i)});

    std::map<std::string, std::string, std::less<>> query{{"limit", "2"}};
    std::vector<std::size_t> sizes;
    for (int page = 0; page < 3; ++page) {
        const auto body =
            parse(api.ask("GET", "/api/v1/documents", {.key = api.northwind, .query = query}).body);
        sizes.push_back(body.at("documents").as_array().size());
        query["cursor"] = textAt(body, "next");
    }
    CHECK(sizes == std::vector<std::size_t>{2, 2, 1});
    CHECK(query["cursor"].empty());

    const auto count = [&](std::string name, std::string value) {
        const auto response =
            api.ask("GET", "/api/v1/documents", {.key = api.operator_, .query = {{name, value}}});
        if (response.status != 200) return -response.status;
        return static_cast<int>(parse(response.body).at("documents").as_array().size());
    };
    CHECK(count("state", "received") == 5);
    CHECK(count("state", "answered") == 0);
    CHECK(count("state", "lost") == -400);
    CHECK(count("direction", "outbound") == 0);
    CHECK(count("direction", "sideways") == -400);
    CHECK(count("since", "2026-11-21") == -400);
    CHECK(count("until", "2020-01-01T00:00:00Z") == 0);
    CHECK(count("limit", "0") == -400);
    CHECK(count("limit", "501") == -400);
    CHECK(count("cursor", "zzz") == -400);
    CHECK(count("partner", "huadong") == 0);
}

TEST_CASE("an operator sends again and has documents processed anew") {
    ApiFixture api;
    const auto taken =
        api.ask("POST", "/api/v1/documents",
                {.key = api.operator_, .body = "x", .query = {{"partner", "huadong"}}});
    const std::string path = headerOf(taken, "Location");

    CHECK(api.ask("POST", path + "/reprocess", {.key = api.operator_}).status == 202);
    CHECK(api.ask("POST", path + "/resend", {.key = api.operator_}).status == 202);
    CHECK(api.exchange.asked.size() == 2);
}
