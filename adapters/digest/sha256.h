// SHA-256 as the broker writes it everywhere: 64 small hex digits.
#pragma once
#include <string>
#include <string_view>

namespace entrepot::digest {

std::string sha256Hex(std::string_view bytes);

}  // namespace entrepot::digest
