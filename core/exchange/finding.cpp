#include "core/exchange/finding.h"

#include <algorithm>

namespace entrepot::exchange {
namespace {

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Bytes of the UTF-8 character that `text` begins with; 0 when it begins with none.
std::size_t characterBytes(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (text.size() < bytes) return 0;
    const bool whole =
        std::all_of(text.begin() + 1, text.begin() + static_cast<long>(bytes), isContinuation);
    return whole ? bytes : 0;
}

}  // namespace

std::string_view nameOf(Severity severity) {
    switch (severity) {
        case Severity::ignored:
            return "ignored";
        case Severity::note:
            return "note";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
        case Severity::fatal:
            return "fatal";
    }
    return "unknown";
}

std::string printable(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    while (!text.empty()) {
        if (out.size() >= printable_bytes_max) return out + "...";
        const std::size_t bytes = characterBytes(text);
        const auto byte = static_cast<unsigned char>(text.front());
        if (bytes > 1 || (bytes == 1 && byte >= 0x20 && byte != 0x7F)) {
            out += text.substr(0, bytes);
        } else {
            out += {'\\', 'x', hex[byte >> 4], hex[byte & 15]};
        }
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return out;
}

}  // namespace entrepot::exchange
