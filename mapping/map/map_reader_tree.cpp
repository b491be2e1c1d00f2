// MapReader, hierarchies: flat nodes with ids and parents into flat lists that point at each other.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "mapping/map/field_path.h"
#include "mapping/map/locate.h"
#include "mapping/map/map_reader.h"
#include "mapping/map/tree_position.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t group_depth_max = 16;  // groups inside groups that are looked at
constexpr std::size_t alike_max = 256;       // values of a repeated node that are compared

std::string& textOf(const model::FieldInfo& field, void* object) {
    return *static_cast<std::string*>(field.make(object));
}

}  // namespace

void MapReader::readTree(const TreeRule& rule, Frame& frame) {
    TreeIndex index(rule, *tree_, frame.node);
    tellTreeProblems(index);
    const Standing around = std::exchange(standing_, {&rule, &index, 0});
    std::unordered_map<std::string_view, std::uint32_t> alike;
    for (const std::uint32_t number : index.order()) {
        const TreeItem& item = index.items()[number];
        standing_.item = number;
        std::uint32_t first = number;
        const TreeLevel* level = item.level == no_index ? nullptr : &rule.levels[item.level];
        if (level != nullptr && !level->same.text.empty()) {
            const std::uint32_t found = locate(*tree_, level->same, item.node);
            if (found != no_index)
                first = alike.emplace(tree_->values()[found].text, number).first->second;
        }
        readTreeNode(frame, first);
    }
    standing_ = around;
}

// `first_alike`: the item that is the same thing; mostly this one itself.
void MapReader::readTreeNode(Frame& frame, std::uint32_t first_alike) {
    std::vector<TreeItem>& items = standing_.index->items();
    TreeItem& item = items[standing_.item];
    const TreeRule& rule = *standing_.rule;
    if (item.parent != no_index) {
        item.container = items[item.parent].container;
        item.group = items[item.parent].group;
        item.line = items[item.parent].line;
    }
    for (const Path* path : {&rule.id, &rule.parent, &rule.children}) takeAt(*path, item.node);
    if (item.level == no_index) {
        readNode(map_->places[rule.place], item.node, frame);
        return;
    }
    const TreeLevel& level = rule.levels[item.level];
    (void)holds(level.at.steps.back().conditions, item.node);
    if (level.kind == TreeLevel::Kind::group) item.group = standing_.item;
    const bool is_container =
        level.kind == TreeLevel::Kind::list && rule.find(level.of)->key != nullptr;
    if (is_container) {
        item.container = standing_.item;
        item.key = items[first_alike].id;
    }
    readNode(map_->places[rule.place], item.node, frame);
    if (level.kind != TreeLevel::Kind::list) return;
    if (first_alike != standing_.item) return takeAlike(item.node, items[first_alike].node);
    enterTreeList(level, frame);
    if (is_container) {
        packLine(item, frame);
    } else {
        item.line = standing_.item;
    }
}

void MapReader::enterTreeList(const TreeLevel& level, Frame& frame) {
    TreeItem& item = standing_.index->items()[standing_.item];
    const Entry& entry = map_->scopes[standing_.rule->scope].entries[level.entry];
    enterList({standing_.rule->scope, &entry}, item.node, frame);
    const std::size_t size = level.of->size(frame.object);
    if (size > 0) item.element = static_cast<std::uint32_t>(size - 1);
}

// What a new element has from where it stands: its key, what it stands in, the groups' values.
void MapReader::inherit(const Entry& entry, Frame& inside) {
    std::vector<TreeItem>& items = standing_.index->items();
    TreeItem& item = items[standing_.item];
    const TreeList& links = *standing_.rule->find(&entry.field.last());
    std::uint32_t container = item.container;
    if (links.key != nullptr) {
        if (entry.level == no_index) enterContainer(item);
        textOf(*links.key, inside.object) = item.key;
        if (item.containers > 1)
            textOf(*links.key, inside.object) += "-" + std::to_string(item.containers);
        container = item.parent == no_index ? no_index : items[item.parent].container;
    }
    if (links.inside != nullptr && container != no_index)
        textOf(*links.inside, inside.object) = items[container].key;
    inheritGroups(entry.field.last(), inside);
}

// A package inside the node: the first is what the node's other elements stand in.
void MapReader::enterContainer(TreeItem& item) {
    item.container = standing_.item;
    item.key = item.id;
    ++item.containers;
}

// Of each level the nearest group; the nearest of all is read last, so it wins.
void MapReader::inheritGroups(const model::FieldInfo& list, Frame& inside) {
    std::vector<TreeItem>& items = standing_.index->items();
    std::array<std::uint32_t, group_depth_max> chain{};
    std::size_t count = 0;
    std::uint32_t at = items[standing_.item].group;
    for (std::size_t seen = 0; at != no_index && seen < group_depth_max; ++seen) {
        const TreeItem& group = items[at];
        const bool told = std::any_of(chain.begin(), chain.begin() + count, [&](std::uint32_t i) {
            return items[i].level == group.level;
        });
        if (!told && standing_.rule->levels[group.level].of == &list) chain[count++] = at;
        at = group.parent == no_index ? no_index : items[group.parent].group;
    }
    while (count > 0) {
        TreeItem& group = items[chain[--count]];
        Frame above = inside;
        above.scope = standing_.rule->levels[group.level].scope;
        above.node = group.node;
        above.again = std::exchange(group.read, true);
        readScope(above);
    }
}

// A package below a line: the line stands in it.
void MapReader::packLine(TreeItem& item, const Frame& frame) {
    if (item.line == no_index) return;
    const TreeItem& line = standing_.index->items()[std::exchange(item.line, no_index)];
    const TreeLevel& level = standing_.rule->levels[line.level];
    const model::FieldInfo* inside = standing_.rule->find(level.of)->inside;
    if (inside == nullptr || line.element == no_index) return;
    std::string& package = textOf(*inside, level.of->element(frame.object, line.element));
    if (package.empty()) {
        package = item.key;
        return;
    }
    collector_->add(*report_, findings::line_in_several_packages, positionFor(item.node, nullptr),
                    {{"found", line.id}});
}

// What a node says again is no news; what it says otherwise is left over.
void MapReader::takeAlike(NodeIndex node, NodeIndex first) {
    const auto [first_begin, first_end] = valuesBelow(*tree_, first);
    const auto [begin, end] = valuesBelow(*tree_, node);
    const std::vector<Value>& values = tree_->values();
    const std::size_t compared_end = std::min(first_end, first_begin + alike_max);
    for (std::size_t i = begin; i < end; ++i)
        for (std::size_t j = first_begin; j < compared_end; ++j)
            if (values[i].text == values[j].text && values[i].element == values[j].element &&
                values[i].component == values[j].component)
                leftovers_.take(static_cast<std::uint32_t>(i));
}

void MapReader::takeAt(const Path& path, NodeIndex node) {
    if (path.element == 0) return;
    const std::uint32_t found = locate(*tree_, path, node);
    if (found != no_index) leftovers_.take(found);
}

void MapReader::tellTreeProblems(const TreeIndex& index) {
    for (const TreeProblem& problem : index.problems()) {
        const std::uint32_t value = locate(*tree_, *problem.path, problem.node);
        NodeIndex node = problem.node;
        if (value != no_index) node = locateNode(*tree_, *problem.path, problem.node);
        collector_->add(*report_, problem.id,
                        positionFor(node, value == no_index ? nullptr : &tree_->values()[value]),
                        {{"found", problem.found}});
    }
}

}  // namespace entrepot::mapping
