#include "mapping/map/expression.h"

#include <algorithm>
#include <compare>
#include <variant>

#include "core/base/check.h"
#include "core/base/decimal.h"
#include "mapping/map/fraction.h"

namespace entrepot::mapping {
namespace {

struct Absent {};
using Value = std::variant<Absent, std::string, Fraction, bool>;
using Outcome = tl::expected<Value, ExpressionProblem>;

tl::unexpected<ExpressionProblem> problem(ExpressionProblem what) {
    return tl::make_unexpected(what);
}

bool isAbsent(const Value& value) {
    return std::holds_alternative<Absent>(value);
}

// Characters, not bytes: `from` counts from 1.
std::string partOf(const std::string& text, std::int64_t from, std::int64_t count) {
    std::string out;
    std::int64_t at = 0;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++at;
        if (at >= from && at - from < count) out += c;
    }
    return out;
}

std::int64_t characters(const std::string& text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

// ASCII only: other letters stay as they are.
char raised(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

class ExpressionRun {
public:
    using Kind = Expression::Kind;

    ExpressionRun(const Expression& expression, std::span<const Expression::Input> values,
                  std::string_view marks, char mark)
        : expression_(expression), values_(values), marks_(marks), mark_(mark) {}

    Expression::Output whole() const {
        const Outcome out = evaluate(static_cast<std::uint32_t>(expression_.nodes_.size() - 1));
        if (!out) return problem(out.error());
        auto text = textOf(*out);
        if (!text) return problem(text.error());
        if (text->empty()) return std::optional<std::string>();
        return std::optional(std::move(*text));
    }

private:
    using Node = Expression::Node;

    Outcome evaluate(std::uint32_t index) const {
        const Node& node = expression_.nodes_[index];
        switch (node.kind) {
            case Kind::text:
                return expression_.texts_[node.value];
            case Kind::number:
                return numberIn(expression_.texts_[node.value], ".");
            case Kind::input: {
                const Expression::Input& value = values_[node.value];
                if (!value || value->empty()) return Absent{};
                return std::string(*value);
            }
            case Kind::add:
            case Kind::subtract:
            case Kind::multiply:
            case Kind::divide:
                return arithmetic(node);
            case Kind::negate:
                return negated(node);
            case Kind::join:
                return joined(node);
            case Kind::equal:
            case Kind::unequal:
                return equal(node);
            case Kind::less:
            case Kind::less_equal:
            case Kind::greater:
            case Kind::greater_equal:
                return ordered(node);
            case Kind::all:
            case Kind::any:
                return several(node);
            case Kind::none: {
                const Outcome inner = evaluate(node.parts[0]);
                if (!inner) return inner;
                return !truth(*inner);
            }
            case Kind::choose: {
                const Outcome condition = evaluate(node.parts[0]);
                if (!condition) return condition;
                return evaluate(node.parts[truth(*condition) ? 1 : 2]);
            }
            case Kind::first:
                return firstOf(node);
            case Kind::part:
                return part(node);
            case Kind::length:
            case Kind::upper:
            case Kind::lower:
                return ofText(node);
            case Kind::round:
                return rounded(node);
        }
        return Absent{};
    }

    static bool truth(const Value& value) {
        const bool* flag = std::get_if<bool>(&value);
        return flag != nullptr && *flag;
    }

    static tl::expected<Fraction, ExpressionProblem> numberIn(std::string_view text,
                                                              std::string_view marks) {
        const std::size_t mark = std::min(text.find_last_of(marks), text.size());
        const std::size_t behind = text.size() - std::min(mark + 1, text.size());
        const int places = static_cast<int>(std::min<std::size_t>(behind, expression_decimals_max));
        const auto units = parseScaled(text, places, {.marks = marks});
        if (units) return Fraction::decimal(*units, places);
        if (units.error() == DecimalError::overflow) return problem(ExpressionProblem::overflow);
        if (units.error() == DecimalError::excess_scale)
            return problem(ExpressionProblem::not_exact);
        return problem(ExpressionProblem::not_a_number);
    }

    // A number, or Absent.
    Outcome numberAt(std::uint32_t index) const {
        Outcome value = evaluate(index);
        if (!value) return value;
        if (std::holds_alternative<bool>(*value)) return problem(ExpressionProblem::not_a_number);
        const std::string* text = std::get_if<std::string>(&*value);
        if (text == nullptr) return value;
        if (text->empty()) return Absent{};
        return numberIn(*text, marks_);
    }

    tl::expected<std::string, ExpressionProblem> textOf(const Value& value) const {
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        if (const auto* flag = std::get_if<bool>(&value))
            return std::string(*flag ? "true" : "false");
        const auto* number = std::get_if<Fraction>(&value);
        if (number == nullptr) return std::string();
        for (int places = 0; places <= expression_decimals_max; ++places)
            if (const auto units = number->scaled(places))
                return formatScaled(*units, places, mark_);
        const auto whole = number->rounded(0);
        const bool fits = whole && whole->scaled(0);
        return problem(fits ? ExpressionProblem::not_exact : ExpressionProblem::overflow);
    }

    tl::expected<std::string, ExpressionProblem> textAt(std::uint32_t index) const {
        const Outcome value = evaluate(index);
        if (!value) return problem(value.error());
        return textOf(*value);
    }

    static Outcome checked(const std::optional<Fraction>& result) {
        if (!result) return problem(ExpressionProblem::overflow);
        return *result;
    }

    Outcome arithmetic(const Node& node) const {
        const Outcome left = numberAt(node.parts[0]);
        if (!left || isAbsent(*left)) return left;
        const Outcome right = numberAt(node.parts[1]);
        if (!right || isAbsent(*right)) return right;
        const Fraction a = std::get<Fraction>(*left);
        const Fraction b = std::get<Fraction>(*right);
        if (node.kind == Kind::add) return checked(a.plus(b));
        if (node.kind == Kind::subtract) return checked(a.minus(b));
        if (node.kind == Kind::multiply) return checked(a.times(b));
        if (b.isZero()) return problem(ExpressionProblem::division_by_zero);
        return checked(a.over(b));
    }

    Outcome negated(const Node& node) const {
        const Outcome inner = numberAt(node.parts[0]);
        if (!inner || isAbsent(*inner)) return inner;
        return checked(Fraction().minus(std::get<Fraction>(*inner)));
    }

    Outcome joined(const Node& node) const {
        std::string all;
        for (const std::uint32_t part : node.parts) {
            const auto text = textAt(part);
            if (!text) return problem(text.error());
            if (all.size() + text->size() > expression_text_max)
                return problem(ExpressionProblem::too_long);
            all += *text;
        }
        return all;
    }

    Outcome equal(const Node& node) const {
        const bool wanted = node.kind == Kind::equal;
        const Outcome left = evaluate(node.parts[0]);
        if (!left) return left;
        const Outcome right = evaluate(node.parts[1]);
        if (!right) return right;
        if (std::holds_alternative<Fraction>(*left) || std::holds_alternative<Fraction>(*right)) {
            const auto compared = compare(node);
            if (!compared) return problem(compared.error());
            return (*compared == 0) == wanted;
        }
        return (*textOf(*left) == *textOf(*right)) == wanted;
    }

    // Unordered when a side is absent.
    tl::expected<std::partial_ordering, ExpressionProblem> compare(const Node& node) const {
        const Outcome left = numberAt(node.parts[0]);
        if (!left) return problem(left.error());
        const Outcome right = numberAt(node.parts[1]);
        if (!right) return problem(right.error());
        const auto* a = std::get_if<Fraction>(&*left);
        const auto* b = std::get_if<Fraction>(&*right);
        if (a == nullptr || b == nullptr) return std::partial_ordering::unordered;
        const auto difference = a->minus(*b);
        if (!difference) return problem(ExpressionProblem::overflow);
        return difference->sign() <=> 0;
    }

    Outcome ordered(const Node& node) const {
        const auto order = compare(node);
        if (!order) return problem(order.error());
        if (node.kind == Kind::less) return *order < 0;
        if (node.kind == Kind::less_equal) return *order <= 0;
        if (node.kind == Kind::greater) return *order > 0;
        return *order >= 0;
    }

    Outcome several(const Node& node) const {
        const bool all = node.kind == Kind::all;
        for (const std::uint32_t part : node.parts) {
            const Outcome value = evaluate(part);
            if (!value) return value;
            if (truth(*value) != all) return !all;
        }
        return all;
    }

    Outcome firstOf(const Node& node) const {
        for (const std::uint32_t part : node.parts) {
            Outcome value = evaluate(part);
            if (!value) return value;
            const std::string* text = std::get_if<std::string>(&*value);
            if (!isAbsent(*value) && (text == nullptr || !text->empty())) return value;
        }
        return Absent{};
    }

    // A whole number, as places and counts are; texts are no longer than that.
    tl::expected<std::int64_t, ExpressionProblem> wholeAt(std::uint32_t index) const {
        const Outcome value = numberAt(index);
        if (!value) return problem(value.error());
        const auto* number = std::get_if<Fraction>(&*value);
        if (number == nullptr) return 0;
        const auto whole = number->scaled(0);
        if (!whole) return problem(ExpressionProblem::not_exact);
        return std::clamp<std::int64_t>(*whole, 0, expression_text_max);
    }

    Outcome part(const Node& node) const {
        const auto text = textAt(node.parts[0]);
        if (!text) return problem(text.error());
        const auto from = wholeAt(node.parts[1]);
        if (!from) return problem(from.error());
        const auto count = wholeAt(node.parts[2]);
        if (!count) return problem(count.error());
        return partOf(*text, std::max<std::int64_t>(*from, 1), *count);
    }

    Outcome ofText(const Node& node) const {
        auto text = textAt(node.parts[0]);
        if (!text) return problem(text.error());
        if (node.kind == Kind::length) return Fraction::decimal(characters(*text), 0);
        std::transform(text->begin(), text->end(), text->begin(),
                       node.kind == Kind::upper ? raised : lowered);
        return std::move(*text);
    }

    Outcome rounded(const Node& node) const {
        const Outcome value = numberAt(node.parts[0]);
        if (!value || isAbsent(*value)) return value;
        const auto places = wholeAt(node.parts[1]);
        if (!places) return problem(places.error());
        if (*places > expression_decimals_max) return value;
        return checked(std::get<Fraction>(*value).rounded(static_cast<int>(*places)));
    }

    const Expression& expression_;
    std::span<const Expression::Input> values_;
    std::string_view marks_;
    char mark_;
};

Expression::Output Expression::evaluate(std::span<const Input> values, std::string_view marks,
                                        char mark) const {
    check(values.size() == inputs_.size(), "an expression gets a value for each input");
    return ExpressionRun(*this, values, marks, mark).whole();
}

}  // namespace entrepot::mapping
