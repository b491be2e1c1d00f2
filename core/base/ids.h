// Identifiers that the compiler tells apart.
//
// Id: a number we give (documents, messages, promises); time-ordered, from IdSource.
// Key: a short name somebody gives (partner, item, site); stable, readable, case-sensitive.
#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace entrepot {

template <class Tag>
struct Id {
    std::int64_t value = 0;  // 0 = none

    constexpr explicit operator bool() const { return value != 0; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

template <class Tag>
struct Key {
    std::string value;

    Key() = default;
    explicit Key(std::string text) : value(std::move(text)) {}
    bool empty() const { return value.empty(); }
    friend auto operator<=>(const Key&, const Key&) = default;
};

using DocumentId = Id<struct DocumentTag>;  // one payload received or sent
using MessageId = Id<struct MessageTag>;    // one transaction set / message in a payload
using PromiseId = Id<struct PromiseTag>;

using PartnerKey = Key<struct PartnerTag>;  // directory name under partners/
using ItemKey = Key<struct ItemTag>;        // the ERP's item number
using SiteKey = Key<struct SiteTag>;        // the ERP's site or warehouse

}  // namespace entrepot

template <class Tag>
struct std::hash<entrepot::Id<Tag>> {
    std::size_t operator()(entrepot::Id<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};

template <class Tag>
struct std::hash<entrepot::Key<Tag>> {
    std::size_t operator()(const entrepot::Key<Tag>& key) const noexcept {
        return std::hash<std::string>{}(key.value);
    }
};
