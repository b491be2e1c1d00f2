// One value to bind to a statement: null, 64-bit integer, text or bytes.
//
// Borrows: what it was made from must live until the call that takes it returns. Instants are
// microseconds since 1970, days are days since 1970, quantities and prices are their units.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/decimal.h"
#include "core/base/ids.h"
#include "core/base/time.h"

namespace entrepot::odbc {

enum class ValueKind : std::uint8_t { null, integer, text, blob };

// NOLINTBEGIN(google-explicit-constructor): a list of values reads like the row it is
class Value {
public:
    Value(std::nullptr_t) {}
    Value(std::integral auto number)
        : kind_(ValueKind::integer), integer_(static_cast<std::int64_t>(number)) {}
    Value(std::string_view text) : kind_(ValueKind::text), bytes_(text) {}
    Value(const std::string& text) : Value(std::string_view(text)) {}
    Value(const char* text) : Value(std::string_view(text)) {}
    Value(Instant at) : Value(microseconds(at)) {}
    Value(Day day) : Value(std::int64_t{day.time_since_epoch().count()}) {}
    template <class Tag>
    Value(Id<Tag> id) : Value(id.value) {}
    template <class Tag>
    Value(const Key<Tag>& key) : Value(std::string_view(key.value)) {}
    template <class Tag, int Scale>
    Value(Decimal<Tag, Scale> number) : Value(number.units()) {}
    template <class T>
    Value(const std::optional<T>& maybe) {
        if (maybe) *this = Value(*maybe);
    }

    static Value blob(std::string_view bytes) {
        Value value(bytes);
        value.kind_ = ValueKind::blob;
        return value;
    }

    ValueKind kind() const { return kind_; }
    std::int64_t integer() const { return integer_; }
    std::string_view bytes() const { return bytes_; }

private:
    ValueKind kind_ = ValueKind::null;
    std::int64_t integer_ = 0;
    std::string_view bytes_;
};
// NOLINTEND(google-explicit-constructor)

// What a text column can hold in every database: `text` with every byte that is not UTF-8, and
// every NUL, replaced by U+FFFD. Nothing when `text` is fine as it is.
std::optional<std::string> cleanedText(std::string_view text);

}  // namespace entrepot::odbc
