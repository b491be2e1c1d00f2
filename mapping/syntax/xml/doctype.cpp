#include "mapping/syntax/xml/doctype.h"

#include <algorithm>

namespace entrepot::mapping {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view opening = "<!DOCTYPE";

void skipBlanks(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
}

// Behind declaration, comments and processing instructions; npos when none comes next.
std::size_t findDoctype(std::string_view head) {
    std::size_t at = head.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (;;) {
        at = head.find_first_not_of(blanks, at);
        if (at == std::string_view::npos) return at;
        const std::string_view rest = head.substr(at);
        if (rest.starts_with(opening)) return at;
        const bool comment = rest.starts_with("<!--");
        if (!comment && !rest.starts_with("<?")) return std::string_view::npos;
        const std::string_view end = comment ? "-->" : "?>";
        const std::size_t closed = head.find(end, at + (comment ? 4 : 2));
        if (closed == std::string_view::npos) return closed;
        at = closed + end.size();
    }
}

bool takeLiteral(std::string_view& text) {
    skipBlanks(text);
    if (text.empty() || (text.front() != '"' && text.front() != '\'')) return false;
    const std::size_t end = text.find(text.front(), 1);
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
    return true;
}

// True when nothing but identifiers and the closing bracket follow.
bool takeIdentifiers(std::string_view& text) {
    skipBlanks(text);
    const bool is_public = text.starts_with("PUBLIC");
    if (is_public || text.starts_with("SYSTEM")) {
        text.remove_prefix(6);
        if (!takeLiteral(text) || (is_public && !takeLiteral(text))) return false;
        skipBlanks(text);
    }
    if (!text.starts_with('>')) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace

std::string blankDoctype(std::string& head, std::span<const std::string> names) {
    const std::size_t begin = findDoctype(head);
    if (begin == std::string::npos) return {};
    std::string_view rest = std::string_view(head).substr(begin + opening.size());
    const std::size_t before = rest.size();
    skipBlanks(rest);
    if (rest.size() == before) return {};
    std::string name(rest.substr(0, rest.find_first_of(" \t\r\n>[")));
    rest.remove_prefix(name.size());
    if (std::find(names.begin(), names.end(), name) == names.end()) return {};
    if (!takeIdentifiers(rest)) return {};
    const auto end = head.end() - static_cast<std::ptrdiff_t>(rest.size());
    std::replace_if(
        head.begin() + static_cast<std::ptrdiff_t>(begin), end,
        [](char c) { return c != '\r' && c != '\n'; }, ' ');
    return name;
}

}  // namespace entrepot::mapping
