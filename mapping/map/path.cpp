#include "mapping/map/path.h"

#include <algorithm>

#include "core/base/nearest.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t steps_max = 64;
constexpr unsigned number_max = 9999;

// "N1[01=ST]" taken apart; conditions as written.
struct Token {
    std::string_view name;
    std::vector<std::string_view> conditions;
};

// Up to the next slash outside brackets.
std::string_view takePiece(std::string_view& text) {
    std::size_t depth = 0;
    std::size_t end = 0;
    for (; end < text.size() && (depth > 0 || text[end] != '/'); ++end) {
        if (text[end] == '[') ++depth;
        if (text[end] == ']' && depth > 0) --depth;
    }
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
}

Token tokenOf(std::string_view piece) {
    Token token;
    const std::size_t open = std::min(piece.find('['), piece.size());
    token.name = piece.substr(0, open);
    piece.remove_prefix(open);
    while (piece.starts_with('[')) {
        const std::size_t close = std::min(piece.find(']'), piece.size());
        token.conditions.push_back(piece.substr(1, close - 1));
        piece.remove_prefix(std::min(close + 1, piece.size()));
    }
    return token;
}

bool takeNumber(std::string_view& text, std::uint16_t& number) {
    unsigned value = 0;
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
        value = value * 10 + static_cast<unsigned>(text[digits++] - '0');
        if (value > number_max) return false;
    }
    text.remove_prefix(digits);
    number = static_cast<std::uint16_t>(value);
    return digits > 0 && value > 0;
}

// "03" or "01.02".
bool isElementNumber(std::string_view text, std::uint16_t& element, std::uint16_t& component) {
    component = 0;
    if (!takeNumber(text, element)) return false;
    if (text.empty()) return true;
    if (text.front() != '.') return false;
    text.remove_prefix(1);
    return takeNumber(text, component) && text.empty();
}

class Resolver {
public:
    Resolver(const Grammar& grammar, RuleIndex from, std::string_view text)
        : grammar_(grammar), at_(from), rest_(text) {
        path_.text = std::string(text);
    }

    tl::expected<Path, std::string> resolve(bool to_value) {
        while (problem_.empty() && rest_.starts_with("../")) goUp();
        if (rest_ != ".")
            while (problem_.empty() && !rest_.empty()) take(tokenOf(takePiece(rest_)));
        if (problem_.empty() && to_value && path_.element == 0) addText();
        if (problem_.empty() && !to_value && path_.element != 0)
            problem_ = path_.text + " is a value, not a node";
        if (!problem_.empty()) return tl::unexpected(problem_);
        path_.end = at_;
        return std::move(path_);
    }

private:
    void goUp() {
        rest_.remove_prefix(3);
        ++path_.up;
        if (at_ == 0) problem_ = path_.text + " goes out of the message";
        if (at_ != 0) at_ = grammar_.rule(at_).parent;
    }

    // "SG(LIN)" or "SG(ALC,2)": the loop by the segment that opens it.
    RuleIndex loopOpenedBy(std::string_view name) const {
        const std::size_t open = name.find('(');
        if (open == std::string_view::npos || !name.ends_with(')')) return no_rule;
        std::string_view opener = name.substr(open + 1, name.size() - open - 2);
        std::uint16_t number = 1;
        if (const std::size_t comma = opener.find(','); comma != std::string_view::npos) {
            std::string_view digits = opener.substr(comma + 1);
            if (!takeNumber(digits, number) || !digits.empty()) return no_rule;
            opener = opener.substr(0, comma);
        }
        for (RuleIndex i = grammar_.rule(at_).first_child; i != no_rule;
             i = grammar_.rule(i).next_sibling) {
            const bool opened = isOpenedBySegment(grammar_, i) &&
                                grammar_.rule(grammar_.rule(i).first_child).name == opener;
            if (opened && --number == 0) return i;
        }
        return no_rule;
    }

    // "UNS#2": the second row of that name at this level.
    RuleIndex laterChild(std::string_view name) const {
        const std::size_t hash = name.find('#');
        if (hash == std::string_view::npos || hash == 0) return no_rule;
        std::string_view digits = name.substr(hash + 1);
        std::uint16_t number = 0;
        if (!takeNumber(digits, number) || !digits.empty()) return no_rule;
        for (RuleIndex i = grammar_.rule(at_).first_child; i != no_rule;
             i = grammar_.rule(i).next_sibling)
            if (grammar_.rule(i).name == name.substr(0, hash) && --number == 0) return i;
        return no_rule;
    }

    void take(const Token& token) {
        if (path_.element != 0 || path_.steps.size() >= steps_max) {
            problem_ = "nothing can follow the value in " + path_.text;
            return;
        }
        std::uint16_t element = 0;
        std::uint16_t component = 0;
        if (isElementNumber(token.name, element, component)) {
            enterOpeningSegment();
            return setValue(element, component);
        }
        if (const RuleIndex child = grammar_.child(at_, token.name); child != no_rule)
            return step(child, token.conditions);
        if (const RuleIndex later = laterChild(token.name); later != no_rule)
            return step(later, token.conditions);
        if (const RuleIndex loop = loopOpenedBy(token.name); loop != no_rule)
            return step(loop, token.conditions);
        if (const auto position = positionOf(token.name)) return setValue(*position, 0);
        problem_ = nameOf(at_) + " has no " + std::string(token.name) +
                   suggestion(token.name, knownNames());
    }

    void step(RuleIndex rule, const std::vector<std::string_view>& conditions) {
        Step next;
        next.rule = rule;
        for (const std::string_view condition : conditions) addCondition(next, condition);
        path_.steps.push_back(std::move(next));
        at_ = rule;
    }

    void addCondition(Step& to, std::string_view text) {
        auto condition = resolveCondition(grammar_, to.rule, text);
        if (condition) {
            to.conditions.push_back(std::move(*condition));
        } else {
            problem_ = condition.error();
        }
    }

    void enterOpeningSegment() {
        if (isOpenedBySegment(grammar_, at_)) step(grammar_.rule(at_).first_child, {});
    }

    void setValue(std::uint16_t element, std::uint16_t component) {
        const ElementRule* rule = grammar_.element(at_, element);
        if (rule == nullptr) {
            problem_ = nameOf(at_) + " has no element " + std::to_string(element);
            return;
        }
        if (rule->type == ElementType::composite || component > 1) {
            component = std::max<std::uint16_t>(component, 1);
            rule = grammar_.element(at_, element, component);
            if (rule == nullptr) {
                problem_ = nameOf(at_) + " has no component " + std::to_string(element) + "." +
                           std::to_string(component);
                return;
            }
        }
        path_.element = element;
        path_.component = std::max<std::uint16_t>(component, 1);
        path_.rule = rule;
    }

    // An XML element's own text (reference "#text" or none); EDI needs an element number.
    void addText() {
        const ElementRule* first = grammar_.element(at_, 1);
        const bool is_text = first != nullptr && first->usage != Usage::unused &&
                             (first->reference.empty() || first->reference.front() == '#');
        if (is_text) return setValue(1, 0);
        problem_ = path_.text + " is a node; name one of its values";
    }

    std::optional<std::uint16_t> positionOf(std::string_view name) const {
        const Rule& rule = grammar_.rule(at_);
        if (rule.segment == no_index) return std::nullopt;
        const SegmentRule& segment = grammar_.segments[rule.segment];
        for (std::uint32_t i = 0; i < segment.element_count; ++i)
            if (grammar_.elements[segment.first_element + i].reference == name)
                return static_cast<std::uint16_t>(i + 1);
        return std::nullopt;
    }

    std::vector<std::string> knownNames() const {
        std::vector<std::string> names;
        const Rule& rule = grammar_.rule(at_);
        for (RuleIndex i = rule.first_child; i != no_rule; i = grammar_.rule(i).next_sibling)
            names.push_back(grammar_.rule(i).name);
        if (rule.segment == no_index) return names;
        const SegmentRule& segment = grammar_.segments[rule.segment];
        for (std::uint32_t i = 0; i < segment.element_count; ++i)
            names.push_back(grammar_.elements[segment.first_element + i].reference);
        return names;
    }

    std::string nameOf(RuleIndex rule) const {
        return rule == 0 ? "the message" : grammar_.rule(rule).name;
    }

    const Grammar& grammar_;
    RuleIndex at_;
    std::string_view rest_;
    Path path_;
    std::string problem_;
};

}  // namespace

tl::expected<Path, std::string> resolveNode(const Grammar& grammar, RuleIndex from,
                                            std::string_view text) {
    return Resolver(grammar, from, text).resolve(false);
}

tl::expected<Path, std::string> resolveValue(const Grammar& grammar, RuleIndex from,
                                             std::string_view text) {
    return Resolver(grammar, from, text).resolve(true);
}

tl::expected<Condition, std::string> resolveCondition(const Grammar& grammar, RuleIndex from,
                                                      std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return tl::unexpected(std::string(text) + " is not a condition such as 01=ST");
    Condition condition;
    condition.equal = text[equals - 1] != '!';
    condition.value = text.substr(equals + 1);
    auto path = resolveValue(grammar, from, text.substr(0, equals - !condition.equal));
    if (!path) return tl::unexpected(path.error());
    condition.path = std::move(*path);
    return condition;
}

RuleIndex endOf(const Path& path, RuleIndex from) {
    return path.end == no_rule ? from : path.end;
}

bool isOpenedBySegment(const Grammar& grammar, RuleIndex rule) {
    const Rule& at = grammar.rule(rule);
    return at.kind == RuleKind::loop && at.key != 0 && at.first_child != no_rule;
}

bool sameCondition(const Condition& a, const Condition& b) {
    return a.path.text == b.path.text && a.value == b.value && a.equal == b.equal;
}

bool sameConditions(const std::vector<Condition>& a, const std::vector<Condition>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), sameCondition);
}

}  // namespace entrepot::mapping
