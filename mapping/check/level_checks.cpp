#include "mapping/check/level_checks.h"

#include <algorithm>
#include <charconv>

#include "core/exchange/finding_ids.h"
#include "mapping/map/locate.h"
#include "mapping/map/tree_index.h"
#include "mapping/map/tree_position.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

class LevelChecker {
public:
    LevelChecker(const TreeRule& rule, const Tree& tree, const FindingCollector& collector,
                 exchange::MessageReport& report)
        : rule_(rule),
          tree_(tree),
          index_(rule, tree, Tree::root),
          collector_(collector),
          report_(report) {}

    void check() {
        const std::vector<TreeItem>& items = index_.items();
        std::vector<bool> has_children(items.size());
        for (const TreeItem& item : items)
            if (item.parent != no_index) has_children[item.parent] = true;
        std::uint64_t last = 0;
        for (std::uint32_t i = 0; i < items.size(); ++i) {
            if (rule_.children.element != 0) checkFlag(items[i], has_children[i]);
            if (!rule_.loose) checkOrder(items[i], i, last);
        }
    }

private:
    void checkFlag(const TreeItem& item, bool has_children) {
        const Value* said = valueAt(rule_.children, item.node);
        const std::string_view right = has_children ? "1" : "0";
        if (said == nullptr || said->text == right) return;
        tell(findings::level_children_wrong, item.node, rule_.children,
             {{"found", said->text}, {"expected", right}});
    }

    // Numbers go up, and who stands in another comes behind it.
    void checkOrder(const TreeItem& item, std::uint32_t at, std::uint64_t& last) {
        if (item.parent != no_index && item.parent > at) {
            const std::string expected = "behind " + std::string(index_.items()[item.parent].id);
            tell(findings::level_id_sequence, item.node, rule_.id,
                 {{"found", item.id}, {"expected", expected}});
        }
        std::uint64_t number = 0;
        const auto [stop, error] =
            std::from_chars(item.id.data(), item.id.data() + item.id.size(), number);
        if (error != std::errc() || stop != item.id.data() + item.id.size()) return;
        if (number < last)
            tell(findings::level_id_sequence, item.node, rule_.id,
                 {{"found", item.id}, {"expected", "above " + std::to_string(last)}});
        last = std::max(last, number);
    }

    const Value* valueAt(const Path& path, NodeIndex node) const {
        const std::uint32_t found = locate(tree_, path, node);
        return found == no_index ? nullptr : &tree_.values()[found];
    }

    void tell(std::string_view id, NodeIndex node, const Path& path, FindingValues values) {
        collector_.add(report_, id,
                       positionOf(tree_, locateNode(tree_, path, node), valueAt(path, node)),
                       values);
    }

    const TreeRule& rule_;
    const Tree& tree_;
    TreeIndex index_;
    const FindingCollector& collector_;
    exchange::MessageReport& report_;
};

}  // namespace

void checkLevels(const Map& map, const Tree& tree, const FindingCollector& collector,
                 exchange::MessageReport& report) {
    for (const TreeRule& rule : map.trees)
        if (rule.scope == 0) LevelChecker(rule, tree, collector, report).check();
}

}  // namespace entrepot::mapping
