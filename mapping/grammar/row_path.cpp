#include "mapping/grammar/row_path.h"

#include <algorithm>
#include <charconv>

namespace entrepot::mapping {
namespace {

template <class Number>
bool parseWhole(std::string_view text, Number& number) {
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && !text.empty() && number > 0;
}

// Up to `mark` outside of brackets; takes the mark away as well.
std::string_view cut(std::string_view& rest, char mark) {
    std::size_t depth = 0;
    std::size_t at = 0;
    for (; at < rest.size() && (depth > 0 || rest[at] != mark); ++at) {
        if (rest[at] == '[') ++depth;
        if (rest[at] == ']' && depth > 0) --depth;
    }
    const std::string_view part = rest.substr(0, at);
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return part;
}

std::string twoDigits(std::uint16_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string textOf(const ElementStep& step) {
    if (!step.name.empty()) return step.name;
    return twoDigits(step.element) + (step.component == 0 ? "" : "." + twoDigits(step.component));
}

std::optional<QualifierStep> parseQualifier(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals + 1 == text.size()) return std::nullopt;
    const auto at = parseElementStep(text.substr(0, equals), true);
    if (!at) return std::nullopt;
    QualifierStep step{*at, {}};
    for (std::string_view rest = text.substr(equals + 1); !rest.empty();)
        step.values.emplace_back(cut(rest, '|'));
    return step;
}

// "N1", "SG(LIN)", "SG(ALC,2)".
bool parseName(std::string_view name, RowStep& step) {
    const std::size_t open = name.find('(');
    if (open == std::string_view::npos) {
        step.name = name;
        return true;
    }
    if (!name.ends_with(')')) return false;
    std::string_view inside = name.substr(open + 1, name.size() - open - 2);
    step.opener = cut(inside, ',');
    return !step.opener.empty() && (inside.empty() || parseWhole(inside, step.number));
}

std::optional<RowStep> parseRow(std::string_view text) {
    RowStep step;
    const std::size_t bracket = std::min(text.find('['), text.size());
    std::string_view name = text.substr(0, bracket);
    if (const std::size_t mark = name.find('#'); mark != std::string_view::npos) {
        if (!parseWhole(name.substr(mark + 1), step.number)) return std::nullopt;
        name = name.substr(0, mark);
    }
    if (name.empty()) return std::nullopt;
    if (!parseName(name, step)) return std::nullopt;
    for (std::string_view rest = text.substr(bracket); !rest.empty();) {
        const std::size_t close = rest.find(']');
        if (rest.front() != '[' || close == std::string_view::npos) return std::nullopt;
        const auto qualifier = parseQualifier(rest.substr(1, close - 1));
        if (!qualifier) return std::nullopt;
        step.qualifiers.push_back(*qualifier);
        rest.remove_prefix(close + 1);
    }
    return step;
}

}  // namespace

std::string textOf(const RowStep& step) {
    const std::string number = std::to_string(step.number);
    if (!step.opener.empty())
        return "SG(" + step.opener + (step.number > 1 ? "," + number : "") + ")";
    return step.number > 1 ? step.name + "#" + number : step.name;
}

std::string textOf(const RowPath& path) {
    std::string text;
    for (const RowStep& row : path.rows) {
        text += (text.empty() ? "" : "/") + textOf(row);
        for (const QualifierStep& qualifier : row.qualifiers) {
            text += "[" + textOf(qualifier.at) + "=";
            for (std::size_t i = 0; i < qualifier.values.size(); ++i)
                text += (i == 0 ? "" : "|") + qualifier.values[i];
            text += "]";
        }
    }
    if (path.element) text += "/" + textOf(*path.element);
    return text;
}

bool RowPath::qualified() const {
    return std::any_of(rows.begin(), rows.end(),
                       [](const RowStep& row) { return !row.qualifiers.empty(); });
}

std::optional<ElementStep> parseElementStep(std::string_view text, bool names) {
    ElementStep step;
    if (text.starts_with('@') || (names && !text.empty() && (text[0] < '0' || text[0] > '9'))) {
        step.name = text;
        return step;
    }
    const std::size_t dot = text.find('.');
    if (!parseWhole(text.substr(0, dot), step.element)) return std::nullopt;
    if (dot != std::string_view::npos && !parseWhole(text.substr(dot + 1), step.component))
        return std::nullopt;
    return step;
}

std::optional<RowPath> parseRowPath(std::string_view text) {
    RowPath path;
    while (!text.empty()) {
        const std::string_view part = cut(text, '/');
        if (path.element) return std::nullopt;
        if (auto element = parseElementStep(part, false); element && !path.rows.empty()) {
            path.element = std::move(element);
            continue;
        }
        auto row = parseRow(part);
        if (!row) return std::nullopt;
        path.rows.push_back(std::move(*row));
    }
    if (path.rows.empty()) return std::nullopt;
    return path;
}

}  // namespace entrepot::mapping
