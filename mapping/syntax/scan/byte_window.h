// A stretch of a payload that lies in memory: grows at the end, is let go at the front.
//
// When the source has everything in memory the window is that memory and nothing is copied.
// Otherwise one buffer of fixed capacity; its pages are only taken as far as they are used. Bytes
// move only in keepFrom, so views stay valid between two calls of it.
#pragma once
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/base/result.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping {

class ByteWindow {
public:
    // Holds `capacity` bytes at most.
    ByteWindow(ByteSource& source, std::size_t capacity);

    // Reads more behind the end; false when there is no more or the window is full.
    Result<bool> more();
    // Everything before `offset` may go.
    void keepFrom(std::uint64_t offset);

    std::uint64_t begin() const { return begin_; }
    std::uint64_t end() const { return begin_ + size_; }
    const char* at(std::uint64_t offset) const { return data_ + (offset - begin_); }
    std::string_view view(std::uint64_t from, std::uint64_t to) const {
        return {at(from), static_cast<std::size_t>(to - from)};
    }
    bool full() const { return buffer_ != nullptr && size_ == capacity_; }

private:
    ByteSource& source_;
    std::size_t capacity_;
    std::unique_ptr<char[]> buffer_;
    const char* data_ = nullptr;
    std::uint64_t begin_ = 0;  // of data_ in the payload
    std::size_t size_ = 0;
    bool ended_ = false;
};

}  // namespace entrepot::mapping
