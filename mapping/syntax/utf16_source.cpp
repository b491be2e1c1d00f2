#include "mapping/syntax/utf16_source.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "mapping/syntax/charset.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{16} << 10;
constexpr std::uint32_t byte_order_mark = 0xFEFF;
constexpr std::uint32_t replacement = 0xFFFD;

bool isText(char c) {
    return (c >= ' ' && c <= '~') || c == '\r' || c == '\n' || c == '\t';
}

std::uint32_t unit(std::string_view bytes, ByteOrder order) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    const auto second = static_cast<unsigned char>(bytes[1]);
    return order == ByteOrder::little ? first | std::uint32_t{second} << 8
                                      : second | std::uint32_t{first} << 8;
}

// The next character, which is taken off; nothing when `bytes` hold only a part of it.
std::optional<std::uint32_t> takeCharacter(std::string_view& bytes, ByteOrder order) {
    if (bytes.size() < 2) return std::nullopt;
    const std::uint32_t first = unit(bytes, order);
    const bool high = first >= 0xD800 && first < 0xDC00;
    if (high && bytes.size() < 4) return std::nullopt;
    const std::uint32_t second = high ? unit(bytes.substr(2), order) : 0;
    const bool pair = high && second >= 0xDC00 && second < 0xE000;
    bytes.remove_prefix(pair ? 4 : 2);
    if (pair) return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    return first >= 0xD800 && first < 0xE000 ? replacement : first;
}

}  // namespace

ByteOrder utf16Order(std::string_view head) {
    if (head.starts_with("\xFF\xFE")) return ByteOrder::little;
    if (head.starts_with("\xFE\xFF")) return ByteOrder::big;
    if (head.size() < 4) return ByteOrder::none;
    if (isText(head[0]) && head[1] == '\0' && isText(head[2]) && head[3] == '\0')
        return ByteOrder::little;
    if (head[0] == '\0' && isText(head[1]) && head[2] == '\0' && isText(head[3]))
        return ByteOrder::big;
    return ByteOrder::none;
}

std::string utf16ToUtf8(std::string_view bytes, ByteOrder order) {
    std::string utf8;
    const auto source = memorySource(bytes);
    Utf16Source wide(*source, order);
    char piece[4096];
    for (;;) {
        const auto got = wide.read(piece);
        if (!got || *got == 0) return utf8;
        utf8.append(piece, *got);
    }
}

Result<void> Utf16Source::fill() {
    const std::size_t old = raw_.size();
    raw_.resize(old + chunk_bytes);
    const auto got = source_.read({raw_.data() + old, chunk_bytes});
    raw_.resize(old + got.value_or(0));
    if (!got) return fail(got.error());
    ended_ = *got == 0;
    utf8_.clear();
    given_ = 0;
    std::string_view rest = raw_;
    while (const auto character = takeCharacter(rest, order_)) {
        const bool mark = std::exchange(at_begin_, false) && *character == byte_order_mark;
        if (!mark) appendCodePoint(utf8_, *character);
    }
    if (ended_ && !rest.empty()) {
        appendCodePoint(utf8_, replacement);
        rest = {};
    }
    raw_.erase(0, raw_.size() - rest.size());
    return {};
}

Result<std::size_t> Utf16Source::read(std::span<char> into) {
    while (given_ == utf8_.size() && !ended_)
        if (const auto filled = fill(); !filled) return fail(filled.error());
    const std::size_t count = std::min(into.size(), utf8_.size() - given_);
    std::memcpy(into.data(), utf8_.data() + given_, count);
    given_ += count;
    return count;
}

}  // namespace entrepot::mapping
