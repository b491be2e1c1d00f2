#include "mapping/syntax/flat/flat_records.h"

#include "mapping/syntax/charset.h"

namespace entrepot::mapping {
namespace {

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

Result<std::string_view> FlatRecords::ahead(std::size_t bytes) {
    while (window_.text().size() < bytes) {
        const auto more = window_.fill();
        if (!more) return fail(more.error());
        if (!*more) break;
    }
    if (window_.offset() == 0 && window_.text().starts_with(byte_order_mark))
        window_.skip(byte_order_mark.size());
    return window_.text();
}

Result<FlatTaken> FlatRecords::next(FlatRecord& record) {
    if (const auto begun = ahead(byte_order_mark.size()); !begun) return fail(begun.error());
    for (;;) {
        std::size_t end = window_.text().find('\n');
        for (std::size_t scanned = window_.text().size(); end == std::string::npos;) {
            if (scanned > record_bytes_max_) break;
            const auto more = window_.fill();
            if (!more) return fail(more.error());
            if (!*more) break;
            end = window_.text().find('\n', scanned);
            scanned = window_.text().size();
        }
        const std::string_view text = window_.text();
        if (text.empty()) return FlatTaken::end;
        const bool last = end == std::string::npos;
        record.text = text.substr(0, end);
        record.offset = window_.offset();
        record.line = line_++;
        if (record.text.size() > record_bytes_max_) return FlatTaken::too_large;
        window_.skip(last ? text.size() : end + 1);
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
    record.offset = window_.offset();
    record.line = line_++;
    window_.skip(record.text.size());
    const bool blank = record.text.find_first_not_of(" \t\r\n\x1A") == std::string_view::npos;
    return blank ? FlatTaken::end : FlatTaken::record;
}

}  // namespace entrepot::mapping
