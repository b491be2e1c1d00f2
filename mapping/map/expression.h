// Computed values of maps: a pure expression over named inputs, bounded in size, without loops.
//
//   {PO1/02} * {PO4/01}                          numbers: + - * /, exact
//   join({NAD/02.01}, '-', {NAD/03.04})          texts, in ' or "
//   if({CTP/05} = 'TH', {CTP/03} / 1000, {CTP/03})
//   default({N1/04}, part({N1/02}, 1, 13))
//
//   comparison   = != < <= > >=  and or not(...)
//   functions    if(c, a, b)  default(a, b, ...)  join(a, b, ...)  part(text, from, count)
//                length(text)  upper(text)  lower(text)  round(number, places)
//   binds, loosest first: or, and, comparison, + -, * /, - in front
//
// What stands in braces is an input; what it names is the caller's matter. An input may be absent:
// then so is what is computed from it, and a comparison with it fails; but for = and !=, where it
// is an empty text, and join, where it adds nothing. Numbers are fractions of 128-bit integers, so
// {a} / 3 * 3 is {a}; what comes out must end within decimals_max places, or be rounded (half away
// from zero). = and != compare texts unless one side is a number: a literal without quotes or
// computed.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace entrepot::mapping {

inline constexpr std::size_t expression_bytes_max = 1000;
inline constexpr std::size_t expression_nodes_max = 200;
inline constexpr std::size_t expression_depth_max = 32;
inline constexpr std::size_t expression_text_max = 10'000;  // bytes that may come out
inline constexpr int expression_decimals_max = 9;

struct ExpressionMistake {
    std::size_t at = 0;  // byte of the text
    std::string what;
};

enum class ExpressionProblem : std::uint8_t {
    not_a_number,  // an input stands where a number is needed
    division_by_zero,
    not_exact,  // more decimal places than there is room for
    overflow,
    too_long,
};

class Expression {
public:
    using Input = std::optional<std::string_view>;  // absent: nothing
    using Output = tl::expected<std::optional<std::string>, ExpressionProblem>;

    static tl::expected<Expression, ExpressionMistake> parse(std::string_view text);

    // What stands in braces, each once, in the order of first use.
    const std::vector<std::string>& inputs() const { return inputs_; }

    // One value for each of inputs(). Numbers among them have one of `marks`; one that comes out
    // has `mark`. What comes out is absent or not empty.
    Output evaluate(std::span<const Input> values, std::string_view marks = ".",
                    char mark = '.') const;

private:
    friend class ExpressionParser;
    friend class ExpressionRun;

    enum class Kind : std::uint8_t {
        text,
        number,
        input,
        add,
        subtract,
        multiply,
        divide,
        negate,
        join,
        equal,
        unequal,
        less,
        less_equal,
        greater,
        greater_equal,
        all,
        any,
        none,
        choose,
        first,
        part,
        length,
        upper,
        lower,
        round,
    };
    struct Node {
        Kind kind = Kind::text;
        std::uint32_t value = 0;           // of literals: into texts_; of inputs: into inputs_
        std::vector<std::uint32_t> parts;  // into nodes_
    };

    std::vector<Node> nodes_;  // the last is the whole
    std::vector<std::string> texts_;
    std::vector<std::string> inputs_;
};

}  // namespace entrepot::mapping
