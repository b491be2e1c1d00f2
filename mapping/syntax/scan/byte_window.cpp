#include "mapping/syntax/scan/byte_window.h"

#include <algorithm>
#include <cstring>

#include "core/base/check.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t read_bytes = std::size_t{64} << 10;

}  // namespace

ByteWindow::ByteWindow(ByteSource& source, std::size_t capacity)
    : source_(source), capacity_(std::max(capacity, 2 * read_bytes)) {
    const std::string_view whole = source.whole();
    if (whole.empty()) return;
    data_ = whole.data();
    size_ = whole.size();
    ended_ = true;
}

Result<bool> ByteWindow::more() {
    if (ended_) return false;
    // Not initialised on purpose: pages that are not used are not taken.
    if (!buffer_) buffer_.reset(new char[capacity_]);
    data_ = buffer_.get() + (data_ == nullptr ? 0 : data_ - buffer_.get());
    const auto used = static_cast<std::size_t>(data_ - buffer_.get()) + size_;
    check(used <= capacity_, "byte window within its buffer");
    const std::size_t room = std::min(read_bytes, capacity_ - used);
    if (room == 0) return false;
    const auto count = source_.read({buffer_.get() + used, room});
    if (!count) return fail(count.error());
    ended_ = *count == 0;
    size_ += *count;
    return *count > 0;
}

void ByteWindow::keepFrom(std::uint64_t offset) {
    check(offset >= begin_ && offset <= end(), "byte window keeps what it has");
    const auto gone = static_cast<std::size_t>(offset - begin_);
    data_ += gone;
    begin_ = offset;
    size_ -= gone;
    if (!buffer_ || data_ == buffer_.get()) return;
    // Back to the front once enough has gone before it: each byte is moved a bounded number of
    // times, and the part of the buffer that is used stays small.
    const auto unused = static_cast<std::size_t>(data_ - buffer_.get());
    if (size_ != 0 && unused < std::max(size_, read_bytes)) return;
    std::memmove(buffer_.get(), data_, size_);
    data_ = buffer_.get();
}

}  // namespace entrepot::mapping
