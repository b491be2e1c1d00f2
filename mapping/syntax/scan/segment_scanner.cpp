#include "mapping/syntax/scan/segment_scanner.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace entrepot::mapping {
namespace {

constexpr std::uint64_t index_bytes = 32 * 1024;  // stays in the first-level cache

bool isBlank(char c) {
    return c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == '\0' || c == '\x1A';
}

}  // namespace

SegmentScanner::SegmentScanner(ByteWindow& window, std::size_t segment_bytes_max)
    : window_(window), segment_bytes_max_(segment_bytes_max) {}

void SegmentScanner::start(std::uint64_t offset, const ServiceCharacters& characters) {
    characters_ = characters;
    indexer_ = DelimiterIndexer(characters);
    if (double_bytes_) indexer_.expectDoubleBytes();
    base_ = cursor_ = indexed_ = offset;
    index_.at_count = index_.ends_count = 0;
    at_used_ = ends_used_ = 0;
    skipping_ = false;
}

Scanned SegmentScanner::next(Segment& segment) {
    for (;;) {
        if (ends_used_ < index_.ends_count) {
            take(segment);
            if (std::exchange(skipping_, false)) continue;
            if (segment.text().empty()) continue;  // a terminator twice is a blank line
            if (segment.end_offset - segment.offset > segment_bytes_max_) return Scanned::too_large;
            return binary_segments_ ? takeBinary(segment) : Scanned::segment;
        }
        if (!skipping_ && indexed_ - cursor_ > segment_bytes_max_) {
            segment.offset = cursor_;
            skipping_ = true;
            return Scanned::too_large;
        }
        const Scanned more = indexMore();
        if (more == Scanned::end) return atEnd(segment);
        if (more == Scanned::failed) return more;
    }
}

void SegmentScanner::take(Segment& segment) {
    const std::uint32_t end = index_.ends[ends_used_++];
    const std::size_t first = at_used_;
    at_used_ = end + 1;
    segment.base = window_.at(base_);
    segment.delimiters = {index_.at.data() + first, end + 1 - first};
    segment.begin = static_cast<std::uint32_t>(cursor_ - base_);
    segment.end_offset = base_ + segment.delimiters.back();
    segment.unusual_bytes = index_.unusual_bytes;
    segment.binary = false;
    cursor_ = segment.end_offset + 1;
    if (characters_.segment == '\n') dropCarriageReturn(first, end);
    const std::uint32_t id_end = segment.delimiters.front();
    while (segment.begin < id_end && isBlank(segment.base[segment.begin])) ++segment.begin;
    segment.offset = base_ + segment.begin;
}

// Lines that end with CR LF where LF is the terminator: the CR is no data.
void SegmentScanner::dropCarriageReturn(std::size_t first, std::uint32_t end) {
    const std::uint32_t at = index_.at[end];
    const std::uint32_t from = end > first ? index_.at[end - 1] + 1 : 0;
    if (at > from && window_.at(base_)[at - 1] == '\r') --index_.at[end];
}

// Takes what is left to the front of the index, and indexes the next piece of the window.
Scanned SegmentScanner::indexMore() {
    std::copy(index_.at.begin() + static_cast<std::ptrdiff_t>(at_used_),
              index_.at.begin() + static_cast<std::ptrdiff_t>(index_.at_count), index_.at.begin());
    index_.at_count -= at_used_;
    const auto moved = static_cast<std::uint32_t>(cursor_ - base_);
    for (std::size_t i = 0; i < index_.at_count; ++i) index_.at[i] -= moved;
    at_used_ = ends_used_ = index_.ends_count = 0;
    base_ = cursor_;
    if (skipping_) {
        cursor_ = base_ = indexed_;
        index_.at_count = 0;
        window_.keepFrom(cursor_);
    }
    if (index_.at_count == 0) passBlanks();
    if (indexed_ == cursor_) index_.unusual_bytes = false;
    if (indexed_ == window_.end()) {
        const auto more = window_.more();
        if (!more) {
            failure_ = more.error();
            return Scanned::failed;
        }
        if (!*more) return Scanned::end;
    }
    const std::uint64_t to = std::min(window_.end(), indexed_ + index_bytes);
    indexer_.append(window_.at(base_), static_cast<std::uint32_t>(indexed_ - base_),
                    static_cast<std::uint32_t>(to - base_), index_);
    indexed_ = to;
    return Scanned::segment;
}

// Blanks before a segment are none of it; so any number of them needs no room.
void SegmentScanner::passBlanks() {
    while (cursor_ < indexed_ && isBlank(*window_.at(cursor_))) ++cursor_;
    base_ = cursor_;
}

Scanned SegmentScanner::atEnd(Segment& segment) {
    std::uint64_t at = cursor_;
    while (at < window_.end() && isBlank(*window_.at(at))) ++at;
    if (at == window_.end() && !skipping_) return Scanned::end;
    // Nothing was indexed since the last delimiters, so there is room for one more.
    if (skipping_) index_.at_count = at_used_ = 0;
    index_.at.resize(std::max(index_.at.size(), index_.at_count + 1));
    index_.at[index_.at_count++] = static_cast<std::uint32_t>(window_.end() - base_);
    segment.base = window_.at(base_);
    segment.begin = static_cast<std::uint32_t>(at - base_);
    segment.offset = at;
    segment.end_offset = window_.end();
    segment.delimiters = {index_.at.data() + at_used_, index_.at_count - at_used_};
    segment.unusual_bytes = true;
    segment.binary = false;
    at_used_ = index_.at_count;
    base_ = cursor_ = window_.end();
    return Scanned::unfinished;
}

// BIN*length*data and BDS*filter*length*data: the end is where the length says. Left as it is when
// the length is no number or no terminator stands there.
Scanned SegmentScanner::takeBinary(Segment& segment) {
    const std::string_view id = segment.id();
    if (id != "BIN" && id != "BDS") return Scanned::segment;
    const std::size_t data_at = id == "BIN" ? 1 : 2;
    if (segment.delimiters.size() <= data_at) return Scanned::segment;
    const char* const from = segment.base + segment.delimiters[data_at - 1] + 1;
    const char* const to = segment.base + segment.delimiters[data_at];
    std::uint32_t length = 0;
    const auto [stop, error] = std::from_chars(from, to, length);
    if (error != std::errc() || stop != to || length > segment_bytes_max_) return Scanned::segment;
    const std::uint64_t end = base_ + segment.delimiters[data_at] + 1 + length;
    while (window_.end() <= end) {
        const auto more = window_.more();
        if (!more) {
            failure_ = more.error();
            return Scanned::failed;
        }
        if (!*more) return Scanned::unfinished;
    }
    if (*window_.at(end) != characters_.segment) return Scanned::segment;
    const auto data = static_cast<std::ptrdiff_t>(data_at);
    binary_delimiters_.assign(segment.delimiters.begin(), segment.delimiters.begin() + data + 1);
    binary_delimiters_.push_back(static_cast<std::uint32_t>(end - base_));
    segment.base = window_.at(base_);
    segment.delimiters = binary_delimiters_;
    segment.end_offset = end;
    segment.unusual_bytes = segment.binary = true;
    start(end + 1, characters_);
    return Scanned::segment;
}

}  // namespace entrepot::mapping
