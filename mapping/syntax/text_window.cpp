#include "mapping/syntax/text_window.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{64} << 10;

}  // namespace

Result<bool> TextWindow::fill() {
    if (ended_) return false;
    buffer_.erase(0, at_);
    base_ += at_;
    at_ = 0;
    const std::size_t old = buffer_.size();
    buffer_.resize(old + chunk_bytes);
    const auto got = source_.read({buffer_.data() + old, chunk_bytes});
    buffer_.resize(old + got.value_or(0));
    if (!got) return fail(got.error());
    ended_ = *got == 0;
    return !ended_;
}

}  // namespace entrepot::mapping
