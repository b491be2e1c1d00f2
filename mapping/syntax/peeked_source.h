// A source whose beginning was looked at before it is read.
#pragma once
#include <string>

#include "mapping/syntax/source.h"

namespace entrepot::mapping {

class PeekedSource : public ByteSource {
public:
    // Borrows. Reads up to `bytes` ahead, less when the source ends before.
    static Result<PeekedSource> peek(ByteSource& source, std::size_t bytes);

    std::string_view head() const { return in_memory_.empty() ? kept_ : in_memory_; }
    Result<std::size_t> read(std::span<char> into) override;
    std::string_view whole() override { return source_->whole(); }

private:
    explicit PeekedSource(ByteSource& source) : source_(&source) {}

    ByteSource* source_;
    std::string kept_;            // what was taken from the source
    std::string_view in_memory_;  // the beginning, of a source that lies in memory anyway
    std::size_t given_ = 0;
};

}  // namespace entrepot::mapping
