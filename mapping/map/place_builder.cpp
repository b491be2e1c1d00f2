#include "mapping/map/place_builder.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "mapping/map/path.h"

namespace entrepot::mapping {
namespace {

class PlaceBuilder {
public:
    explicit PlaceBuilder(Map& map) : map_(map) {}

    void build() {
        for (std::uint32_t i = 0; i < map_.scopes.size(); ++i)
            if (map_.scopes[i].holder == no_index) map_.scopes[i].place = newPlace({});
        for (TreeRule& tree : map_.trees) tree.place = newPlace({});
        for (std::uint32_t i = 0; i < map_.scopes.size(); ++i)
            for (const Entry& entry : map_.scopes[i].entries) addEntry(i, entry);
        for (Place& place : map_.places) {
            std::stable_sort(place.bindings.begin(), place.bindings.end(),
                             [](const Binding& a, const Binding& b) {
                                 return std::tie(a.element, a.component) <
                                        std::tie(b.element, b.component);
                             });
            indexChildren(place);
        }
    }

private:
    static void indexChildren(Place& place) {
        std::vector<PlaceChild>& children = place.children;
        if (children.empty()) return;
        std::stable_sort(children.begin(), children.end(),
                         [](const PlaceChild& a, const PlaceChild& b) { return a.rule < b.rule; });
        place.first_rule = children.front().rule;
        place.child_from.assign(children.back().rule - place.first_rule + std::size_t{2}, 0);
        for (const PlaceChild& child : children)
            ++place.child_from[child.rule - place.first_rule + 1];
        std::partial_sum(place.child_from.begin(), place.child_from.end(),
                         place.child_from.begin());
    }

    PlaceIndex newPlace(const Step& step) {
        Place place;
        place.rule = step.rule;
        place.conditions = step.conditions;
        map_.places.push_back(std::move(place));
        return static_cast<PlaceIndex>(map_.places.size() - 1);
    }

    PlaceIndex placeFor(PlaceIndex at, const Path& path) {
        for (const Step& step : path.steps) at = childFor(at, step);
        return at;
    }

    PlaceIndex childFor(PlaceIndex parent, const Step& step) {
        for (const PlaceChild& child : map_.places[parent].children)
            if (child.rule == step.rule &&
                sameConditions(map_.places[child.place].conditions, step.conditions))
                return child.place;
        const PlaceIndex added = newPlace(step);
        map_.places[parent].children.push_back({step.rule, added});
        return added;
    }

    PlaceIndex above(std::uint32_t scope, std::uint16_t up) {
        for (const AbovePlace& each : map_.scopes[scope].above)
            if (each.up == up) return each.place;
        const PlaceIndex added = newPlace({});
        map_.scopes[scope].above.push_back({up, added});
        return added;
    }

    // The scope whose node this one's paths start from.
    std::uint32_t nodeScopeOf(std::uint32_t scope) const {
        while (map_.scopes[scope].holder != no_index) scope = map_.scopes[scope].holder;
        return scope;
    }

    void addEntry(std::uint32_t scope, const Entry& entry) {
        if (entry.direction == Direction::write) return;
        if (entry.at.text.empty() && entry.kind != EntryKind::list) return;
        if (entry.level != no_index) return;  // found by the tree
        if (entry.kind == EntryKind::list && entry.tree != no_index) {
            const PlaceIndex inside = placeFor(map_.trees[entry.tree].place, entry.at);
            map_.places[inside].lists.push_back({scope, &entry});
            return;
        }
        if (entry.kind == EntryKind::list && map_.scopes[entry.scope].holder != no_index) return;
        const std::uint32_t from = nodeScopeOf(scope);
        const PlaceIndex place = placeFor(
            entry.at.up == 0 ? map_.scopes[from].place : above(from, entry.at.up), entry.at);
        if (entry.kind == EntryKind::list) {
            map_.places[place].lists.push_back({scope, &entry});
        } else if (entry.at.element == 0) {
            map_.places[place].takes_all = true;
        } else {
            addBindings(place, entry, scope);
        }
    }

    static bool isPlain(const Entry& entry) {
        return entry.kind == EntryKind::value && !entry.copy && entry.field.chain.size() == 1 &&
               entry.beside.empty() && entry.prefix.empty() && !entry.series.joined &&
               entry.conversion.length == 0 && entry.conversion.format_component == 0 &&
               entry.link.as == nullptr && entry.per.element == 0;
    }

    void addBindings(PlaceIndex place, const Entry& entry, std::uint32_t scope) {
        Binding binding{entry.at.element, entry.at.component, 0, isPlain(entry), scope, &entry};
        for (; binding.part < entry.series.count; ++binding.part) {
            map_.places[place].bindings.push_back(binding);
            std::uint16_t& moving = entry.series.by_component ? binding.component : binding.element;
            moving = static_cast<std::uint16_t>(moving + entry.series.step);
        }
    }

    Map& map_;
};

}  // namespace

void buildPlaces(Map& map) {
    PlaceBuilder(map).build();
}

}  // namespace entrepot::mapping
