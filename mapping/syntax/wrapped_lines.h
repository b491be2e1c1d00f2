// EDI that a mail server or a mainframe cut into lines of one length, in the midst of its segments.
#pragma once
#include <string_view>

#include "mapping/syntax/source.h"

namespace entrepot::mapping {

// The length of the lines when `head` is X12 or EDIFACT cut so: at least two whole lines of the
// same length, a break that no terminator precedes, and terminators that are no line breaks.
// Otherwise 0.
std::size_t wrappedAt(std::string_view head);

// Without line breaks.
class UnwrappedSource : public ByteSource {
public:
    // Borrows `source`.
    explicit UnwrappedSource(ByteSource& source) : source_(source) {}

    Result<std::size_t> read(std::span<char> into) override;

private:
    ByteSource& source_;
};

}  // namespace entrepot::mapping
