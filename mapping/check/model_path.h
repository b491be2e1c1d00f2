// Fields of a document by name, through its structures and lists:
//
//   issued    lines.quantity    lines.charges[kind=charge].amount
//
// A condition keeps those elements of a list whose field has that value.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/model/schema.h"

namespace entrepot::mapping {

struct ModelStep {
    const model::FieldInfo* field = nullptr;
    const model::FieldInfo* tested = nullptr;  // null = no condition
    std::string wanted;
};

struct ModelPath {
    std::vector<ModelStep> steps;
    std::string text;

    const model::FieldInfo& last() const { return *steps.back().field; }
    bool inList() const;
};

// The error is a sentence that names the nearest known field.
tl::expected<ModelPath, std::string> resolveModelPath(const model::TypeInfo& type,
                                                      std::string_view text);

// All paths from `type` to objects of type `wanted`.
std::vector<ModelPath> pathsTo(const model::TypeInfo& type, const model::TypeInfo& wanted);

inline constexpr std::size_t no_element = static_cast<std::size_t>(-1);

// A place the path leads to.
struct ModelSite {
    const void* holder = nullptr;      // the object that has the last field
    const void* value = nullptr;       // null = absent
    std::size_t element = no_element;  // of the first list on the path
};

using SiteVisitor = std::function<void(const ModelSite&)>;
void visitSites(const ModelPath& path, const void* object, const SiteVisitor& visit);

// A text or an enumerator's name; empty for other kinds.
std::string_view wordOf(const model::FieldInfo& field, const void* value);

}  // namespace entrepot::mapping
