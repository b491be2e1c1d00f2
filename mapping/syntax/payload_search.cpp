#include "mapping/syntax/payload_search.h"

namespace entrepot::mapping {

namespace {

// A byte order mark counts as blank.
bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0' || c == '\x1A' ||
           c == '\xEF' || c == '\xBB' || c == '\xBF';
}

}  // namespace

Result<std::uint64_t> skipBlanks(ByteWindow& window, std::uint64_t offset) {
    for (;;) {
        while (offset < window.end() && isBlank(*window.at(offset))) ++offset;
        if (offset < window.end()) return offset;
        window.keepFrom(offset);
        const auto more = window.more();
        if (!more) return fail(more.error());
        if (!*more) return offset;
    }
}

Result<bool> need(ByteWindow& window, std::uint64_t offset, std::size_t bytes) {
    while (window.end() < offset + bytes) {
        const auto more = window.more();
        if (!more || !*more) return more;
    }
    return true;
}

}  // namespace entrepot::mapping
