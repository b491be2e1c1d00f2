// The part of a payload that is at hand for readers that take it line by line.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping {

class TextWindow {
public:
    explicit TextWindow(ByteSource& source) : source_(source) {}

    // What is at hand, from the next byte on; valid until fill() or skip().
    std::string_view text() const { return std::string_view(buffer_).substr(at_); }
    std::uint64_t offset() const { return base_ + at_; }  // of text() in the payload
    void skip(std::size_t bytes) { at_ += bytes; }
    // More behind text(); false at the end of the payload.
    Result<bool> fill();

private:
    ByteSource& source_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::uint64_t base_ = 0;  // of the buffer's first byte in the payload
    bool ended_ = false;
};

}  // namespace entrepot::mapping
