#include "mapping/grammar/variant_counts.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"
#include "mapping/map/tree_position.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

class VariantCounts {
public:
    VariantCounts(const Grammar& grammar, const Tree& tree, const FindingCollector& collector,
                  exchange::MessageReport& report)
        : grammar_(grammar), tree_(tree), collector_(collector), report_(report) {}

    void check() {
        for (NodeIndex node = 0; node < tree_.nodeCount(); ++node) {
            const RuleIndex rule = node == Tree::root ? 0 : tree_.node(node).rule;
            if (rule == no_rule || !grammar_.rule(rule).counts) continue;
            for (const Variant& variant : grammar_.variants)
                if (grammar_.rule(variant.rule).parent == rule) count(variant, node);
        }
    }

private:
    void count(const Variant& variant, NodeIndex parent) {
        if (!variant.has_usage && variant.occurs_max == unbounded) return;
        std::uint32_t found = 0;
        for (NodeIndex child = tree_.node(parent).first_child; child != no_node;
             child = tree_.node(child).next_sibling) {
            if (tree_.node(child).rule != variant.rule || !grammar_.holds(variant, tree_, child))
                continue;
            ++found;
            if (variant.has_usage && variant.usage == Usage::unused && found == 1)
                tell(findings::segment_unused, positionOf(tree_, child),
                     {{"found", nameOf(variant)}});
            if (found == variant.occurs_max + 1u && variant.occurs_max != unbounded)
                tell(isLoop(variant) ? findings::loop_too_often : findings::segment_too_often,
                     positionOf(tree_, child),
                     {{"found", nameOf(variant)}, {"maximum", std::to_string(variant.occurs_max)}});
        }
        if (found == 0 && variant.has_usage && variant.usage == Usage::mandatory &&
            isCalledFor(variant, parent))
            tell(isLoop(variant) ? findings::loop_missing : findings::segment_missing,
                 positionOfMissing(variant, parent), {{"expected", nameOf(variant)}});
    }

    // The loops around have the qualifiers that the path asks of them.
    bool isCalledFor(const Variant& variant, NodeIndex parent) const {
        return grammar_.holds(variant, tree_, parent, false);
    }

    bool isLoop(const Variant& variant) const {
        return grammar_.rule(variant.rule).kind == RuleKind::loop;
    }

    // "N1[01=ST]/REF[01=DP]": the last row of it.
    static std::string_view nameOf(const Variant& variant) {
        std::string_view name = variant.text;
        const std::size_t bracket = name.rfind('[');
        const std::size_t slash = name.rfind('/', name.ends_with(']') ? bracket : name.npos);
        return slash == name.npos ? name : name.substr(slash + 1);
    }

    // Where it should have come at the latest: at the first row of its loop that belongs behind it,
    // or behind the whole loop.
    exchange::Position positionOfMissing(const Variant& variant, NodeIndex parent) const {
        NodeIndex behind = no_node;
        NodeIndex last = parent;
        for (NodeIndex child = tree_.node(parent).first_child; child != no_node;
             child = tree_.node(child).next_sibling) {
            const RuleIndex rule = tree_.node(child).rule;
            if (behind == no_node && rule != no_rule && rule > variant.rule) behind = child;
            last = child;
        }
        while (tree_.node(last).last_child != no_node) last = tree_.node(last).last_child;
        const auto next = static_cast<NodeIndex>(last + 1);  // nodes stand in the message's order
        if (behind == no_node && next < tree_.nodeCount()) behind = next;
        exchange::Position where;
        if (behind != no_node) {
            where = positionOf(tree_, behind);
        } else {
            where = positionOf(tree_, parent);
            where.offset = report_.offset + report_.length;
            where.segment_ordinal = report_.segments;
        }
        const NodeIndex inside = tree_.node(parent).first_child;
        where.path = positionOf(tree_, inside == no_node ? parent : inside).path;
        where.segment = segmentName(variant);
        return where;
    }

    // The segment that X12 acknowledgements name: of a loop, the one that opens it.
    std::string segmentName(const Variant& variant) const {
        return grammar_.rule(grammar_.valuesRule(variant.rule)).name;
    }

    void tell(std::string_view id, exchange::Position where, FindingValues values) {
        collector_.add(report_, id, std::move(where), values);
    }

    const Grammar& grammar_;
    const Tree& tree_;
    const FindingCollector& collector_;
    exchange::MessageReport& report_;
};

}  // namespace

void checkVariantCounts(const Grammar& grammar, const Tree& tree, const FindingCollector& collector,
                        exchange::MessageReport& report) {
    // A message that was let go for its size has no tree.
    if (grammar.variants.empty() || tree.nodeCount() <= 1) return;
    const auto before = static_cast<std::ptrdiff_t>(report.findings.size());
    VariantCounts(grammar, tree, collector, report).check();
    std::stable_sort(report.findings.begin() + before, report.findings.end(),
                     [](const exchange::Finding& a, const exchange::Finding& b) {
                         return a.position.offset < b.position.offset;
                     });
}

}  // namespace entrepot::mapping
