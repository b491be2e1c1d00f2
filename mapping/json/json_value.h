// JSON text as a small tree that keeps numbers as they are written: a decimal never goes through a
// double. Limited in depth and size.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace entrepot::mapping {

enum class JsonKind : std::uint8_t { null, flag, number, text, array, object };

std::string_view nameOf(JsonKind kind);

struct JsonValue {
    JsonKind kind = JsonKind::null;
    std::string text;                // of a text; of a number, as written; "true" or "false"
    std::vector<JsonValue> items;    // of an array; values of an object's members, in order
    std::vector<std::string> names;  // of an object's members
};

struct JsonLimits {
    std::size_t depth_max = 32;
    std::size_t values_max = 5'000'000;
    std::size_t bytes_max = std::size_t{64} << 20;
};

// The failure says what is wrong and at which byte.
Result<JsonValue> parseJson(std::string_view text, const JsonLimits& limits = {});

// `text` in quotes. Bytes that are not UTF-8 become U+FFFD.
void appendJsonText(std::string& out, std::string_view text);

}  // namespace entrepot::mapping
