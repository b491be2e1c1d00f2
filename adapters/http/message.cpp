#include "adapters/http/message.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace entrepot::http {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// "zh-CN;q=0.8" -> 800; 1000 without a weight; 0 when it does not parse.
int thousandths(std::string_view range) {
    const auto weight = range.find("q=");
    if (weight == std::string_view::npos) return 1000;
    const std::string text(trimmed(range.substr(weight + 2)));
    return static_cast<int>(std::strtod(text.c_str(), nullptr) * 1000);
}

std::string_view valueOf(const std::map<std::string, std::string, std::less<>>& values,
                         std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

bool equalIgnoringCase(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (equalIgnoringCase(key, name)) return value;
    return {};
}

std::string_view Request::parameter(std::string_view name) const {
    return valueOf(parameters, name);
}

std::string_view Request::queried(std::string_view name) const {
    return valueOf(query, name);
}

Language Request::language() const {
    std::string_view rest = header("Accept-Language");
    int english = 0;
    int chinese = 0;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const std::string_view range = trimmed(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        const std::string_view language = range.substr(0, 2);
        if (equalIgnoringCase(language, "zh")) chinese = std::max(chinese, thousandths(range));
        if (equalIgnoringCase(language, "en")) english = std::max(english, thousandths(range));
    }
    return chinese > english ? Language::chinese : Language::english;
}

Response jsonResponse(int status, std::string body) {
    return {status, "application/json", {}, std::move(body)};
}

std::optional<std::string> percentDecoded(std::string_view text, bool plus_is_blank) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_blank) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            unsigned value = 0;
            const std::string_view hex = text.substr(i + 1, 2);
            const auto [end, error] =
                std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
            if (error != std::errc() || hex.size() != 2 || end != hex.data() + 2)
                return std::nullopt;
            out += static_cast<char>(value);
            i += 2;
        }
    }
    return out;
}

}  // namespace entrepot::http
