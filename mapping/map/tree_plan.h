// Which nodes a hierarchy gets when it is written: flat lists that point at each other -> nodes, in
// the order of the message, each behind its parent.
//
//   document           the first level of the document, when the map has one
//     group            one for each set of values the lines of a group share; those without stand
//       container      above. A package is repeated under each group whose lines it holds; where
//         container    the map lists its level before the group's, groups stand in packages
//           line       a node, or inside its parent's node
//
// Pointers that lead nowhere or in a circle are cut; lost() tells of which list.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "mapping/map/map.h"

namespace entrepot::mapping {

struct PlannedElement {
    std::uint32_t entry = no_index;  // of the tree's scope
    std::uint32_t element = 0;
};

struct PlannedNode {
    std::uint32_t parent = no_index;  // in the plan
    std::uint32_t level = 0;
    std::uint32_t element = 0;  // of the level's list; group: one that has its values
    bool has_children = false;
    std::vector<PlannedElement> nested;
};

class TreePlan {
public:
    // Whether an element of a list belongs to that scope.
    using Belongs = std::function<bool(const Scope&, const void* element)>;

    // `object` is that of the tree's scope.
    TreePlan(const Map& map, const TreeRule& rule, const void* object, Belongs belongs);

    const std::vector<PlannedNode>& nodes() const { return planned_; }
    const std::vector<const model::FieldInfo*>& lost() const { return lost_; }

private:
    struct Draft {  // a node with its children, before they are put in order
        PlannedNode node;
        std::vector<std::uint32_t> children;
    };
    struct Container {
        std::uint32_t parent = no_index;
        std::uint32_t level = no_index;
    };
    using DraftKey = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

    void readContainers();
    void cutCircles();
    void addList(const TreeList& list);
    void addElement(const TreeList& list, std::uint32_t element);
    std::uint32_t addGroups(std::uint32_t at, const TreeList& list, std::uint32_t element,
                            bool above);
    std::uint32_t addContainers(std::uint32_t at, std::uint32_t container);
    std::uint32_t draftFor(std::uint32_t parent, std::uint32_t level, std::uint32_t element);
    std::uint32_t levelOf(const TreeList& list, std::uint32_t element) const;
    bool belongsNested(const TreeList& list, std::uint32_t element) const;
    std::uint32_t containerOf(const TreeList& list, std::uint32_t element);
    std::string groupValues(const TreeLevel& level, const void* element) const;
    void lose(const TreeList& list);
    void order();

    const Map& map_;
    const TreeRule& rule_;
    const void* object_;
    Belongs belongs_;
    const TreeList* containers_ = nullptr;
    std::uint32_t first_container_level_ = no_index;
    std::vector<Container> tree_;  // of containers, by element
    std::map<std::string, std::uint32_t, std::less<>> by_key_;
    std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> groups_;  // first with values
    std::vector<Draft> drafts_;                                              // 0 = above all
    std::uint32_t top_ = 0;  // draft that the others stand in
    std::map<DraftKey, std::uint32_t> draft_by_key_;
    std::vector<bool> placed_;  // containers
    std::vector<PlannedNode> planned_;
    std::vector<const model::FieldInfo*> lost_;
};

}  // namespace entrepot::mapping
