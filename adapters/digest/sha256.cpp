#include "adapters/digest/sha256.h"

#include <openssl/evp.h>

#include <array>

#include "core/base/check.h"

namespace entrepot::digest {

std::string sha256Hex(std::string_view bytes) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const int done =
        EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    check(done == 1, "SHA-256 is not there");
    std::string text;
    for (unsigned i = 0; i < length; ++i) text += {hex[digest[i] >> 4], hex[digest[i] & 15]};
    return text;
}

}  // namespace entrepot::digest
