// One row per key of an XML file of ours: path, meaning, unit, bounds, and the field it fills.
//
// The same rows parse the file, name the environment variables, print `config show` and check the
// example file, so that none of them can lag behind. Owner is the struct that is filled; a Section
// adds rows for one struct S inside it.
#pragma once
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "adapters/config/record_reader.h"
#include "adapters/config/secret.h"

namespace entrepot::config {

using Wrong = std::optional<std::string>;  // what is wrong with a text; nothing when it was taken

template <class Owner>
struct KeyInfo {
    std::string path;     // "http/port"; in a list relative to its element
    std::string unit;     // "ms", "bytes", "days"; may be empty
    std::string allowed;  // "0 to 65535", "sqlite or postgresql"; may be empty
    std::string meaning;  // one sentence
    bool required = false;
    std::function<Wrong(Owner&, std::string_view)> set;
    std::function<std::string(const Owner&)> get;
};

struct ShownValue {
    std::string path;  // "folders/folder[2]/path"
    std::string value;
    std::string unit;
};

// What a person needs to know of a key inside a list's element.
struct ListKey {
    std::string path;
    std::string value;  // default
    std::string unit;
    std::string allowed;
    std::string meaning;
    bool required = false;
};

// Elements that may be there any number of times: "folders/folder".
template <class Owner>
struct ListInfo {
    std::string path;
    std::vector<ListKey> keys;
    std::function<std::vector<ShownValue>(const Owner&)> show;
    std::function<void(Owner&, const mapping::xml::Element&, RecordLog&)> read;
};

template <class Owner>
struct KeyTable {
    std::vector<KeyInfo<Owner>> keys;
    std::vector<ListInfo<Owner>> lists;
};

template <class Owner>
BoundRecord bind(const KeyTable<Owner>& table, Owner& owner) {
    BoundRecord record;
    for (const KeyInfo<Owner>& key : table.keys)
        record.keys.push_back({key.path, key.required, [&key, &owner](std::string_view text) {
                                   return key.set(owner, text);
                               }});
    for (const ListInfo<Owner>& list : table.lists)
        record.lists.push_back(
            {list.path, [&list, &owner](const mapping::xml::Element& element, RecordLog& log) {
                 list.read(owner, element, log);
             }});
    return record;
}

struct Bounds {
    std::int64_t minimum = 0;
    std::int64_t maximum = std::numeric_limits<std::int32_t>::max();
};

template <class Owner, class S = Owner>
class Section {
public:
    Section(KeyTable<Owner>& table, std::string prefix, S Owner::*member)
        : table_(table), prefix_(std::move(prefix)), at_{member} {}
    // The owner itself is the section.
    explicit Section(KeyTable<Owner>& table) : table_(table) {}

    KeyInfo<Owner>& text(std::string_view name, std::string S::*field, std::string meaning) {
        return special(
            name, std::move(meaning),
            [field](S& section, std::string_view text) {
                section.*field = std::string(text);
                return Wrong();
            },
            [field](const S& section) { return section.*field; });
    }

    KeyInfo<Owner>& path(std::string_view name, std::filesystem::path S::*field,
                         std::string meaning) {
        return special(
            name, std::move(meaning),
            [field](S& section, std::string_view text) {
                section.*field = std::filesystem::path(std::string(text));
                return Wrong();
            },
            [field](const S& section) { return (section.*field).string(); });
    }

    // Two keys: <name>_file and <name>_env.
    void secret(const std::string& name, Secret S::*field, const std::string& meaning) {
        secretPart(name + "_file", field, &Secret::file, meaning + " First line of this file.");
        secretPart(name + "_env", field, &Secret::environment,
                   meaning + " Value of the environment variable of this name.");
    }

    template <class Number>
    KeyInfo<Owner>& number(std::string_view name, Number S::*field, Bounds bounds, std::string unit,
                           std::string meaning) {
        auto& key = special(
            name, std::move(meaning),
            [field, bounds](S& section, std::string_view text) {
                std::int64_t value = 0;
                const Wrong wrong = readNumber(text, bounds.minimum, bounds.maximum, value);
                if (!wrong) section.*field = static_cast<Number>(value);
                return wrong;
            },
            [field](const S& section) { return std::to_string(section.*field); });
        key.unit = std::move(unit);
        key.allowed = std::to_string(bounds.minimum) + " to " + std::to_string(bounds.maximum);
        return key;
    }

    KeyInfo<Owner>& hours(std::string_view name, std::chrono::hours S::*field, Bounds bounds,
                          std::string meaning) {
        auto& key = special(
            name, std::move(meaning),
            [field, bounds](S& section, std::string_view text) {
                std::int64_t value = 0;
                const Wrong wrong = readNumber(text, bounds.minimum, bounds.maximum, value);
                if (!wrong) section.*field = std::chrono::hours(value);
                return wrong;
            },
            [field](const S& section) { return std::to_string((section.*field).count()); });
        key.unit = "h";
        key.allowed = std::to_string(bounds.minimum) + " to " + std::to_string(bounds.maximum);
        return key;
    }

    KeyInfo<Owner>& flag(std::string_view name, bool S::*field, std::string meaning) {
        return choice(name, field, {"false", "true"}, std::move(meaning));
    }

    // `names` in the order of the enumerators.
    template <class Enum>
    KeyInfo<Owner>& choice(std::string_view name, Enum S::*field, std::vector<std::string> names,
                           std::string meaning) {
        auto& key = special(
            name, std::move(meaning),
            [field, names](S& section, std::string_view text) {
                for (std::size_t i = 0; i < names.size(); ++i) {
                    if (names[i] != text) continue;
                    section.*field = static_cast<Enum>(i);
                    return Wrong();
                }
                return Wrong("is not one of " + joined(names, ", "));
            },
            [field, names](const S& section) {
                return names.at(static_cast<std::size_t>(section.*field));
            });
        key.allowed = joined(names, " or ");
        return key;
    }

    // A text that is one of these words.
    KeyInfo<Owner>& word(std::string_view name, std::string S::*field,
                         std::vector<std::string> words, std::string meaning) {
        auto& key = special(
            name, std::move(meaning),
            [field, words](S& section, std::string_view text) {
                if (std::ranges::find(words, text) == words.end())
                    return Wrong("is not one of " + joined(words, ", "));
                section.*field = std::string(text);
                return Wrong();
            },
            [field](const S& section) { return section.*field; });
        key.allowed = joined(words, " or ");
        return key;
    }

    // Any other field.
    template <class Set, class Get>
    KeyInfo<Owner>& special(std::string_view name, std::string meaning, Set set, Get get) {
        auto& key = table_.keys.emplace_back();
        key.path = prefix_ + std::string(name);
        key.meaning = std::move(meaning);
        key.set = [at = at_, set](Owner& owner, std::string_view text) {
            return set(at(owner), text);
        };
        key.get = [at = at_, get](const Owner& owner) { return get(at(owner)); };
        return key;
    }

    template <class Item>
    void list(std::string_view name, std::vector<Item> S::*field, KeyTable<Item> items) {
        auto& list = table_.lists.emplace_back();
        list.path = prefix_ + std::string(name);
        for (const auto& key : items.keys)
            list.keys.push_back(
                {key.path, key.get(Item()), key.unit, key.allowed, key.meaning, key.required});
        const auto shared = std::make_shared<const KeyTable<Item>>(std::move(items));
        list.read = [at = at_, field, shared](Owner& owner, const mapping::xml::Element& element,
                                              RecordLog& log) {
            Item& item = (at(owner).*field).emplace_back();
            readRecord(element, bind(*shared, item), log);
        };
        list.show = [at = at_, field, shared, path = list.path](const Owner& owner) {
            std::vector<ShownValue> shown;
            int ordinal = 0;
            for (const Item& item : at(owner).*field) {
                const std::string place = path + "[" + std::to_string(++ordinal) + "]/";
                for (const auto& key : shared->keys)
                    shown.push_back({place + key.path, key.get(item), key.unit});
            }
            return shown;
        };
    }

private:
    struct Access {
        S Owner::*member = nullptr;

        S& operator()(Owner& owner) const { return of<S>(owner, *this); }
        const S& operator()(const Owner& owner) const { return of<const S>(owner, *this); }

    private:
        template <class Part, class Whole>
        static Part& of(Whole& whole, const Access& access) {
            if constexpr (std::is_same_v<S, Owner>)
                return whole;
            else
                return whole.*(access.member);
        }
    };

    void secretPart(const std::string& name, Secret S::*field, std::string Secret::*part,
                    std::string meaning) {
        special(
            name, std::move(meaning),
            [field, part](S& section, std::string_view text) {
                (section.*field).*part = std::string(text);
                return Wrong();
            },
            [field, part](const S& section) { return (section.*field).*part; });
    }

    KeyTable<Owner>& table_;
    std::string prefix_;
    Access at_;
};

}  // namespace entrepot::config
