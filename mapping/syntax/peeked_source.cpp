#include "mapping/syntax/peeked_source.h"

#include <algorithm>
#include <cstring>

namespace entrepot::mapping {

Result<PeekedSource> PeekedSource::peek(ByteSource& source, std::size_t bytes) {
    PeekedSource peeked(source);
    peeked.in_memory_ = source.whole().substr(0, bytes);
    if (!peeked.in_memory_.empty()) return peeked;
    std::size_t held = 0;
    peeked.kept_.resize(bytes);
    while (held < bytes) {
        const auto got = source.read({peeked.kept_.data() + held, bytes - held});
        if (!got) return fail(got.error());
        if (*got == 0) break;
        held += *got;
    }
    peeked.kept_.resize(held);
    return peeked;
}

Result<std::size_t> PeekedSource::read(std::span<char> into) {
    if (given_ == kept_.size()) return source_->read(into);
    const std::size_t count = std::min(into.size(), kept_.size() - given_);
    std::memcpy(into.data(), kept_.data() + given_, count);
    given_ += count;
    return count;
}

}  // namespace entrepot::mapping
