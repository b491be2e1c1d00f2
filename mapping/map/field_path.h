// Field paths of maps: "number", "address.city", "../currency" (of the object around this one).
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "mapping/map/map.h"

namespace entrepot::mapping {

// `types`: of the objects around, outermost first. The error names the nearest known field.
tl::expected<FieldPath, std::string> resolveField(std::span<const model::TypeInfo* const> types,
                                                  std::string_view text);

// The object that holds the last field; `object` is of the type the path starts from.
const void* holderOf(const FieldPath& path, const void* object);
void* holderOf(const FieldPath& path, void* object);

// Everything a path could name below `type`: scalars and lists, structures gone into.
std::vector<FieldPath> allFields(const model::TypeInfo& type);

}  // namespace entrepot::mapping
