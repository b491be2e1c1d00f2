#include "adapters/odbc/stored_text.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>

#include "adapters/odbc/value.h"

namespace entrepot::odbc::stored {
namespace {

bool needsEscape(char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

void putEscaped(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    if (c == '"' || c == '\\') {
        out += {'\\', c};
    } else if (c == '\n') {
        out += "\\n";
    } else {
        out += "\\u00";
        out += {hex[static_cast<unsigned char>(c) >> 4], hex[c & 15]};
    }
}

}  // namespace

void putText(std::string& out, std::string_view text) {
    const auto cleaned = cleanedText(text);
    if (cleaned) text = *cleaned;
    out += '"';
    for (auto special = std::ranges::find_if(text, needsEscape); special != text.end();
         special = std::ranges::find_if(text, needsEscape)) {
        out.append(text.begin(), special);
        putEscaped(out, *special);
        text.remove_prefix(static_cast<std::size_t>(special - text.begin()) + 1);
    }
    out += text;
    out += '"';
}

void putNumber(std::string& out, std::int64_t number) {
    std::array<char, 20> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

bool take(const boost::json::value& json, std::string& text) {
    const auto* found = json.if_string();
    if (found == nullptr) return false;
    text.assign(found->data(), found->size());
    return true;
}

bool takeNumber(const boost::json::value& json, std::int64_t& number) {
    const auto* found = json.if_int64();
    if (found != nullptr) number = *found;
    return found != nullptr;
}

std::optional<boost::json::value> parse(std::string_view text) {
    boost::json::error_code error;
    auto value = boost::json::parse(text, error);
    if (error) return std::nullopt;
    return value;
}

}  // namespace entrepot::odbc::stored
