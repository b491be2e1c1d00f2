#include "adapters/odbc/stored_text.h"

#include <boost/describe/class.hpp>
#include <catch2/catch.hpp>

#include "adapters/odbc/value.h"
#include "core/exchange/finding.h"
#include "core/promise/promise.h"

using namespace entrepot;

namespace {

struct Older {
    std::string name;
    std::int64_t count = 3;
};
BOOST_DESCRIBE_STRUCT(Older, (), (name, count))

struct Newer {
    std::string name;
    std::int64_t count = 3;
    std::vector<std::string> added = {"default"};
};
BOOST_DESCRIBE_STRUCT(Newer, (), (name, count, added))

}  // namespace

TEST_CASE("stored text is compact and leaves out what is as it starts") {
    exchange::Finding finding;
    finding.id = "segment-missing";
    CHECK(odbc::toStoredText(finding) == R"({"id":"segment-missing"})");
    finding.severity = exchange::Severity::warning;
    finding.position.line = 7;
    finding.values = {{"expected", "BEG"}};
    CHECK(odbc::toStoredText(finding) ==
          R"({"id":"segment-missing","severity":"warning","position":{"line":7},)"
          R"("values":[["expected","BEG"]]})");
}

TEST_CASE("every character of a text survives, control characters and emoji included") {
    std::string all;
    for (char c = 1; c < 0x7F; ++c) all += c;
    all += "\x7F\xC2\x80\xEF\xBF\xBD\xF0\x9F\x98\x80";
    const std::vector<std::string> texts = {all, "", "\"\\", std::string(100'000, 'x')};
    const auto back = odbc::fromStoredText<std::vector<std::string>>(odbc::toStoredText(texts), "");
    REQUIRE(back.has_value());
    CHECK((*back == texts));
}

TEST_CASE("a struct may grow: a field the text lacks keeps its default") {
    const auto newer =
        odbc::fromStoredText<Newer>(odbc::toStoredText(Older{.name = "n", .count = 9}), "");
    REQUIRE(newer.has_value());
    CHECK(newer->name == "n");
    CHECK(newer->count == 9);
    CHECK(newer->added == std::vector<std::string>{"default"});
    const auto older = odbc::fromStoredText<Older>(odbc::toStoredText(Newer{.name = "m"}), "");
    REQUIRE(older.has_value());
    CHECK(older->name == "m");
}

TEST_CASE("text that is not what was written is corrupt, by name") {
    for (const char* text : {"", "{", "[]", "7", R"({"name":7})", R"({"count":"x"})"}) {
        const auto read = odbc::fromStoredText<Older>(text, "row 7");
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().kind == FailureKind::corrupt);
        CHECK(read.error().where == "row 7");
    }
    CHECK_FALSE(odbc::fromStoredText<promise::PromiseRequest>(R"({"mode":"maybe"})", ""));
    CHECK_FALSE(odbc::fromStoredText<exchange::Position>(R"({"element":70000})", ""));
}

TEST_CASE("only what is not UTF-8 is replaced") {
    CHECK_FALSE(odbc::cleanedText("").has_value());
    CHECK_FALSE(odbc::cleanedText("plain text, longer than eight").has_value());
    CHECK_FALSE(odbc::cleanedText("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF"));
    CHECK(odbc::cleanedText(std::string("12345678\0", 9)) == "12345678\xEF\xBF\xBD");
    CHECK(odbc::cleanedText("\xC3") == "\xEF\xBF\xBD");
    CHECK(odbc::cleanedText("\xC0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD");    // overlong
    CHECK(odbc::cleanedText("\xF4\x90\x80\x80x")->ends_with("x"));         // too high
    CHECK(odbc::cleanedText("a\xE2\x82") == "a\xEF\xBF\xBD\xEF\xBF\xBD");  // cut off
}
