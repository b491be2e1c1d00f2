#include "mapping/syntax/payload_search.h"

namespace entrepot::mapping {

bool isPayloadBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0' || c == '\x1A' ||
           c == '\xEF' || c == '\xBB' || c == '\xBF';
}

Result<bool> need(ByteWindow& window, std::uint64_t offset, std::size_t bytes) {
    while (window.end() < offset + bytes) {
        const auto more = window.more();
        if (!more || !*more) return more;
    }
    return true;
}

}  // namespace entrepot::mapping
