#include "mapping/check/model_path.h"

#include <algorithm>

#include "core/base/nearest.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t depth_max = 8;

std::string unknown(const model::TypeInfo& type, std::string_view name) {
    std::vector<std::string> known;
    for (const model::FieldInfo& field : type.fields) known.emplace_back(field.name);
    return std::string(type.name) + " has no field " + std::string(name) + suggestion(name, known);
}

void collect(const model::TypeInfo& type, const model::TypeInfo& wanted, ModelPath& path,
             std::vector<ModelPath>& found) {
    if (path.steps.size() >= depth_max) return;
    for (const model::FieldInfo& field : type.fields) {
        if (field.kind != model::FieldKind::structure) continue;
        const std::size_t length = path.text.size();
        path.steps.push_back({&field, nullptr, {}});
        path.text += (length == 0 ? "" : ".") + std::string(field.name);
        if (field.type == &wanted) found.push_back(path);
        collect(*field.type, wanted, path, found);
        path.steps.pop_back();
        path.text.resize(length);
    }
}

bool fits(const ModelStep& step, const void* object) {
    if (step.tested == nullptr) return true;
    const void* value = step.tested->get(object);
    return value != nullptr && wordOf(*step.tested, value) == step.wanted;
}

void visitFrom(const ModelPath& path, std::size_t at, ModelSite site, const SiteVisitor& visit) {
    const ModelStep& step = path.steps[at];
    const bool is_last = at + 1 == path.steps.size();
    const void* holder = site.holder;
    if (!step.field->is_list) {
        site.value = step.field->get(holder);
        if (is_last) return visit(site);
        if (site.value == nullptr) return;
        site.holder = site.value;
        return visitFrom(path, at + 1, site, visit);
    }
    const bool is_first = site.element == no_element;
    for (std::size_t i = 0; i < step.field->size(holder); ++i) {
        const void* element = step.field->at(holder, i);
        if (!fits(step, element)) continue;
        if (is_first) site.element = i;
        site.value = element;
        site.holder = is_last ? holder : element;
        if (is_last) {
            visit(site);
        } else {
            visitFrom(path, at + 1, site, visit);
        }
    }
}

}  // namespace

bool ModelPath::inList() const {
    return std::any_of(steps.begin(), steps.end(),
                       [](const ModelStep& step) { return step.field->is_list; });
}

std::string_view wordOf(const model::FieldInfo& field, const void* value) {
    if (field.kind == model::FieldKind::text) return *static_cast<const std::string*>(value);
    if (field.kind == model::FieldKind::enumeration)
        return field.enumeration->values[*static_cast<const std::uint8_t*>(value)];
    return {};
}

tl::expected<ModelPath, std::string> resolveModelPath(const model::TypeInfo& from,
                                                      std::string_view text) {
    ModelPath path;
    path.text = text;
    const model::TypeInfo* type = &from;
    while (!text.empty()) {
        if (type == nullptr)
            return tl::unexpected(std::string(path.last().name) + " has no fields of its own");
        const std::size_t dot = std::min(text.find('.'), text.size());
        std::string_view part = text.substr(0, dot);
        text.remove_prefix(std::min(dot + 1, text.size()));
        const std::size_t bracket = std::min(part.find('['), part.size());
        const model::FieldInfo* field = type->field(part.substr(0, bracket));
        if (field == nullptr) return tl::unexpected(unknown(*type, part.substr(0, bracket)));
        ModelStep step{field, nullptr, {}};
        type = field->kind == model::FieldKind::structure ? field->type : nullptr;
        if (bracket < part.size()) {
            const std::size_t equals = part.find('=', bracket);
            if (equals == part.npos || !part.ends_with(']') || type == nullptr)
                return tl::unexpected(std::string("[...] must be [field=value], behind a list"));
            const std::string_view tested = part.substr(bracket + 1, equals - bracket - 1);
            step.tested = type->field(tested);
            if (step.tested == nullptr) return tl::unexpected(unknown(*type, tested));
            step.wanted = part.substr(equals + 1, part.size() - equals - 2);
        }
        path.steps.push_back(std::move(step));
    }
    if (path.steps.empty()) return tl::unexpected(std::string("a field is missing"));
    return path;
}

std::vector<ModelPath> pathsTo(const model::TypeInfo& type, const model::TypeInfo& wanted) {
    std::vector<ModelPath> found;
    ModelPath path;
    collect(type, wanted, path, found);
    return found;
}

void visitSites(const ModelPath& path, const void* object, const SiteVisitor& visit) {
    ModelSite site;
    site.holder = object;
    visitFrom(path, 0, site, visit);
}

}  // namespace entrepot::mapping
