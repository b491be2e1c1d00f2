// API keys: 256 random bits, shown once as text; only the SHA-256 of that text is kept.
#pragma once
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace entrepot::http {

// "ek_" and 43 characters of base64url.
Result<std::string> generateApiKey();

// Cheap refusal of what cannot be a key, before anything is looked up.
bool looksLikeApiKey(std::string_view text);

// In a time that does not tell where they differ.
bool equalInConstantTime(std::string_view a, std::string_view b);

}  // namespace entrepot::http
