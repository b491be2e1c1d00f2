// Expression::parse: recursive descent, one function a level of binding.
#include <algorithm>
#include <array>

#include "mapping/map/expression.h"

namespace entrepot::mapping {
namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return c >= 'a' && c <= 'z';
}

}  // namespace

class ExpressionParser {
public:
    using Kind = Expression::Kind;

    explicit ExpressionParser(std::string_view text) : text_(text) {}

    tl::expected<Expression, ExpressionMistake> whole() {
        if (text_.size() > expression_bytes_max)
            wrong("longer than " + std::to_string(expression_bytes_max) + " bytes");
        if (!mistake_) any();
        passBlanks();
        if (!mistake_ && at_ < text_.size()) wrong("an operator or the end is expected here");
        if (mistake_) return tl::make_unexpected(*mistake_);
        return std::move(expression_);
    }

private:
    using Index = std::uint32_t;

    struct Operator {
        std::string_view sign;
        Kind kind;
    };
    struct Function {
        std::string_view name;
        Kind kind;
        std::size_t least;
        std::size_t most;
    };
    static constexpr std::array<Operator, 6> comparisons = {{{"!=", Kind::unequal},
                                                             {"<=", Kind::less_equal},
                                                             {">=", Kind::greater_equal},
                                                             {"=", Kind::equal},
                                                             {"<", Kind::less},
                                                             {">", Kind::greater}}};
    static constexpr std::array<Operator, 2> sums = {{{"+", Kind::add}, {"-", Kind::subtract}}};
    static constexpr std::array<Operator, 2> products = {
        {{"*", Kind::multiply}, {"/", Kind::divide}}};
    static constexpr std::array<Function, 9> functions = {{{"if", Kind::choose, 3, 3},
                                                           {"default", Kind::first, 2, 20},
                                                           {"join", Kind::join, 2, 20},
                                                           {"part", Kind::part, 3, 3},
                                                           {"length", Kind::length, 1, 1},
                                                           {"upper", Kind::upper, 1, 1},
                                                           {"lower", Kind::lower, 1, 1},
                                                           {"round", Kind::round, 2, 2},
                                                           {"not", Kind::none, 1, 1}}};

    // The first mistake counts; the rest follows from it.
    Index wrong(std::string what) { return wrongAt(at_, std::move(what)); }
    Index wrongAt(std::size_t at, std::string what) {
        if (!mistake_) mistake_ = ExpressionMistake{at, std::move(what)};
        return 0;
    }

    Index add(Kind kind, std::vector<Index> parts = {}, Index value = 0) {
        if (mistake_) return 0;
        if (expression_.nodes_.size() >= expression_nodes_max)
            return wrong("more than " + std::to_string(expression_nodes_max) + " parts");
        expression_.nodes_.push_back({kind, value, std::move(parts)});
        return static_cast<Index>(expression_.nodes_.size() - 1);
    }

    void passBlanks() {
        while (at_ < text_.size() && isBlank(text_[at_])) ++at_;
    }
    bool take(std::string_view sign) {
        passBlanks();
        if (!text_.substr(at_).starts_with(sign)) return false;
        at_ += sign.size();
        return true;
    }
    // A word ends where no letter follows.
    bool takeWord(std::string_view word) {
        passBlanks();
        const std::size_t end = at_ + word.size();
        if (!text_.substr(at_).starts_with(word)) return false;
        if (end < text_.size() && isLetter(text_[end])) return false;
        at_ = end;
        return true;
    }

    Index any() {
        std::vector<Index> parts{all()};
        while (!mistake_ && takeWord("or")) parts.push_back(all());
        return parts.size() == 1 ? parts.front() : add(Kind::any, std::move(parts));
    }

    Index all() {
        std::vector<Index> parts{comparison()};
        while (!mistake_ && takeWord("and")) parts.push_back(comparison());
        return parts.size() == 1 ? parts.front() : add(Kind::all, std::move(parts));
    }

    Index comparison() {
        const Index left = sum();
        for (const Operator& each : comparisons)
            if (!mistake_ && take(each.sign)) return add(each.kind, {left, sum()});
        return left;
    }

    template <std::size_t Count>
    Index leftward(const std::array<Operator, Count>& signs, Index (ExpressionParser::*operand)()) {
        Index left = (this->*operand)();
        for (bool found = true; found && !mistake_;) {
            found = false;
            for (const Operator& each : signs) {
                if (!take(each.sign)) continue;
                left = add(each.kind, {left, (this->*operand)()});
                found = true;
                break;
            }
        }
        return left;
    }
    Index sum() { return leftward(sums, &ExpressionParser::product); }
    Index product() { return leftward(products, &ExpressionParser::factor); }

    Index factor() {
        if (depth_ >= expression_depth_max)
            return wrong("deeper than " + std::to_string(expression_depth_max));
        ++depth_;
        const Index found = primary();
        --depth_;
        return found;
    }

    Index primary() {
        passBlanks();
        if (at_ >= text_.size()) return wrong("ends where a value is expected");
        const char c = text_[at_];
        if (c == '-') {
            ++at_;
            return add(Kind::negate, {factor()});
        }
        if (c == '(') {
            ++at_;
            const Index inner = any();
            return take(")") ? inner : wrong("lacks a )");
        }
        if (c == '{') return input();
        if (c == '"' || c == '\'') return text(c);
        if (isDigit(c)) return number();
        if (isLetter(c)) return function();
        return wrong("is no value");
    }

    Index input() {
        const std::size_t end = text_.find('}', at_);
        if (end == text_.npos) return wrong("lacks a }");
        std::string name(text_.substr(at_ + 1, end - at_ - 1));
        if (name.empty()) return wrong("{} names nothing");
        at_ = end + 1;
        auto& inputs = expression_.inputs_;
        const auto known = std::find(inputs.begin(), inputs.end(), name);
        const auto index = static_cast<Index>(known - inputs.begin());
        if (known == inputs.end()) inputs.push_back(std::move(name));
        return add(Kind::input, {}, index);
    }

    Index literal(Kind kind, std::string_view value) {
        expression_.texts_.emplace_back(value);
        return add(kind, {}, static_cast<Index>(expression_.texts_.size() - 1));
    }

    Index text(char quote) {
        const std::size_t end = text_.find(quote, at_ + 1);
        if (end == text_.npos) return wrong("lacks the quote at its end");
        const std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        return literal(Kind::text, value);
    }

    Index number() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && isDigit(text_[at_])) ++at_;
        if (at_ < text_.size() && text_[at_] == '.') {
            const std::size_t mark = ++at_;
            while (at_ < text_.size() && isDigit(text_[at_])) ++at_;
            if (at_ == mark) return wrong("a digit is expected behind the point");
            if (at_ - mark > expression_decimals_max) return wrongAt(mark, "has too many digits");
        }
        if (at_ - begin > 18) return wrongAt(begin, "has too many digits");
        return literal(Kind::number, text_.substr(begin, at_ - begin));
    }

    Index function() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && isLetter(text_[at_])) ++at_;
        const std::string_view name = text_.substr(begin, at_ - begin);
        const auto known = std::find_if(functions.begin(), functions.end(),
                                        [&](const Function& each) { return each.name == name; });
        if (known == functions.end())
            return wrongAt(begin, "\"" + std::string(name) +
                                      "\" is no function; paths and fields " + "stand in braces");
        if (!take("(")) return wrong(std::string(name) + " lacks its (");
        std::vector<Index> parts;
        do {
            parts.push_back(any());
        } while (!mistake_ && take(","));
        if (!take(")")) return wrong(std::string(name) + " lacks its )");
        if (parts.size() < known->least || parts.size() > known->most)
            return wrongAt(begin, std::string(name) + " takes " + std::to_string(known->least) +
                                      " values, not " + std::to_string(parts.size()));
        return add(known->kind, std::move(parts));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    Expression expression_;
    std::optional<ExpressionMistake> mistake_;
};

tl::expected<Expression, ExpressionMistake> Expression::parse(std::string_view text) {
    return ExpressionParser(text).whole();
}

}  // namespace entrepot::mapping
