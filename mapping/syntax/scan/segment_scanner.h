// Cuts an interchange into segments, whatever the size of the pieces it comes in.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "mapping/syntax/scan/byte_window.h"
#include "mapping/syntax/scan/delimiter_index.h"

namespace entrepot::mapping {

// One segment without its terminator. Views and positions hold until the scanner's next().
struct Segment {
    const char* base = nullptr;                 // what the delimiters' positions count from
    std::uint32_t begin = 0;                    // first byte of the segment id
    std::uint64_t offset = 0;                   // of that byte in the payload
    std::uint64_t end_offset = 0;               // of the terminator
    std::span<const std::uint32_t> delimiters;  // the last one is the terminator
    bool unusual_bytes = false;                 // may hold control characters or non-ASCII
    bool binary = false;                        // holds data of a stated length that is no text

    std::string_view id() const { return {base + begin, delimiters.front() - begin}; }
    std::string_view text() const { return {base + begin, delimiters.back() - begin}; }
};

enum class Scanned : std::uint8_t {
    segment,
    end,         // nothing but line breaks and blanks is left
    unfinished,  // the payload ends inside a segment, which is given as far as it goes
    failed,      // the source cannot be read; failure() says why
    too_large,   // over the limit; it is skipped, and segments given out before are invalid
};

class SegmentScanner {
public:
    SegmentScanner(ByteWindow& window, std::size_t segment_bytes_max);

    // Starts (again) at `offset` with these characters.
    void start(std::uint64_t offset, const ServiceCharacters& characters);
    // X12: BIN and BDS hold data of a stated length that is not searched.
    void respectBinarySegments(bool respect) { binary_segments_ = respect; }
    // From the next start() on.
    void expectDoubleBytes(bool expect) { double_bytes_ = expect; }

    Scanned next(Segment& segment);
    // Why next() failed.
    const Failure& failure() const { return failure_; }

    // Of the first byte that was not given out yet.
    std::uint64_t offset() const { return cursor_; }
    // What was given out may be let go; those segments are invalid then. What the index still
    // counts from stays.
    void releaseGiven() { window_.keepFrom(base_); }

private:
    void take(Segment& segment);
    void dropCarriageReturn(std::size_t first, std::uint32_t end);
    void passBlanks();
    Scanned indexMore();
    Scanned takeBinary(Segment& segment);
    Scanned atEnd(Segment& segment);

    ByteWindow& window_;
    std::size_t segment_bytes_max_;
    DelimiterIndexer indexer_{{}};
    ServiceCharacters characters_;
    DelimiterIndex index_;
    Failure failure_;
    std::vector<std::uint32_t> binary_delimiters_;
    std::uint64_t base_ = 0;     // what positions in index_ count from
    std::uint64_t cursor_ = 0;   // first byte not given out
    std::uint64_t indexed_ = 0;  // first byte not indexed
    std::size_t at_used_ = 0;
    std::size_t ends_used_ = 0;
    bool skipping_ = false;  // inside a segment that is too large
    bool binary_segments_ = false;
    bool double_bytes_ = false;
};

}  // namespace entrepot::mapping
