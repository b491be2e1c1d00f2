// Text of two-byte units given on as UTF-8: what a text editor or a spreadsheet calls "Unicode".
//
// EDI and CSV come so by accident; their readers know bytes. XML is left to its parser.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/syntax/source.h"

namespace entrepot::mapping {

enum class ByteOrder : std::uint8_t { none, little, big };

// By the byte order mark, or by zero bytes between letters; none when it is no UTF-16.
ByteOrder utf16Order(std::string_view head);
// A byte order mark is left out; half a pair of units becomes U+FFFD.
std::string utf16ToUtf8(std::string_view bytes, ByteOrder order);

class Utf16Source : public ByteSource {
public:
    // Borrows `source`.
    Utf16Source(ByteSource& source, ByteOrder order) : source_(source), order_(order) {}

    Result<std::size_t> read(std::span<char> into) override;

private:
    Result<void> fill();

    ByteSource& source_;
    ByteOrder order_;
    std::string raw_;   // not decoded yet: half a unit or half a pair
    std::string utf8_;  // decoded, from given_ on not given out
    std::size_t given_ = 0;
    bool at_begin_ = true;
    bool ended_ = false;
};

}  // namespace entrepot::mapping
