#include "mapping/map/output_checker.h"

#include <algorithm>
#include <unordered_map>

#include "core/exchange/finding_ids.h"
#include "mapping/map/path.h"
#include "mapping/map/tree_position.h"
#include "mapping/syntax/charset.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t positions_max = 1000;  // finding out an occurrence costs a walk

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

bool isNumber(ElementType type) {
    return type == ElementType::numeric || type == ElementType::real ||
           type == ElementType::implied;
}

class Emitter {
public:
    Emitter(const OutputTree& output, const FindingCollector& collector,
            exchange::MessageReport& report, Tree& tree)
        : output_(output),
          grammar_(output.grammar()),
          collector_(collector),
          report_(report),
          tree_(tree) {}

    void emit() {
        tree_.clear();
        tree_.node(Tree::root).rule = 0;
        tree_.node(Tree::root).name = tree_.keep(grammar_.rule(0).name);
        emitChildren(OutputTree::root, Tree::root);
    }

private:
    bool isEmpty(OutputTree::Index index) const {
        const OutputTree::OutputNode& node = output_.node(index);
        if (node.first_value != OutputTree::none) return false;
        for (auto at = node.first_child; at != OutputTree::none; at = output_.node(at).next)
            if (!isEmpty(at)) return false;
        return true;
    }

    // Children and mandatory rules both go in the grammar's order, so one walk meets both.
    void emitChildren(OutputTree::Index from, NodeIndex into) {
        if (grammar_.rule(output_.node(from).rule).first_child == no_rule) return;
        const std::vector<RuleIndex>& mandatory = mandatoryBelow(output_.node(from).rule);
        auto next = mandatory.begin();
        RuleIndex last = no_rule;
        std::uint64_t count = 0;
        for (auto at = output_.node(from).first_child; at != OutputTree::none;
             at = output_.node(at).next) {
            if (isEmpty(at)) continue;
            const RuleIndex rule = output_.node(at).rule;
            while (next != mandatory.end() && *next < rule) tellMissing(into, *next++);
            if (next != mandatory.end() && *next == rule) ++next;
            count = rule == last ? count + 1 : 1;
            last = rule;
            if (count == grammar_.rule(rule).occurs_max + std::uint64_t{1})
                tellTooOften(into, rule);
            emitNode(at, into);
        }
        while (next != mandatory.end()) tellMissing(into, *next++);
    }

    const std::vector<RuleIndex>& mandatoryBelow(RuleIndex rule) {
        const auto [entry, added] = mandatory_.try_emplace(rule);
        if (added)
            for (RuleIndex at = grammar_.rule(rule).first_child; at != no_rule;
                 at = grammar_.rule(at).next_sibling)
                if (grammar_.rule(at).usage == Usage::mandatory) entry->second.push_back(at);
        return entry->second;
    }

    void emitNode(OutputTree::Index from, NodeIndex parent) {
        const OutputTree::OutputNode& node = output_.node(from);
        const NodeIndex index = tree_.addNode(parent, grammar_.rule(node.rule).name, node.rule);
        tree_.node(index).ordinal = ++ordinal_;
        for (auto at = node.first_value; at != OutputTree::none; at = output_.value(at).next)
            emitValue(index, output_.value(at));
        if (grammar_.rule(node.rule).segment != no_index && node.first_child == OutputTree::none)
            checkElements(index);
        emitChildren(from, index);
    }

    void emitValue(NodeIndex node, const OutputTree::OutputValue& value) {
        const RuleIndex rule = tree_.node(node).rule;
        const ElementRule* element = grammar_.element(rule, value.element);
        if (element != nullptr && element->type == ElementType::composite)
            element = grammar_.element(rule, value.element, value.component);
        std::string_view text = value.text;
        if (element != nullptr && !fit(node, *element, value, text)) return;
        tree_.addValue(node, tree_.keep(text), value.element, 1, value.component);
    }

    // False when the value cannot be sent at all.
    bool fit(NodeIndex node, const ElementRule& rule, const OutputTree::OutputValue& value,
             std::string_view& text) {
        const bool number = isNumber(rule.type);
        const std::size_t length =
            number ? static_cast<std::size_t>(std::count_if(
                         text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
                   : characterCount(text);
        if (rule.length_max != 0 && length > rule.length_max) {
            tell(node, findings::element_too_long, value,
                 {{"found", text}, {"maximum", std::to_string(rule.length_max)}});
            if (number || rule.type == ElementType::date) return false;
            text = firstCharacters(text, rule.length_max);
        } else if (length < rule.length_min) {
            tell(node, findings::element_too_short, value,
                 {{"found", text}, {"minimum", std::to_string(rule.length_min)}});
        }
        if (rule.codes != no_index && grammar_.code_lists[rule.codes].complete &&
            !grammar_.code_lists[rule.codes].contains(text))
            tell(node, findings::element_code_unknown, value,
                 {{"found", text}, {"list", grammar_.code_lists[rule.codes].id}});
        return true;
    }

    void checkElements(NodeIndex node) {
        const SegmentRule& segment =
            grammar_.segments[grammar_.rule(tree_.node(node).rule).segment];
        for (std::uint32_t i = 0; i < segment.element_count; ++i) {
            const ElementRule& element = grammar_.elements[segment.first_element + i];
            if (element.usage != Usage::mandatory || hasElement(node, element.position)) continue;
            OutputTree::OutputValue missing;
            missing.element = element.position;
            tell(node, findings::element_missing, missing, {{"expected", element.name}});
        }
    }

    bool hasElement(NodeIndex node, std::uint16_t element) const {
        const Node& at = tree_.node(node);
        const auto first = tree_.values().begin() + at.first_value;
        return std::any_of(first, first + at.value_count,
                           [&](const Value& value) { return value.element == element; });
    }

    void tellMissing(NodeIndex parent, RuleIndex rule) {
        const Rule& missing = grammar_.rule(rule);
        const bool loop = missing.kind == RuleKind::loop;
        collector_.add(report_, loop ? findings::loop_missing : findings::segment_missing,
                       position(parent), {{"expected", missing.name}});
    }

    void tellTooOften(NodeIndex parent, RuleIndex rule) {
        const Rule& at = grammar_.rule(rule);
        const bool loop = at.kind == RuleKind::loop;
        collector_.add(report_, loop ? findings::loop_too_often : findings::segment_too_often,
                       position(parent),
                       {{"found", at.name}, {"maximum", std::to_string(at.occurs_max)}});
    }

    void tell(NodeIndex node, findings::FindingId id, const OutputTree::OutputValue& value,
              FindingValues values) {
        exchange::Position at = position(node);
        at.element = value.element;
        at.component = value.component > 1 ? value.component : std::uint16_t{0};
        collector_.add(report_, id, std::move(at), values);
    }

    exchange::Position position(NodeIndex node) {
        if (++positions_ > positions_max) return {};
        return positionOf(tree_, node);
    }

    const OutputTree& output_;
    const Grammar& grammar_;
    const FindingCollector& collector_;
    exchange::MessageReport& report_;
    Tree& tree_;
    std::unordered_map<RuleIndex, std::vector<RuleIndex>> mandatory_;  // by parent rule
    std::uint32_t ordinal_ = 0;
    std::size_t positions_ = 0;
};

}  // namespace

void emitTree(const OutputTree& output, const FindingCollector& collector,
              exchange::MessageReport& report, Tree& tree) {
    Emitter(output, collector, report, tree).emit();
}

std::string_view firstCharacters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    while (end < text.size() && (count > 0 || isContinuation(text[end])))
        if (!isContinuation(text[end++])) --count;
    return text.substr(0, end);
}

}  // namespace entrepot::mapping
