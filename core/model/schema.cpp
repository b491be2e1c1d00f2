// Derives the field tables from the BOOST_DESCRIBE lines of the model headers.
#include "core/model/schema.h"

#include <array>
#include <boost/core/type_name.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace entrepot::model {
namespace {

namespace describe = boost::describe;
namespace mp11 = boost::mp11;

template <class T>
using Members = describe::describe_members<T, describe::mod_public>;

template <class T>
const TypeInfo& infoOf();

template <class E>
const EnumInfo& enumInfoOf() {
    static constexpr auto names = []<class... D>(mp11::mp_list<D...>) {
        return std::array<std::string_view, sizeof...(D)>{D::name...};
    }(mp11::mp_rename<describe::describe_enumerators<E>, mp11::mp_list>{});
    static const EnumInfo info{"", names};
    return info;
}

template <class T>
struct Shape {  // what a field's declared type says
    using value = T;
    static constexpr bool optional = false;
    static constexpr bool list = false;
};
template <class T>
struct Shape<std::optional<T>> {
    using value = T;
    static constexpr bool optional = true;
    static constexpr bool list = false;
};
template <class T>
struct Shape<std::vector<T>> {
    using value = T;
    static constexpr bool optional = false;
    static constexpr bool list = true;
};

template <class V>
void describeValue(FieldInfo& field) {
    if constexpr (std::is_same_v<V, std::string>)
        field.kind = FieldKind::text;
    else if constexpr (std::is_same_v<V, std::int64_t>)
        field.kind = FieldKind::integer;
    else if constexpr (std::is_same_v<V, bool>)
        field.kind = FieldKind::flag;
    else if constexpr (std::is_same_v<V, Quantity>)
        field.kind = FieldKind::quantity;
    else if constexpr (std::is_same_v<V, Price>)
        field.kind = FieldKind::price;
    else if constexpr (std::is_same_v<V, Amount>)
        field.kind = FieldKind::amount;
    else if constexpr (std::is_same_v<V, Day>)
        field.kind = FieldKind::day;
    else if constexpr (std::is_enum_v<V>) {
        static_assert(sizeof(V) == 1, "enums of the model are one byte");
        field.kind = FieldKind::enumeration;
        field.enumeration = &enumInfoOf<V>();
    } else {
        field.kind = FieldKind::structure;
        field.type = &infoOf<V>();
    }
}

template <class T, class D>
FieldInfo fieldOf() {
    using Declared = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;
    using Of = Shape<Declared>;
    FieldInfo field;
    field.name = D::name;
    field.is_optional = Of::optional;
    field.is_list = Of::list;
    describeValue<typename Of::value>(field);
    if constexpr (Of::list) {
        field.size = [](const void* object) {
            return (static_cast<const T*>(object)->*D::pointer).size();
        };
        field.at = [](const void* object, std::size_t index) -> const void* {
            return &(static_cast<const T*>(object)->*D::pointer)[index];
        };
        field.append = [](void* object) -> void* {
            return &(static_cast<T*>(object)->*D::pointer).emplace_back();
        };
        field.element = [](void* object, std::size_t index) -> void* {
            return &(static_cast<T*>(object)->*D::pointer)[index];
        };
        field.clear = [](void* object) { (static_cast<T*>(object)->*D::pointer).clear(); };
        field.reserve = [](void* object, std::size_t elements) {
            (static_cast<T*>(object)->*D::pointer).reserve(elements);
        };
    } else if constexpr (Of::optional) {
        field.get = [](const void* object) -> const void* {
            const auto& value = static_cast<const T*>(object)->*D::pointer;
            return value ? &*value : nullptr;
        };
        field.make = [](void* object) -> void* {
            auto& value = static_cast<T*>(object)->*D::pointer;
            return value ? &*value : &value.emplace();
        };
    } else {
        field.get = [](const void* object) -> const void* {
            return &(static_cast<const T*>(object)->*D::pointer);
        };
        field.make = [](void* object) -> void* { return &(static_cast<T*>(object)->*D::pointer); };
    }
    return field;
}

// "Order" of entrepot::model::Order.
template <class T>
std::string_view shortName() {
    static const std::string full = boost::core::type_name<T>();
    return std::string_view(full).substr(full.rfind(':') + 1);
}

template <class T>
const TypeInfo& infoOf() {
    static const auto fields = []<class... D>(mp11::mp_list<D...>) {
        return std::array<FieldInfo, sizeof...(D)>{fieldOf<T, D>()...};
    }(mp11::mp_rename<Members<T>, mp11::mp_list>{});
    static const TypeInfo info{shortName<T>(), fields};
    return info;
}

template <class... T>
const TypeInfo* findAmong(std::string_view name, const std::variant<T...>*) {
    const TypeInfo* found = nullptr;
    ((infoOf<T>().name == name ? void(found = &infoOf<T>()) : void()), ...);
    return found;
}

template <class... T>
std::optional<BusinessDocument> makeAmong(std::string_view name, const std::variant<T...>*) {
    std::optional<BusinessDocument> made;
    ((infoOf<T>().name == name ? void(made = T{}) : void()), ...);
    return made;
}

constexpr const BusinessDocument* alternatives = nullptr;

void dropExtrasBelow(const TypeInfo& type, void* object) {
    for (const FieldInfo& field : type.fields) {
        if (field.kind != FieldKind::structure) continue;
        if (field.is_list && field.name == extras_field) {
            field.clear(object);
        } else if (field.is_list) {
            for (std::size_t i = 0; i < field.size(object); ++i)
                dropExtrasBelow(*field.type, field.element(object, i));
        } else if (field.get(object) != nullptr) {
            dropExtrasBelow(*field.type, field.make(object));
        }
    }
}

}  // namespace

const FieldInfo* TypeInfo::field(std::string_view wanted) const {
    for (const FieldInfo& candidate : fields)
        if (candidate.name == wanted) return &candidate;
    return nullptr;
}

void dropExtras(BusinessDocument& document) {
    dropExtrasBelow(typeOf(document), contentOf(document));
}

const TypeInfo* findType(std::string_view name) {
    return findAmong(name, alternatives);
}

const TypeInfo& typeOf(const BusinessDocument& document) {
    return std::visit([]<class T>(const T&) -> const TypeInfo& { return infoOf<T>(); }, document);
}

std::optional<BusinessDocument> makeDocument(std::string_view type_name) {
    return makeAmong(type_name, alternatives);
}

void* contentOf(BusinessDocument& document) {
    return std::visit([](auto& content) -> void* { return &content; }, document);
}

const void* contentOf(const BusinessDocument& document) {
    return std::visit([](const auto& content) -> const void* { return &content; }, document);
}

}  // namespace entrepot::model
