#include "mapping/map/field_path.h"

#include "core/base/nearest.h"

namespace entrepot::mapping {
namespace {

using model::FieldInfo;
using model::FieldKind;
using model::TypeInfo;

bool isInnerStructure(const FieldInfo& field) {
    return field.kind == FieldKind::structure && !field.is_list;
}

std::vector<std::string> namesOf(const TypeInfo& type) {
    std::vector<std::string> names;
    for (const FieldInfo& field : type.fields) names.emplace_back(field.name);
    return names;
}

void addFields(const TypeInfo& type, const FieldPath& above, std::vector<FieldPath>& all) {
    for (const FieldInfo& field : type.fields) {
        FieldPath path = above;
        path.chain.push_back(&field);
        if (!path.text.empty()) path.text += '.';
        path.text += field.name;
        if (isInnerStructure(field)) {
            addFields(*field.type, path, all);
        } else {
            all.push_back(std::move(path));
        }
    }
}

}  // namespace

tl::expected<FieldPath, std::string> resolveField(std::span<const TypeInfo* const> types,
                                                  std::string_view text) {
    FieldPath path;
    path.text = std::string(text);
    while (text.starts_with("../")) {
        text.remove_prefix(3);
        if (++path.up >= types.size())
            return tl::unexpected(path.text + " goes out of the document");
    }
    const TypeInfo* type = types[types.size() - 1 - path.up];
    while (!text.empty()) {
        const std::size_t dot = std::min(text.find('.'), text.size());
        const std::string_view name = text.substr(0, dot);
        text.remove_prefix(std::min(dot + 1, text.size()));
        if (type == nullptr) return tl::unexpected(path.text + " goes on behind a value");
        const FieldInfo* field = type->field(name);
        if (field == nullptr)
            return tl::unexpected(std::string(type->name) + " has no field " + std::string(name) +
                                  suggestion(name, namesOf(*type)));
        path.chain.push_back(field);
        type = isInnerStructure(*field) ? field->type : nullptr;
    }
    if (path.chain.empty()) return tl::unexpected(std::string("a field is needed"));
    return path;
}

const void* holderOf(const FieldPath& path, const void* object) {
    for (std::size_t i = 0; i + 1 < path.chain.size(); ++i) object = path.chain[i]->get(object);
    return object;
}

void* holderOf(const FieldPath& path, void* object) {
    for (std::size_t i = 0; i + 1 < path.chain.size(); ++i) object = path.chain[i]->make(object);
    return object;
}

std::vector<FieldPath> allFields(const TypeInfo& type) {
    std::vector<FieldPath> all;
    addFields(type, {}, all);
    return all;
}

}  // namespace entrepot::mapping
