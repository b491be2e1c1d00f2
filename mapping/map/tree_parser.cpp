#include "mapping/map/tree_parser.h"

#include <algorithm>

#include "core/base/nearest.h"
#include "mapping/map/path.h"

namespace entrepot::mapping {
namespace {

using model::FieldInfo;
using model::FieldKind;

void refuseOthers(const xml::Element& element, std::string_view known, MapProblems& problems) {
    for (const auto& [name, value] : element.attributes)
        if (known.find(" " + name + " ") == std::string_view::npos)
            problems.add(element, "<" + element.name + "> has no attribute " + name);
}

Path valueAt(const xml::Element& element, std::string_view name, const Grammar& grammar,
             RuleIndex loop, MapProblems& problems) {
    auto path = resolveValue(grammar, loop, element.attributeOr(name, ""));
    if (path) return std::move(*path);
    problems.add(element, path.error());
    return {};
}

// "03=P; 01!=" as the brackets of a path.
std::string bracketsOf(std::string conditions) {
    std::string brackets;
    while (!conditions.empty()) {
        const std::size_t end = std::min(conditions.find(';'), conditions.size());
        std::string part = conditions.substr(0, end);
        conditions.erase(0, end + 1);
        part.erase(0, part.find_first_not_of(' '));
        if (!part.empty()) brackets.append("[").append(part).append("]");
    }
    return brackets;
}

const FieldInfo* listNamed(const xml::Element& element, std::string_view attribute,
                           const EntryContext& context, MapProblems& problems) {
    const std::string name = element.attributeOr(attribute, "");
    const model::TypeInfo& type = *context.types.back();
    const FieldInfo* list = type.field(name);
    if (list != nullptr && list->is_list && list->kind == FieldKind::structure) return list;
    std::vector<std::string> known;
    for (const FieldInfo& field : type.fields)
        if (field.is_list && field.kind == FieldKind::structure) known.emplace_back(field.name);
    problems.add(element,
                 std::string(type.name) + " has no list " + name + suggestion(name, known));
    return nullptr;
}

void setLink(const xml::Element& element, std::string_view attribute, const FieldInfo& list,
             const FieldInfo*& link, MapProblems& problems) {
    const std::string* name = element.attribute(attribute);
    if (name == nullptr) return;
    const FieldInfo* field = list.type->field(*name);
    if (field == nullptr || field->is_list || field->kind != FieldKind::text) {
        problems.add(element, std::string(list.type->name) + " has no text " + *name);
    } else if (link != nullptr && link != field) {
        problems.add(element, std::string(attribute) + " is another field elsewhere in the tree");
    } else {
        link = field;
    }
}

}  // namespace

const TreeList* TreeRule::find(const FieldInfo* list) const {
    const auto found = std::find_if(lists.begin(), lists.end(),
                                    [&](const TreeList& each) { return each.list == list; });
    return found == lists.end() ? nullptr : &*found;
}

const TreeList* TreeRule::containers() const {
    const auto found = std::find_if(lists.begin(), lists.end(),
                                    [](const TreeList& each) { return each.key != nullptr; });
    return found == lists.end() ? nullptr : &*found;
}

std::uint32_t TreeRule::holderLevel() const {
    for (std::uint32_t i = 1; i < levels.size(); ++i)
        if (levels[i].kind == TreeLevel::Kind::document) return i;
    return no_index;
}

std::optional<TreeRule> parseTree(const xml::Element& element, const EntryContext& context,
                                  MapProblems& problems) {
    refuseOthers(element, " loop id parent children loose file ", problems);
    for (const xml::Element& child : element.children)
        if (child.name != "level" && child.name != "list")
            problems.add(child, "<" + child.name + "> is not known in a tree");
    auto loop = resolveNode(context.grammar, context.rule, element.attributeOr("loop", ""));
    if (!loop) {
        problems.add(element, loop.error());
        return std::nullopt;
    }
    if (loop->steps.empty() || loop->text.find('[') != std::string::npos) {
        problems.add(element, "the loop of a tree names a node below, without conditions");
        return std::nullopt;
    }
    TreeRule tree;
    tree.loop = std::move(*loop);
    tree.loose = element.attributeOr("loose", "") == "yes";
    const RuleIndex node = tree.loop.steps.back().rule;
    tree.id = valueAt(element, "id", context.grammar, node, problems);
    tree.parent = valueAt(element, "parent", context.grammar, node, problems);
    if (element.attribute("children") != nullptr)
        tree.children = valueAt(element, "children", context.grammar, node, problems);
    return tree;
}

std::optional<TreeLevel> parseLevel(const xml::Element& element, const TreeRule& tree,
                                    const EntryContext& context, MapProblems& problems) {
    refuseOthers(element, " is list groups key inside same root file ", problems);
    TreeLevel level;
    const std::string text = tree.loop.text + bracketsOf(element.attributeOr("is", ""));
    auto at = resolveNode(context.grammar, context.rule, text);
    if (!at) {
        problems.add(element, at.error());
        return std::nullopt;
    }
    level.at = std::move(*at);
    for (const TreeLevel& earlier : tree.levels)
        if (sameConditions(earlier.at.steps.back().conditions, level.at.steps.back().conditions))
            problems.add(element, "a level before this one takes the same nodes");
    const bool list = element.attribute("list") != nullptr;
    const bool groups = element.attribute("groups") != nullptr;
    level.root = element.attributeOr("root", "") != "no";
    if (list && groups) problems.add(element, "list and groups exclude each other");
    if (!list && !groups) return level;
    level.kind = list ? TreeLevel::Kind::list : TreeLevel::Kind::group;
    level.of = listNamed(element, list ? "list" : "groups", context, problems);
    if (level.of == nullptr) return std::nullopt;
    return level;
}

TreeList& treeListOf(const xml::Element& element, const FieldInfo& list, TreeRule& tree,
                     MapProblems& problems) {
    auto row = std::find_if(tree.lists.begin(), tree.lists.end(),
                            [&](const TreeList& each) { return each.list == &list; });
    if (row == tree.lists.end()) {
        tree.lists.push_back({&list, nullptr, nullptr, no_index});
        row = tree.lists.end() - 1;
    }
    setLink(element, "key", list, row->key, problems);
    setLink(element, "inside", list, row->inside, problems);
    const TreeList* containers = tree.containers();
    if (row->key != nullptr && containers != &*row)
        problems.add(element, "only one list of a tree can have a key");
    return *row;
}

}  // namespace entrepot::mapping
