#include "mapping/syntax/xml/xml_tree_builder.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"
#include "mapping/map/tree_position.h"
#include "mapping/syntax/charset.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr ValueStyle xml_style{".", false, true};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

void XmlTreeBuilder::begin(const Grammar& grammar, exchange::MessageReport& report) {
    grammar_ = &grammar;
    report_ = &report;
    tree_.clear();
    tree_.node(Tree::root).rule = 0;
    tree_.node(Tree::root).name = grammar.rules.front().name;
    checker_.begin(grammar, tree_, report, xml_style);
    frames_.clear();
    frames_.emplace_back();
    text_.clear();
    trailing_minus_ = false;
}

bool XmlTreeBuilder::open(std::string_view name, std::vector<XmlAttribute>& attributes,
                          const XmlPlace& place) {
    if (frames_.size() >= limits_.xml_depth_max) {
        tell(findings::xml_too_deep, position(place, name),
             {{"maximum", std::to_string(limits_.xml_depth_max)}});
        return false;
    }
    if (tree_.nodeCount() >= limits_.segments_per_message_max) {
        tell(findings::too_many_segments, position(place, name),
             {{"maximum", std::to_string(limits_.segments_per_message_max)}});
        return false;
    }
    Frame& above = frames_.back();
    above.has_children = true;
    addAttributes(above);
    Frame frame;
    frame.rule = match(above, name, place);
    frame.node = tree_.addNode(above.node, tree_.keep(name), frame.rule);
    frame.attributes.swap(attributes);
    Node& node = tree_.node(frame.node);
    node.offset = static_cast<std::uint32_t>(std::min<std::uint64_t>(place.offset, UINT32_MAX));
    node.line = place.line;
    node.column = place.column;
    frames_.push_back(std::move(frame));
    text_.clear();
    return true;
}

// Schemas fix the order of elements, so the search goes on from the last one matched.
RuleIndex XmlTreeBuilder::childNamed(const Frame& above, std::string_view name) const {
    for (RuleIndex at = above.last; at != no_rule; at = grammar_->rule(at).next_sibling)
        if (grammar_->rule(at).name == name) return at;
    return grammar_->child(above.rule, name);
}

RuleIndex XmlTreeBuilder::match(Frame& above, std::string_view name, const XmlPlace& place) {
    if (above.rule == no_rule) return no_rule;
    const RuleIndex rule = childNamed(above, name);
    if (rule == no_rule) {
        // A loop without rows is there to hold what only its parties know.
        if (grammar_->rule(above.rule).kind == RuleKind::loop &&
            grammar_->rule(above.rule).first_child == no_rule)
            return no_rule;
        tell(findings::xml_element_unknown, position(place, name), {{"found", name}});
        return no_rule;
    }
    const bool any_order = grammar_->rule(above.rule).any_order;
    if (!any_order && above.last != no_rule && rule < above.last) {
        if (!std::exchange(above.told_order, true))
            tell(findings::segment_out_of_order, position(place, name),
                 {{"found", name}, {"expected", "before " + grammar_->rule(above.last).name}});
        return rule;
    }
    if (any_order) {
        above.count = ++above.counts[rule];
    } else {
        above.count = rule == above.last ? above.count + 1 : 1;
    }
    above.last = rule;
    const Rule& matched = grammar_->rule(rule);
    if (above.count == matched.occurs_max + std::uint64_t{1})
        tell(
            matched.kind == RuleKind::loop ? findings::loop_too_often : findings::segment_too_often,
            position(place, name),
            {{"found", name}, {"maximum", std::to_string(matched.occurs_max)}});
    return rule;
}

bool XmlTreeBuilder::text(std::string_view text, const XmlPlace& place) {
    if (text_.size() + text.size() > limits_.segment_bytes_max) {
        tell(findings::segment_too_large, position(place, tree_.node(frames_.back().node).name),
             {{"maximum", std::to_string(limits_.segment_bytes_max)}});
        return false;
    }
    text_.append(text);
    return true;
}

void XmlTreeBuilder::close() {
    Frame& frame = frames_.back();
    const std::string_view text = usual(trimmed(text_), frame.rule);
    const bool leaf = !frame.has_children;
    if (leaf && !text.empty()) tree_.addValue(frame.node, tree_.keep(text), 1);
    addAttributes(frame);
    if (frame.rule != no_rule) {
        const std::size_t before = report_->findings.size();
        const Rule& rule = grammar_->rule(frame.rule);
        const bool worth = tree_.node(frame.node).value_count > 0 || rule.usage == Usage::mandatory;
        if (rule.kind == RuleKind::segment && rule.segment != no_index && leaf && worth)
            checker_.check(frame.node, {.unusual_bytes = hasUnusualText(frame.node)});
        locateFindings(before, frame.node);
        checkMissing(frame);
    }
    text_.clear();
    frames_.pop_back();
}

bool XmlTreeBuilder::addUnknown(std::string_view name, std::string_view text,
                                const XmlPlace& place) {
    if (tree_.nodeCount() >= limits_.segments_per_message_max) {
        tell(findings::too_many_segments, position(place, name),
             {{"maximum", std::to_string(limits_.segments_per_message_max)}});
        return false;
    }
    frames_.back().has_children = true;
    const NodeIndex index = tree_.addNode(frames_.back().node, tree_.keep(name));
    Node& node = tree_.node(index);
    node.offset = static_cast<std::uint32_t>(std::min<std::uint64_t>(place.offset, UINT32_MAX));
    node.line = place.line;
    node.column = place.column;
    tree_.addValue(index, tree_.keep(trimmed(text)), 1);
    return true;
}

// Numbers with their sign in front; nothing for a day that is none.
std::string_view XmlTreeBuilder::usual(std::string_view text, RuleIndex rule) {
    if (!trailing_minus_ || rule == no_rule || text.empty()) return text;
    const ElementRule* element = grammar_->element(rule, 1);
    if (element == nullptr) return text;
    if (element->type == ElementType::date)
        return text.find_first_not_of('0') == std::string_view::npos ? std::string_view() : text;
    const bool number = element->type == ElementType::real ||
                        element->type == ElementType::numeric ||
                        element->type == ElementType::implied;
    if (!number || text.back() != '-') return text;
    text.remove_suffix(1);
    turned_ = "-";
    turned_ += trimmed(text);
    return turned_;
}

// So that lengths count characters.
bool XmlTreeBuilder::hasUnusualText(NodeIndex index) const {
    const Node& node = tree_.node(index);
    for (std::uint32_t i = 0; i < node.value_count; ++i)
        if (!isAscii(tree_.values()[node.first_value + i].text)) return true;
    return false;
}

void XmlTreeBuilder::end() {
    checkMissing(frames_.front());
}

// In the grammar's order, whatever order they stand in; those it does not know become nodes of
// their own, "@name".
void XmlTreeBuilder::addAttributes(Frame& frame) {
    if (frame.attributes.empty()) return;
    std::vector<std::pair<std::uint16_t, const XmlAttribute*>> known;
    for (const XmlAttribute& attribute : frame.attributes)
        if (!attribute.value.empty())
            known.emplace_back(elementOf(frame.rule, attribute.name), &attribute);
    std::stable_sort(known.begin(), known.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [element, attribute] : known) {
        if (element == element_unknown) {
            addUnknownAttribute(frame, *attribute);
        } else {
            tree_.addValue(frame.node, tree_.keep(attribute->value), element);
        }
    }
    frame.attributes.clear();
}

void XmlTreeBuilder::addUnknownAttribute(const Frame& frame, const XmlAttribute& attribute) {
    if (frame.rule != no_rule)
        tell(findings::xml_attribute_unknown, position(frame.node), {{"found", attribute.name}});
    std::string name = "@";
    name += attribute.name;
    const NodeIndex node = tree_.addNode(frame.node, tree_.keep(name));
    tree_.node(node).line = tree_.node(frame.node).line;
    tree_.node(node).column = tree_.node(frame.node).column;
    tree_.node(node).offset = tree_.node(frame.node).offset;
    tree_.addValue(node, tree_.keep(attribute.value), 1);
}

std::uint16_t XmlTreeBuilder::elementOf(RuleIndex rule, std::string_view attribute) const {
    if (rule == no_rule || grammar_->rule(rule).segment == no_index) return element_unknown;
    const SegmentRule& segment = grammar_->segments[grammar_->rule(rule).segment];
    for (std::uint32_t i = 0; i < segment.element_count; ++i) {
        const std::string& reference = grammar_->elements[segment.first_element + i].reference;
        if (reference.size() == attribute.size() + 1 && reference.ends_with(attribute))
            return static_cast<std::uint16_t>(i + 1);
    }
    return element_unknown;
}

void XmlTreeBuilder::checkMissing(const Frame& frame) {
    if (frame.rule == no_rule) return;
    for (RuleIndex at = grammar_->rule(frame.rule).first_child; at != no_rule;
         at = grammar_->rule(at).next_sibling) {
        if (grammar_->rule(at).usage != Usage::mandatory) continue;
        NodeIndex child = tree_.node(frame.node).first_child;
        while (child != no_node && tree_.node(child).rule != at)
            child = tree_.node(child).next_sibling;
        if (child == no_node)
            tell(findings::segment_missing, position(frame.node),
                 {{"expected", grammar_->rule(at).name}});
    }
}

// The checker knows what is wrong, but not where XML elements stand.
void XmlTreeBuilder::locateFindings(std::size_t from, NodeIndex node) {
    for (std::size_t i = from; i < report_->findings.size(); ++i) {
        exchange::Position& position = report_->findings[i].position;
        const std::uint16_t element = position.element;
        position = positionOf(tree_, node);
        position.element = element;
    }
}

exchange::Position XmlTreeBuilder::position(const XmlPlace& place, std::string_view name) const {
    exchange::Position position = this->position(frames_.back().node);
    if (frames_.size() > 1) position.path += (position.path.empty() ? "" : "/") + position.segment;
    position.segment = exchange::printable(name);
    position.offset = place.offset;
    position.line = place.line;
    position.column = place.column;
    return position;
}

// Finding out where an element stands costs a walk: only for findings that are kept.
exchange::Position XmlTreeBuilder::position(NodeIndex node) const {
    if (report_->findings.size() >= limits_.findings_per_message_max) return {};
    return positionOf(tree_, node);
}

void XmlTreeBuilder::tell(std::string_view id, exchange::Position position, FindingValues values) {
    collector_.add(*report_, id, std::move(position), values);
}

}  // namespace entrepot::mapping
