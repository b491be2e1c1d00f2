#include "mapping/learn/learner.h"

#include <algorithm>

#include "mapping/syntax/charset.h"

namespace entrepot::mapping::learn {
namespace {

constexpr std::string_view found_name = "found";

bool isNumber(ElementType type) {
    return type == ElementType::numeric || type == ElementType::real ||
           type == ElementType::implied;
}

std::uint32_t lengthOf(const ElementRule* rule, std::string_view text) {
    if (rule != nullptr && isNumber(rule->type))
        return static_cast<std::uint32_t>(
            std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
    return static_cast<std::uint32_t>(characterCount(text));
}

std::string valueOf(const exchange::Finding& finding, std::string_view wanted) {
    for (const auto& [name, value] : finding.values)
        if (name == wanted) return value;
    return {};
}

// Loops of "PO1[3]/SCH[1]", as rules.
RuleIndex loopOf(const Grammar& grammar, std::string_view path) {
    RuleIndex at = 0;
    while (!path.empty() && at != no_rule) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        const std::string_view step = path.substr(0, slash);
        at = grammar.child(at, step.substr(0, step.find('[')));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return at;
}

}  // namespace

Learner::Learner(const SchemaTranslator& translator, ports::ReadSettings settings,
                 LearnLimits limits)
    : translator_(translator), settings_(settings), limits_(limits) {}

Result<void> Learner::learn(ByteSource& source) {
    ++lesson_.files;
    return translator_.readWatched(source, settings_, *this, *this);
}

Flow Learner::groupBegins(const exchange::GroupReport& group) {
    group_sender_ = group.sender.id;
    group_receiver_ = group.receiver.id;
    return Flow::go_on;
}

FormatLesson* Learner::lessonOf(const exchange::MessageFormat& format) {
    if (const auto known = lesson_.formats.find(format); known != lesson_.formats.end())
        return &known->second;
    if (lesson_.formats.size() >= limits_.formats_max) return nullptr;
    return &lesson_.formats[format];
}

Flow Learner::message(exchange::MessageReport& report, const Grammar* grammar, Tree& tree) {
    format_ = lessonOf(report.format);
    if (format_ == nullptr) {
        ++lesson_.formats_more;
        return Flow::go_on;
    }
    ++format_->messages;
    format_->grammar = grammar;
    rules_by_ordinal_.clear();
    rules_by_line_.clear();
    if (grammar != nullptr) countTree(tree);
    return Flow::go_on;
}

void Learner::countTree(const Tree& tree) {
    std::set<RuleIndex> seen;
    std::map<std::pair<NodeIndex, RuleIndex>, std::uint32_t> together;
    for (NodeIndex index = 1; index < tree.nodeCount(); ++index) {
        const Node& node = tree.node(index);
        if (node.rule == no_rule) continue;
        PlaceLesson& place = format_->places[node.rule];
        ++place.count;
        if (seen.insert(node.rule).second) ++place.messages;
        place.together_max = std::max(place.together_max, ++together[{node.parent, node.rule}]);
        countValues(tree, index, place);
    }
    rememberPlaces(tree);
}

// Findings name a segment by its ordinal or its line; the tree is gone by then.
void Learner::rememberPlaces(const Tree& tree) {
    for (NodeIndex index = 1; index < tree.nodeCount(); ++index) {
        const Node& node = tree.node(index);
        if (node.rule == no_rule) continue;
        if (node.line != 0)
            rules_by_line_[node.line] = node.rule;
        else if (format_->grammar->rule(node.rule).kind == RuleKind::segment)
            rules_by_ordinal_.emplace_back(node.ordinal, node.rule);
    }
    std::sort(rules_by_ordinal_.begin(), rules_by_ordinal_.end());
}

void Learner::countValues(const Tree& tree, NodeIndex node, PlaceLesson& place) {
    const Node& at = tree.node(node);
    for (std::uint32_t i = 0; i < at.value_count; ++i) {
        const Value& value = tree.values()[at.first_value + i];
        if (value.element == element_unknown) continue;
        const ElementRule* rule = format_->grammar->element(at.rule, value.element);
        const bool composite = rule != nullptr && rule->type == ElementType::composite;
        const std::uint16_t component = composite || value.component > 1 ? value.component : 0;
        if (composite) rule = format_->grammar->element(at.rule, value.element, value.component);
        ElementLesson& element = place.elements[{value.element, component}];
        countValue(rule, value, element);
    }
}

void Learner::countValue(const ElementRule* rule, const Value& value, ElementLesson& element) {
    ++element.count;
    const std::uint32_t length = lengthOf(rule, value.text);
    element.length_min = std::min(element.length_min, length);
    element.length_max = std::max(element.length_max, length);
    element.repeats_max = std::max<std::uint32_t>(element.repeats_max, value.repeat);
    if (element.codes_many) return;
    const bool listed = rule != nullptr && rule->codes != no_index;
    const bool coded = listed || rule == nullptr || rule->type == ElementType::identifier ||
                       rule->type == ElementType::text;
    const bool could_be = coded && value.text.size() <= limits_.code_bytes_max;
    if (could_be) ++element.codes[std::string(value.text)];
    if (!could_be || element.codes.size() > limits_.codes_per_element_max) {
        element.codes_many = true;
        element.codes.clear();
    }
}

// The row and element that a finding stands at, or that it misses.
FindingKey Learner::keyOf(const exchange::Finding& finding) const {
    FindingKey key{finding.id, no_rule, {0, 0}};
    if (format_->grammar == nullptr) return key;
    const Grammar& grammar = *format_->grammar;
    const exchange::Position& at = finding.position;
    if (finding.id == "segment-missing" || finding.id == "loop-missing") {
        RuleIndex above = loopOf(grammar, at.path);
        const std::string expected = valueOf(finding, "expected");
        // XML names the element that lacks a child.
        if (above != no_rule && at.line != 0 && !at.segment.empty())
            if (const RuleIndex own = grammar.child(above, at.segment); own != no_rule) above = own;
        if (above != no_rule) key.rule = grammar.child(above, expected);
        return key;
    }
    const auto by_ordinal =
        std::lower_bound(rules_by_ordinal_.begin(), rules_by_ordinal_.end(),
                         std::pair<std::uint32_t, RuleIndex>{at.segment_ordinal, 0});
    if (at.segment_ordinal != 0 && by_ordinal != rules_by_ordinal_.end() &&
        by_ordinal->first == at.segment_ordinal) {
        key.rule = by_ordinal->second;
    } else if (const auto by_line = rules_by_line_.find(at.line);
               at.line != 0 && grammar.format.syntax == "csv" && by_line != rules_by_line_.end()) {
        key.rule = by_line->second;
    } else if (const RuleIndex above = loopOf(grammar, at.path); above != no_rule) {
        key.rule = grammar.child(above, at.segment);
    }
    if (finding.id == "loop-too-often" && key.rule != no_rule)
        key.rule = grammar.rule(key.rule).parent;
    key.element = {at.element, at.component};
    return key;
}

void Learner::countFinding(const exchange::Finding& finding, const FindingKey& key,
                           FindingLesson& lesson) {
    lesson.severity = std::max(lesson.severity, finding.severity);
    if (lesson.count++ == 0) lesson.example = valueOf(finding, found_name);
    if (key.id == "element-code-unknown" && lesson.values.size() < limits_.codes_per_element_max)
        ++lesson.values[valueOf(finding, found_name)];
}

// Once the maps have said theirs, too.
void Learner::message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                      exchange::MessageReport& report, std::optional<model::BusinessDocument>) {
    if (format_ == nullptr) return;
    if (report.verdict == exchange::Verdict::refused) ++format_->refused;
    std::set<FindingKey> seen;
    for (const exchange::Finding& finding : report.findings) {
        const FindingKey key = keyOf(finding);
        auto known = format_->findings.find(key);
        if (known == format_->findings.end()) {
            if (format_->findings.size() >= limits_.findings_per_format_max) {
                ++format_->findings_more;
                continue;
            }
            known = format_->findings.emplace(key, FindingLesson{}).first;
        }
        countFinding(finding, key, known->second);
        if (seen.insert(key).second) ++known->second.messages;
    }
    format_->findings_more += report.findings_dropped;
}

void Learner::countEnvelope(const std::vector<exchange::Finding>& findings) {
    for (const exchange::Finding& finding : findings) {
        const FindingKey key{finding.id, no_rule, {finding.position.element, 0}};
        FindingLesson& lesson = lesson_.envelopes[key];
        countFinding(finding, key, lesson);
        if (envelope_seen_.insert(finding.id).second) ++lesson.messages;
    }
}

Flow Learner::groupEnds(exchange::GroupReport& group) {
    countEnvelope(group.findings);
    return Flow::go_on;
}

void Learner::interchange(exchange::InterchangeReport report) {
    ++lesson_.interchanges;
    const Identity identity{report.syntax, report.sender, report.receiver,
                            std::exchange(group_sender_, {}), std::exchange(group_receiver_, {})};
    if (lesson_.identities.contains(identity) ||
        lesson_.identities.size() < limits_.identities_max) {
        ++lesson_.identities[identity];
    } else {
        ++lesson_.identities_more;
    }
    countEnvelope(report.findings);
    envelope_seen_.clear();
}

}  // namespace entrepot::mapping::learn
