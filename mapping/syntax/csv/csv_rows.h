// Takes CSV bytes apart into rows of fields.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "mapping/syntax/source.h"
#include "mapping/syntax/text_window.h"

namespace entrepot::mapping {

struct CsvField {
    std::string_view text;  // unquoted; valid until the next row is taken
    std::uint32_t column = 1;
    std::uint32_t offset = 0;  // from the start of the row
    bool stray = false;        // text stands behind a quote that was closed
};

struct CsvRow {
    std::vector<CsvField> fields;
    std::uint64_t offset = 0;  // of its first byte in the payload
    std::uint64_t length = 0;
    std::uint32_t line = 1;
    bool unusual_bytes = false;  // control characters or bytes above ASCII
};

enum class CsvTaken : std::uint8_t { row, end, quote_open, too_large };

class CsvRows {
public:
    // `double_bytes`: of a set where a byte of 0x81 and above takes the next with it.
    CsvRows(ByteSource& source, std::size_t row_bytes_max, bool double_bytes = false)
        : window_(source), row_bytes_max_(row_bytes_max), double_bytes_(double_bytes) {}

    // The first row decides the separator, or a line "sep=;" before it, which is no row. Blank rows
    // and rows of separators only are passed over. Behind quote_open and too_large there is nothing
    // more; the row says where it began.
    Result<CsvTaken> next(CsvRow& row);
    char separator() const { return separator_; }

private:
    Result<void> skipLineFeed();
    void passLineBreak();
    bool separates(char c) const;
    Result<std::size_t> rowEnd(bool& open);
    void split(std::string_view text, CsvRow& row);
    std::string_view unquoted(std::string_view raw);

    TextWindow window_;
    std::size_t row_bytes_max_;
    bool double_bytes_;
    std::uint32_t line_ = 1;
    bool started_ = false;
    char separator_ = '\0';
    bool skip_line_feed_ = false;   // the last row ended with CR
    std::deque<std::string> kept_;  // unquoted texts of the row
    std::size_t kept_used_ = 0;
};

}  // namespace entrepot::mapping
