// Computed values: what expressions give, and how those that are none are told.
#include "mapping/map/expression.h"

#include <catch2/catch.hpp>
#include <map>

using namespace entrepot::mapping;

namespace {

using Inputs = std::map<std::string, std::string>;

// The output, "absent", or the problem's name.
std::string result(const std::string& text, const Inputs& inputs = {},
                   std::string_view marks = ".") {
    const auto expression = Expression::parse(text);
    INFO(text << ": " << (expression ? "" : expression.error().what));
    REQUIRE(expression.has_value());
    std::vector<Expression::Input> values;
    for (const std::string& name : expression->inputs()) {
        const auto found = inputs.find(name);
        values.push_back(found == inputs.end() ? Expression::Input() : found->second);
    }
    const auto out = expression->evaluate(values, marks);
    if (out) return *out ? **out : "absent";
    switch (out.error()) {
        case ExpressionProblem::not_a_number:
            return "not a number";
        case ExpressionProblem::division_by_zero:
            return "division by zero";
        case ExpressionProblem::not_exact:
            return "not exact";
        case ExpressionProblem::overflow:
            return "overflow";
        case ExpressionProblem::too_long:
            break;
    }
    return "too long";
}

std::string mistake(const std::string& text) {
    const auto expression = Expression::parse(text);
    return expression ? "none"
                      : std::to_string(expression.error().at) + ": " + expression.error().what;
}

}  // namespace

TEST_CASE("numbers of expressions are exact") {
    CHECK(result("{cases} * {per}", {{"cases", "12"}, {"per", "24"}}) == "288");
    CHECK(result("{price} / 1000", {{"price", "12.5"}}) == "0.0125");
    CHECK(result("{price} / 3 * 3", {{"price", "10"}}) == "10");
    CHECK(result("0.1 + 0.2 = 0.3") == "true");
    CHECK(result("1 - 2 - 3") == "-4");
    CHECK(result("-(2 + 3) * 4 / -8") == "2.5");
    CHECK(result("{a} * 2", {{"a", "1,5"}}, ",.") == "3");
    CHECK(result("{a} + 1", {{"a", "922337203685476.5807"}}) == "922337203685477.5807");
    CHECK(result("round({a} / 3, 2)", {{"a", "20"}}) == "6.67");
    CHECK(result("round(-2.5, 0)") == "-3");
    CHECK(result("round(2.4, 0)") == "2");
}

TEST_CASE("what is no exact number is a problem, not a guess") {
    CHECK(result("{a} / 3", {{"a", "10"}}) == "not exact");
    CHECK(result("{a} / 0", {{"a", "10"}}) == "division by zero");
    CHECK(result("{a} * 2", {{"a", "ten"}}) == "not a number");
    CHECK(result("-not({a} = 1)") == "not a number");
    CHECK(result("{a} * {a}", {{"a", "9223372036854775807"}}) == "overflow");
    const std::string big = "9000000000000000000";
    CHECK(result("{a} * {a} * {a}", {{"a", big}}) == "overflow");
    CHECK(result("{a} * 1", {{"a", "0.0000000001"}}) == "not exact");
}

TEST_CASE("texts are joined and cut by characters") {
    CHECK(result("join({a}, '-', {b})", {{"a", "40"}, {"b", "X"}}) == "40-X");
    CHECK(result("join({a}, {b})", {{"b", "X"}}) == "X");
    CHECK(result("part({a}, 3, 2)", {{"a", "abcdef"}}) == "cd");
    CHECK(result("part({a}, 2, 1)", {{"a", "中文字"}}) == "文");
    CHECK(result("part({a}, 9, 2)", {{"a", "abc"}}) == "absent");
    CHECK(result("part({a}, 0, 2)", {{"a", "abc"}}) == "ab");
    CHECK(result("length({a})", {{"a", "中文"}}) == "2");
    CHECK(result("upper(lower(\"AbC\"))") == "ABC");
    CHECK(result("join({a}, {a})", {{"a", std::string(6000, 'x')}}) == "too long");
}

TEST_CASE("conditions choose") {
    const std::string per = "if({unit} = 'TH', {price} / 1000, {price})";
    CHECK(result(per, {{"unit", "TH"}, {"price", "12"}}) == "0.012");
    CHECK(result(per, {{"unit", "EA"}, {"price", "12"}}) == "12");
    CHECK(result(per, {{"price", "12"}}) == "12");
    CHECK(result("default({a}, {b}, 'none')", {{"b", "x"}}) == "x");
    CHECK(result("default({a}, 'none')") == "none");
    CHECK(result("if({a} >= 10 and not({a} > 20 or {a} = 15), 'in', 'out')", {{"a", "10"}}) ==
          "in");
    CHECK(result("if({a} < 10, 'in', 'out')", {{"a", "9.99"}}) == "in");
    CHECK(result("if({a} <= 10, 'in', 'out')", {{"a", "10.01"}}) == "out");
    CHECK(result("if({a} != '', 'there', 'not')") == "not");
    // Texts as texts, numbers as numbers.
    CHECK(result("{a} = '10'", {{"a", "010"}}) == "false");
    CHECK(result("{a} = 10", {{"a", "010"}}) == "true");
    // Only the branch that is chosen counts.
    CHECK(result("if({a} = 0, 0, 1 / {a})", {{"a", "0"}}) == "0");
}

TEST_CASE("what is computed from something absent is absent") {
    CHECK(result("{a} * 2") == "absent");
    CHECK(result("2 - {a}") == "absent");
    CHECK(result("-{a}") == "absent");
    CHECK(result("round({a}, 2)") == "absent");
    CHECK(result("{a} < 5") == "false");
    CHECK(result("{a} = 5") == "false");
    CHECK(result("{a}", {{"a", ""}}) == "absent");
}

TEST_CASE("what is no expression is told with its place") {
    CHECK(mistake("{a} *") == "5: ends where a value is expected");
    CHECK(mistake("{a} {b}") == "4: an operator or the end is expected here");
    CHECK(mistake("{a") == "0: lacks a }");
    CHECK(mistake("{}") == "0: {} names nothing");
    CHECK(mistake("1 + 'x") == "4: lacks the quote at its end");
    CHECK(mistake("(1 + 2") == "6: lacks a )");
    CHECK(mistake("1 + PO1") == "4: is no value");
    CHECK(mistake("1 + sum(2)") == "4: \"sum\" is no function; paths and fields stand in braces");
    CHECK(mistake("if(1, 2)") == "0: if takes 3 values, not 2");
    CHECK(mistake("if 1") == "3: if lacks its (");
    CHECK(mistake("1.") == "2: a digit is expected behind the point");
    CHECK(mistake("0.0123456789") == "2: has too many digits");
    CHECK(mistake("") == "0: ends where a value is expected");
}

TEST_CASE("expressions are bounded in length, parts and depth") {
    CHECK(mistake(std::string(expression_bytes_max + 1, ' ')) == "0: longer than 1000 bytes");
    std::string many = "1";
    for (int i = 0; i < 120; ++i) many += "+1";
    CHECK(mistake(many).ends_with("more than 200 parts"));
    std::string nested;
    std::string negated;
    for (int i = 0; i < 40; ++i) {
        nested += '(';
        negated += '-';
    }
    CHECK(mistake(nested + "1").ends_with("deeper than 32"));
    CHECK(mistake(negated + "1").ends_with("deeper than 32"));
}
