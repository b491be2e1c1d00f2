#include "mapping/json/json_value.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>

#include "mapping/syntax/charset.h"
#include "mapping/xml/utf8.h"

namespace entrepot::mapping {
namespace {

namespace json = boost::json;

// What boost::json::basic_parser calls while it goes through a text.
class TreeHandler {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = 1000;
    static constexpr std::size_t max_string_size = std::size_t(-1);

    explicit TreeHandler(const JsonLimits& limits) : limits_(limits) {}

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code& error) { return open(JsonKind::object, error); }
    bool on_object_end(std::size_t, json::error_code&) { return close(); }
    bool on_array_begin(json::error_code& error) { return open(JsonKind::array, error); }
    bool on_array_end(std::size_t, json::error_code&) { return close(); }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        key_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t size, json::error_code& error) {
        return on_key_part(part, size, error);
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        scalar_.append(part.data(), part.size());
        return true;
    }
    bool on_string(json::string_view part, std::size_t size, json::error_code& error) {
        on_string_part(part, size, error);
        return scalar(JsonKind::text, error);
    }
    bool on_number_part(json::string_view part, json::error_code&) {
        scalar_.append(part.data(), part.size());
        return true;
    }
    bool on_int64(std::int64_t, json::string_view part, json::error_code& error) {
        return number(part, error);
    }
    bool on_uint64(std::uint64_t, json::string_view part, json::error_code& error) {
        return number(part, error);
    }
    bool on_double(double, json::string_view part, json::error_code& error) {
        return number(part, error);
    }
    bool on_bool(bool truth, json::error_code& error) {
        scalar_ = truth ? "true" : "false";
        return scalar(JsonKind::flag, error);
    }
    bool on_null(json::error_code& error) { return scalar(JsonKind::null, error); }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    JsonValue take() { return std::move(top_); }

private:
    bool number(json::string_view part, json::error_code& error) {
        scalar_.append(part.data(), part.size());
        return scalar(JsonKind::number, error);
    }

    JsonValue* add(JsonKind kind, json::error_code& error) {
        if (++values_ > limits_.values_max) {
            error = json::error::array_too_large;
            return nullptr;
        }
        JsonValue* added = &top_;
        if (!open_.empty()) {
            if (open_.back()->kind == JsonKind::object)
                open_.back()->names.push_back(std::exchange(key_, {}));
            added = &open_.back()->items.emplace_back();
        }
        added->kind = kind;
        return added;
    }
    bool open(JsonKind kind, json::error_code& error) {
        JsonValue* added = add(kind, error);
        if (added != nullptr) open_.push_back(added);
        return added != nullptr;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
    bool scalar(JsonKind kind, json::error_code& error) {
        JsonValue* added = add(kind, error);
        if (added != nullptr) added->text = std::exchange(scalar_, {});
        return added != nullptr;
    }

    const JsonLimits& limits_;
    JsonValue top_;
    // Elements are only appended to the innermost open value, so the outer ones stay where they
    // are.
    std::vector<JsonValue*> open_;
    std::string key_;
    std::string scalar_;
    std::size_t values_ = 0;
};

}  // namespace

std::string_view nameOf(JsonKind kind) {
    constexpr std::string_view names[] = {"null", "true or false", "a number",
                                          "text", "a list",        "an object"};
    return names[static_cast<std::size_t>(kind)];
}

Result<JsonValue> parseJson(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes_max)
        return fail(FailureKind::too_large,
                    "the text is longer than " + std::to_string(limits.bytes_max) + " bytes",
                    "json");
    json::parse_options options;
    options.max_depth = limits.depth_max;
    json::basic_parser<TreeHandler> parser(options, limits);
    json::error_code error;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
    if (!error && used < text.size()) error = json::error::extra_data;
    if (error)
        return fail(FailureKind::invalid,
                    "not JSON: " + error.message() + " at byte " + std::to_string(used), "json");
    return parser.handler().take();
}

void appendJsonText(std::string& out, std::string_view text) {
    if (!isUtf8(text)) {
        const std::u16string repaired = xml::toUtf16(text);
        std::string utf8;
        xml::appendUtf8(utf8, repaired.data(), repaired.size());
        return appendJsonText(out, utf8);
    }
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += {hex[byte >> 4], hex[byte & 15]};
        } else {
            out += c;
        }
    }
    out += '"';
}

}  // namespace entrepot::mapping
