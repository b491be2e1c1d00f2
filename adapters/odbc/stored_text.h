// Values of core as compact JSON, for columns that are read back whole: findings, promises.
//
// One encoder for every struct that Boost.Describe knows, so no struct has a twin here. Fields with
// their default value are left out; fields a text does not have keep their default, so a struct may
// grow. Text that is no UTF-8 is stored as cleanedText() makes it.
#pragma once
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"

namespace entrepot::odbc {
namespace stored {

void putText(std::string& out, std::string_view text);
void putNumber(std::string& out, std::int64_t number);

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

inline void put(std::string& out, const std::string& text) {
    putText(out, text);
}
template <std::integral T>
void put(std::string& out, T number) {
    putNumber(out, static_cast<std::int64_t>(number));
}
inline void put(std::string& out, Instant at) {
    putNumber(out, microseconds(at));
}
inline void put(std::string& out, Day day) {
    putNumber(out, day.time_since_epoch().count());
}
template <class Tag>
void put(std::string& out, Id<Tag> id) {
    putNumber(out, id.value);
}
template <class Tag>
void put(std::string& out, const Key<Tag>& key) {
    putText(out, key.value);
}
template <class Tag, int Scale>
void put(std::string& out, Decimal<Tag, Scale> number) {
    putNumber(out, number.units());
}
template <class T>
requires std::is_enum_v<T>
void put(std::string& out, T value) {
    putText(out, boost::describe::enum_to_string(value, ""));
}
template <Described T>
void put(std::string& out, const T& object);
template <class First, class Second>
void put(std::string& out, const std::pair<First, Second>& pair);
template <class T>
void put(std::string& out, const std::vector<T>& list);
template <class T>
void put(std::string& out, const std::optional<T>& maybe) {
    if (maybe)
        put(out, *maybe);
    else
        out += "null";
}

template <class T>
bool isDefault(const T& value) {
    if constexpr (requires { value.empty(); })
        return value.empty();
    else if constexpr (requires { value == T(); })
        return value == T();
    else
        return false;
}

template <class First, class Second>
void put(std::string& out, const std::pair<First, Second>& pair) {
    out += '[';
    put(out, pair.first);
    out += ',';
    put(out, pair.second);
    out += ']';
}

template <class T>
void put(std::string& out, const std::vector<T>& list) {
    out += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) out += ',';
        put(out, list[i]);
    }
    out += ']';
}

template <Described T>
void put(std::string& out, const T& object) {
    static const T fresh{};
    out += '{';
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) {
            const auto& value = object.*member.pointer;
            if constexpr (requires { value == fresh.*member.pointer; }) {
                if (value == fresh.*member.pointer) return;
            } else if (isDefault(value)) {
                return;
            }
            if (out.back() != '{') out += ',';
            out += '"';
            out += member.name;
            out += "\":";
            put(out, value);
        });
    out += '}';
}

// False when the JSON is not of the shape; `value` is then half filled.
bool take(const boost::json::value& json, std::string& text);
bool takeNumber(const boost::json::value& json, std::int64_t& number);

template <std::integral T>
bool take(const boost::json::value& json, T& number) {
    std::int64_t wide = 0;
    if (!takeNumber(json, wide) || !(std::same_as<T, std::uint64_t> || std::in_range<T>(wide)))
        return false;
    number = static_cast<T>(wide);
    return true;
}
inline bool take(const boost::json::value& json, Instant& at) {
    std::int64_t number = 0;
    if (!takeNumber(json, number)) return false;
    at = instantOf(number);
    return true;
}
inline bool take(const boost::json::value& json, Day& day) {
    std::int32_t number = 0;
    if (!take(json, number)) return false;
    day = Day(Days(number));
    return true;
}
template <class Tag>
bool take(const boost::json::value& json, Id<Tag>& id) {
    return takeNumber(json, id.value);
}
template <class Tag>
bool take(const boost::json::value& json, Key<Tag>& key) {
    return take(json, key.value);
}
template <class Tag, int Scale>
bool take(const boost::json::value& json, Decimal<Tag, Scale>& number) {
    std::int64_t units = 0;
    if (!takeNumber(json, units)) return false;
    number = Decimal<Tag, Scale>::fromUnits(units);
    return true;
}
template <class T>
requires std::is_enum_v<T>
bool take(const boost::json::value& json, T& value) {
    std::string name;
    return take(json, name) && boost::describe::enum_from_string(name.c_str(), value);
}
template <Described T>
bool take(const boost::json::value& json, T& object);
template <class First, class Second>
bool take(const boost::json::value& json, std::pair<First, Second>& pair);
template <class T>
bool take(const boost::json::value& json, std::vector<T>& list);
template <class T>
bool take(const boost::json::value& json, std::optional<T>& maybe) {
    return json.is_null() || take(json, maybe.emplace());
}

template <class First, class Second>
bool take(const boost::json::value& json, std::pair<First, Second>& pair) {
    const auto* parts = json.if_array();
    return parts != nullptr && parts->size() == 2 && take((*parts)[0], pair.first) &&
           take((*parts)[1], pair.second);
}

template <class T>
bool take(const boost::json::value& json, std::vector<T>& list) {
    const auto* parts = json.if_array();
    if (parts == nullptr) return false;
    list.resize(parts->size());
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!take((*parts)[i], list[i])) return false;
    return true;
}

template <Described T>
bool take(const boost::json::value& json, T& object) {
    const auto* fields = json.if_object();
    if (fields == nullptr) return false;
    bool good = true;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) {
            const auto* field = fields->if_contains(member.name);
            if (field != nullptr) good = good && take(*field, object.*member.pointer);
        });
    return good;
}

// Nothing when the text is no JSON.
std::optional<boost::json::value> parse(std::string_view text);

}  // namespace stored

template <class T>
void appendStoredText(std::string& out, const T& value) {
    stored::put(out, value);
}

template <class T>
std::string toStoredText(const T& value) {
    std::string out;
    stored::put(out, value);
    return out;
}

// `corrupt`, with `where`, when the text is not what toStoredText() writes for a T.
template <class T>
Result<T> fromStoredText(std::string_view text, const std::string& where) {
    T value{};
    const auto json = stored::parse(text);
    if (!json || !stored::take(*json, value))
        return fail(FailureKind::corrupt, "stored text does not read back", where);
    return value;
}

}  // namespace entrepot::odbc
