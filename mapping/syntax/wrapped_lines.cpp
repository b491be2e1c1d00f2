#include "mapping/syntax/wrapped_lines.h"

#include <algorithm>
#include <string>

#include "mapping/syntax/edifact/interchange_start.h"
#include "mapping/syntax/x12/isa.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t line_bytes_min = 60;
constexpr std::size_t line_bytes_max = 1000;  // mail allows 998

bool isBreak(char c) {
    return c == '\r' || c == '\n';
}

char terminatorOf(std::string_view joined) {
    if (const auto isa = parseIsa(joined)) return isa->characters.segment;
    if (const auto start = parseEdifactStart(joined)) return start->characters.segment;
    return '\0';
}

}  // namespace

std::size_t wrappedAt(std::string_view head) {
    const std::size_t length = head.find_first_of("\r\n");
    if (length < line_bytes_min || length > line_bytes_max) return 0;
    std::string joined;
    std::string before_breaks;
    std::size_t lines = 0;
    while (!head.empty()) {
        const std::size_t end = std::min(head.find_first_of("\r\n"), head.size());
        const std::size_t next = std::min(head.find_first_not_of("\r\n", end), head.size());
        const bool last = next == head.size();
        if (end > length || (end < length && !last)) return 0;
        joined += head.substr(0, end);
        if (end == length && next > end) {
            ++lines;
            if (!last) before_breaks += head[end - 1];
        }
        head.remove_prefix(next);
    }
    const char terminator = terminatorOf(joined);
    const bool inside = std::any_of(before_breaks.begin(), before_breaks.end(),
                                    [&](char c) { return c != terminator; });
    return lines >= 2 && inside && terminator != '\0' && !isBreak(terminator) ? length : 0;
}

Result<std::size_t> UnwrappedSource::read(std::span<char> into) {
    for (;;) {
        const auto got = source_.read(into);
        if (!got || *got == 0) return got;
        const auto end =
            std::remove_if(into.begin(), into.begin() + static_cast<long>(*got), isBreak);
        const auto kept = static_cast<std::size_t>(end - into.begin());
        if (kept > 0) return kept;
    }
}

}  // namespace entrepot::mapping
