// Takes a flat file apart into records: lines, or pieces of agreed lengths where it has no lines.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "mapping/syntax/source.h"
#include "mapping/syntax/text_window.h"

namespace entrepot::mapping {

struct FlatRecord {
    std::string_view text;     // without its line break; valid until the next record is taken
    std::uint64_t offset = 0;  // of its first byte in the payload
    std::uint32_t line = 1;
};

// Bytes of the first `count` characters of UTF-8 text.
std::size_t bytesOf(std::string_view text, std::size_t count);

enum class FlatTaken : std::uint8_t { record, end, too_large };

class FlatRecords {
public:
    FlatRecords(ByteSource& source, std::size_t record_bytes_max)
        : window_(source), record_bytes_max_(record_bytes_max) {}

    // The next line; blank ones are passed over. Behind too_large there is nothing more.
    Result<FlatTaken> next(FlatRecord& record);
    // The next `length` characters (bytes where it is not UTF-8), fewer at the end.
    Result<FlatTaken> nextPiece(std::size_t length, FlatRecord& record);
    // What comes next, at least `bytes` unless the payload ends before.
    Result<std::string_view> ahead(std::size_t bytes);

private:
    TextWindow window_;
    std::size_t record_bytes_max_;
    std::uint32_t line_ = 1;
};

}  // namespace entrepot::mapping
