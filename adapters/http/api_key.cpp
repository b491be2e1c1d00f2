#include "adapters/http/api_key.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <array>

namespace entrepot::http {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view prefix = "ek_";
constexpr std::size_t key_bytes = 32;
constexpr std::size_t key_characters = 43;

}  // namespace

Result<std::string> generateApiKey() {
    std::array<unsigned char, key_bytes> random{};
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        return fail(FailureKind::unavailable, "the machine gives no random numbers now");
    std::string key(prefix);
    unsigned bits = 0;
    int count = 0;
    for (const unsigned char byte : random) {
        bits = bits << 8 | byte;
        for (count += 8; count >= 6; count -= 6) key += alphabet[bits >> (count - 6) & 63];
    }
    key += alphabet[bits << (6 - count) & 63];
    return key;
}

bool looksLikeApiKey(std::string_view text) {
    return text.size() == prefix.size() + key_characters && text.starts_with(prefix) &&
           text.find_first_not_of(alphabet, prefix.size()) == std::string_view::npos;
}

bool equalInConstantTime(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace entrepot::http
