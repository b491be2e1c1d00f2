// Where readers take bytes from: memory, a file, standard input.
#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "core/base/result.h"

namespace entrepot::mapping {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    // Fills from the front; 0 = end. May give less than asked for.
    virtual Result<std::size_t> read(std::span<char> into) = 0;
    // The whole rest when it lies in memory anyway (readers then copy nothing); empty otherwise.
    virtual std::string_view whole() { return {}; }
};

// Borrows `bytes`.
std::unique_ptr<ByteSource> memorySource(std::string_view bytes);
// "-" is standard input.
Result<std::unique_ptr<ByteSource>> fileSource(const std::filesystem::path& file);

}  // namespace entrepot::mapping
