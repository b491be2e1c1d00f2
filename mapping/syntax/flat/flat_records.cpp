#include "mapping/syntax/flat/flat_records.h"

#include "mapping/syntax/charset.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{64} << 10;
constexpr std::string_view blanks = " \t\r\x1A";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr std::size_t utf8_bytes_max = 4;  // of a character

}  // namespace

std::size_t bytesOf(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size() && count > 0; --count) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
    return at;
}

Result<bool> FlatRecords::fill() {
    if (ended_) return false;
    if (at_ > 0) {
        buffer_.erase(0, at_);
        base_ += at_;
        at_ = 0;
    }
    const std::size_t old = buffer_.size();
    buffer_.resize(old + chunk_bytes);
    const auto got = source_.read({buffer_.data() + old, chunk_bytes});
    buffer_.resize(old + got.value_or(0));
    if (!got) return fail(got.error());
    ended_ = *got == 0;
    return !ended_;
}

Result<std::string_view> FlatRecords::ahead(std::size_t bytes) {
    while (buffer_.size() - at_ < bytes) {
        const auto more = fill();
        if (!more) return fail(more.error());
        if (!*more) break;
    }
    if (base_ + at_ == 0 && std::string_view(buffer_).starts_with(byte_order_mark))
        at_ += byte_order_mark.size();
    return std::string_view(buffer_).substr(at_);
}

Result<FlatTaken> FlatRecords::next(FlatRecord& record) {
    if (const auto begun = ahead(byte_order_mark.size()); !begun) return fail(begun.error());
    for (;;) {
        std::size_t end = buffer_.find('\n', at_);
        for (std::size_t scanned = buffer_.size() - at_; end == std::string::npos;) {
            if (scanned > record_bytes_max_) break;
            const auto more = fill();
            if (!more) return fail(more.error());
            if (!*more) break;
            end = buffer_.find('\n', at_ + scanned);
            scanned = buffer_.size() - at_;
        }
        if (at_ == buffer_.size()) return FlatTaken::end;
        const bool last = end == std::string::npos;
        record.text = std::string_view(buffer_).substr(at_, last ? end : end - at_);
        record.offset = base_ + at_;
        record.line = line_++;
        if (record.text.size() > record_bytes_max_) return FlatTaken::too_large;
        at_ = last ? buffer_.size() : end + 1;
        while (record.text.ends_with('\r')) record.text.remove_suffix(1);
        if (record.text.find_first_not_of(blanks) != std::string_view::npos)
            return FlatTaken::record;
    }
}

Result<FlatTaken> FlatRecords::nextPiece(std::size_t length, FlatRecord& record) {
    const auto there = ahead(utf8_bytes_max * length);
    if (!there) return fail(there.error());
    record.text = there->substr(0, bytesOf(*there, length));
    if (!isUtf8(record.text)) record.text = there->substr(0, length);
    record.offset = base_ + at_;
    record.line = line_++;
    at_ += record.text.size();
    const bool blank = record.text.find_first_not_of(" \t\r\n\x1A") == std::string_view::npos;
    return blank ? FlatTaken::end : FlatTaken::record;
}

}  // namespace entrepot::mapping
