// The model's own description at run time: one table of fields per type, made from Boost.Describe.
//
// Map paths, JSON, findings' field paths and printers all work from these tables; no struct has a
// hand-written twin. The tables are constant data; every function is thread-safe.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/model/business_document.h"

namespace entrepot::model {

enum class FieldKind : std::uint8_t {
    text,         // std::string
    integer,      // std::int64_t
    flag,         // bool
    quantity,     // Quantity
    price,        // Price
    amount,       // Amount
    day,          // Day
    enumeration,  // uint8_t based enum; see EnumInfo
    structure,    // see TypeInfo
};

struct EnumInfo {
    std::string_view name;
    std::span<const std::string_view> values;  // names, by number
};

struct TypeInfo;

// One field. `get` and `make` go from the struct to the value inside optional; lists go by element.
struct FieldInfo {
    std::string_view name;
    FieldKind kind = FieldKind::text;  // of the value; of the elements for a list
    bool is_optional = false;
    bool is_list = false;
    const TypeInfo* type = nullptr;         // for structure
    const EnumInfo* enumeration = nullptr;  // for enumeration

    // Scalars: null when an optional is absent.
    const void* (*get)(const void* object) = nullptr;
    void* (*make)(void* object) = nullptr;  // engages an optional
    // Lists.
    std::size_t (*size)(const void* object) = nullptr;
    const void* (*at)(const void* object, std::size_t index) = nullptr;
    void* (*element)(void* object, std::size_t index) = nullptr;
    void* (*append)(void* object) = nullptr;
    void (*clear)(void* object) = nullptr;
    void (*reserve)(void* object, std::size_t elements) = nullptr;  // room for so many in all
};

struct TypeInfo {
    std::string_view name;
    std::span<const FieldInfo> fields;

    const FieldInfo* field(std::string_view wanted) const;  // null when there is none
};

// The types of document by name: "Order", "ShipNotice".
const TypeInfo* findType(std::string_view name);
const TypeInfo& typeOf(const BusinessDocument& document);

// A new, empty document of that type; nothing for an unknown name.
std::optional<BusinessDocument> makeDocument(std::string_view type_name);

// Address of the alternative inside the variant, to use with its TypeInfo.
void* contentOf(BusinessDocument& document);
const void* contentOf(const BusinessDocument& document);

// The field that holds what no other field takes: a list of Extra, in documents and their lines.
inline constexpr std::string_view extras_field = "extras";

// Takes all of that out, at every depth.
void dropExtras(BusinessDocument& document);

}  // namespace entrepot::model
