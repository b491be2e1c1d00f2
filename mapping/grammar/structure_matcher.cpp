#include "mapping/grammar/structure_matcher.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;
constexpr int expected_listed_max = 5;
constexpr std::size_t looks_kept = 1024;

}  // namespace

void StructureMatcher::begin(const Grammar& grammar, Tree& tree, exchange::MessageReport& report) {
    if (grammar_ != &grammar) looks_.assign(looks_kept, {});
    grammar_ = &grammar;
    tree_ = &tree;
    report_ = &report;
    frames_.clear();
    frames_.emplace_back();
    too_often_ = {};
    told_ = no_rule;
    rejected_ = 0;
}

NodeIndex StructureMatcher::segment(std::string_view id, std::uint32_t ordinal,
                                    std::uint32_t offset) {
    const Place place{id, nameKey(id), ordinal, offset};
    if (const Match match = findForward(place.key); match.found()) {
        rejected_ = 0;
        return accept(match, place);
    }
    if (too_often_.found()) return acceptTooOften(place);
    if (const Match match = findEarlier(place.key); match.found())
        return acceptEarlier(match, place);
    if (const Match match = findOpenerMissing(place.key); match.found())
        return acceptOpenerMissing(match, place);
    return reject(place);
}

RuleIndex StructureMatcher::nextOf(const Frame& frame) const {
    return frame.current == no_rule ? grammar_->rule(frame.loop).first_child
                                    : grammar_->rule(frame.current).next_sibling;
}

RuleIndex StructureMatcher::forwardIn(const Frame& frame, NameKey key, bool& skips_mandatory) {
    const RuleIndex next = nextOf(frame);
    if (next == no_rule) return no_rule;
    Look& look = looks_[(next * 31 + key) % looks_.size()];
    if (look.from != next || look.key != key) {
        look = {next, key, no_rule, false};
        for (RuleIndex at = next; at != no_rule; at = grammar_->rules[at].next_sibling) {
            if (grammar_->rules[at].key == key) {
                look.found = at;
                break;
            }
            look.skips_mandatory |= grammar_->rules[at].usage == Usage::mandatory;
        }
    }
    skips_mandatory |= look.skips_mandatory;
    return look.found;
}

// The innermost row that skips nothing mandatory; else the innermost one. A row that is full is
// remembered in too_often_, and preferred to one that skips.
StructureMatcher::Match StructureMatcher::findForward(NameKey key) {
    Match skipping;
    too_often_ = {};
    bool skips_mandatory = false;
    for (std::size_t i = frames_.size(); i-- > 0;) {
        const Frame& frame = frames_[i];
        // The opener of a loop does not repeat; another one opens another loop.
        const bool at_opener =
            frame.loop != 0 && frame.current == grammar_->rules[frame.loop].first_child;
        if (frame.current != no_rule && !at_opener && grammar_->rules[frame.current].key == key) {
            if (frame.count < grammar_->rules[frame.current].occurs_max) {
                if (!skips_mandatory) return {i, frame.current, false};
                if (!skipping.found()) skipping = {i, frame.current, true};
            } else if (!too_often_.found()) {
                too_often_ = {i, frame.current, false};
            }
        }
        const RuleIndex ahead = forwardIn(frame, key, skips_mandatory);
        if (ahead != no_rule && !skips_mandatory) return {i, ahead, false};
        if (ahead != no_rule && !skipping.found()) skipping = {i, ahead, true};
    }
    return too_often_.found() ? Match{} : skipping;
}

StructureMatcher::Match StructureMatcher::findEarlier(NameKey key) const {
    for (std::size_t i = frames_.size(); i-- > 0;) {
        const Frame& frame = frames_[i];
        // The opener of a loop opens another one of it; it is never late inside.
        RuleIndex at = grammar_->rules[frame.loop].first_child;
        if (frame.loop != 0 && at != no_rule) at = grammar_->rules[at].next_sibling;
        for (; at != no_rule && at != frame.current; at = grammar_->rules[at].next_sibling)
            if (grammar_->rules[at].key == key) return {i, at, false};
    }
    return {};
}

StructureMatcher::Match StructureMatcher::findOpenerMissing(NameKey key) const {
    for (std::size_t i = frames_.size(); i-- > 0;) {
        for (RuleIndex at = nextOf(frames_[i]); at != no_rule;
             at = grammar_->rules[at].next_sibling) {
            if (grammar_->rules[at].kind != RuleKind::loop) continue;
            for (RuleIndex inner = grammar_->rules[at].first_child; inner != no_rule;
                 inner = grammar_->rules[inner].next_sibling)
                if (grammar_->rules[inner].key == key &&
                    grammar_->rules[inner].kind == RuleKind::segment)
                    return {i, at, false};
        }
    }
    return {};
}

RuleIndex StructureMatcher::loopOpenedBy(NameKey key) const {
    const auto found = std::find_if(
        grammar_->rules.begin(), grammar_->rules.end(),
        [&](const Rule& rule) { return rule.kind == RuleKind::loop && rule.key == key; });
    return found == grammar_->rules.end() ? no_rule
                                          : static_cast<RuleIndex>(found - grammar_->rules.begin());
}

NodeIndex StructureMatcher::accept(const Match& match, const Place& place) {
    closeTo(match.frame, place, match.skips_mandatory);
    Frame& frame = frames_.back();
    if (frame.current == match.rule) {
        ++frame.count;
    } else {
        if (match.skips_mandatory) tellMissing(frame, match.rule, place);
        frame.current = match.rule;
        frame.count = 1;
        told_ = no_rule;
        if (grammar_->rules[match.rule].usage == Usage::unused)
            tell(findings::segment_unused, place, place.id, {{"found", place.id}});
    }
    if (grammar_->rules[match.rule].kind == RuleKind::loop)
        return openLoop(match.rule, place, false);
    return addSegment(match.rule, place);
}

NodeIndex StructureMatcher::acceptTooOften(const Place& place) {
    closeTo(too_often_.frame, place);
    Frame& frame = frames_.back();
    const Rule& rule = grammar_->rules[frame.current];
    ++frame.count;
    const bool is_loop = rule.kind == RuleKind::loop;
    if (told_ != frame.current) {
        told_ = frame.current;
        tell(is_loop ? findings::loop_too_often : findings::segment_too_often, place, place.id,
             {{"found", rule.name}, {"maximum", std::to_string(rule.occurs_max)}});
    }
    return is_loop ? openLoop(frame.current, place, false) : addSegment(frame.current, place);
}

NodeIndex StructureMatcher::acceptEarlier(const Match& match, const Place& place) {
    closeTo(match.frame, place);
    if (rejected_ != place.key)
        tell(findings::segment_out_of_order, place, place.id,
             {{"found", place.id}, {"expected", expectedHere()}});
    rejected_ = place.key;
    if (grammar_->rules[match.rule].kind == RuleKind::loop)
        return openLoop(match.rule, place, true);
    return addSegment(match.rule, place);
}

NodeIndex StructureMatcher::acceptOpenerMissing(const Match& match, const Place& place) {
    closeTo(match.frame, place);
    Frame& around = frames_.back();
    tellMissing(around, match.rule, place);
    around.current = match.rule;
    around.count = 1;
    const Rule& loop = grammar_->rules[match.rule];
    const std::string& opener = grammar_->rules[loop.first_child].name;
    tell(findings::segment_missing, place, opener, {{"expected", opener}});
    Frame inside;
    inside.loop = match.rule;
    inside.node = addNode(around.node, loop.name, match.rule, place);
    inside.current = loop.first_child;
    inside.count = 1;
    frames_.push_back(inside);
    return accept(findForward(place.key), place);
}

NodeIndex StructureMatcher::reject(const Place& place) {
    const RuleIndex loop = place.key == 0 ? no_rule : loopOpenedBy(place.key);
    const auto& rules = grammar_->rules;
    const bool in_message =
        loop != no_rule || std::any_of(rules.begin(), rules.end(),
                                       [&](const Rule& rule) { return rule.key == place.key; });
    const bool known = std::binary_search(grammar_->known_segments.begin(),
                                          grammar_->known_segments.end(), place.key);
    if (rejected_ != place.key || place.key == 0) {
        if (in_message) {
            tell(findings::segment_unexpected, place, place.id,
                 {{"found", place.id}, {"expected", expectedHere()}});
        } else {
            tell(known ? findings::segment_not_in_message : findings::segment_unrecognised, place,
                 place.id, {{"found", place.id}});
        }
    }
    rejected_ = place.key;
    if (loop != no_rule) return openLoop(loop, place, true);
    return addNode(frames_.back().node, place.id, no_rule, place);
}

NodeIndex StructureMatcher::openLoop(RuleIndex index, const Place& place, bool detour) {
    const Rule& loop = grammar_->rules[index];
    Frame inside;
    inside.loop = index;
    inside.node = addNode(frames_.back().node, loop.name, index, place);
    inside.current = loop.first_child;
    inside.count = 1;
    inside.occurrence = detour ? 1 : frames_.back().count;
    inside.detour = detour;
    frames_.push_back(inside);
    return addSegment(loop.first_child, place);
}

NodeIndex StructureMatcher::addSegment(RuleIndex rule, const Place& place) {
    return addNode(frames_.back().node, grammar_->rules[rule].name, rule, place);
}

NodeIndex StructureMatcher::addNode(NodeIndex parent, std::string_view name, RuleIndex rule,
                                    const Place& place) {
    const NodeIndex index = tree_->addNode(parent, name, rule);
    Node& node = tree_->node(index);
    node.ordinal = place.ordinal;
    node.offset = place.offset;
    return index;
}

void StructureMatcher::closeTo(std::size_t frame, const Place& place, bool tell_missing) {
    while (frames_.size() > frame + 1) {
        if (tell_missing && !frames_.back().detour) tellMissing(frames_.back(), no_rule, place);
        frames_.pop_back();
    }
}

void StructureMatcher::tellMissing(const Frame& frame, RuleIndex until, const Place& place) {
    for (RuleIndex at = nextOf(frame); at != until && at != no_rule;
         at = grammar_->rules[at].next_sibling) {
        const Rule& rule = grammar_->rules[at];
        if (rule.usage != Usage::mandatory) continue;
        const bool is_loop = rule.kind == RuleKind::loop;
        const std::string& opener = is_loop ? grammar_->rules[rule.first_child].name : rule.name;
        tell(is_loop ? findings::loop_missing : findings::segment_missing, place, opener,
             {{"expected", rule.name}});
    }
}

void StructureMatcher::end(std::uint32_t ordinal, std::uint32_t offset) {
    const Place place{{}, 0, ordinal, offset};
    closeTo(0, place);
    tellMissing(frames_.front(), no_rule, place);
}

void StructureMatcher::tell(std::string_view id, const Place& place, std::string_view segment,
                            FindingValues values) {
    exchange::Position position;
    position.offset = tree_->message_offset + place.offset;
    position.segment_ordinal = place.ordinal;
    position.segment = exchange::printable(segment);
    position.path = path();
    collector_.add(*report_, id, std::move(position), values);
}

std::string StructureMatcher::path() const {
    std::string out;
    for (std::size_t i = 1; i < frames_.size(); ++i) {
        if (!out.empty()) out += '/';
        out += grammar_->rules[frames_[i].loop].name + "[" + std::to_string(frames_[i].occurrence) +
               "]";
    }
    return out;
}

// "N2, N3, N4": the next rows of the innermost loop, up to a mandatory one.
std::string StructureMatcher::expectedHere() const {
    std::string out;
    int listed = 0;
    for (RuleIndex at = nextOf(frames_.back()); at != no_rule && listed < expected_listed_max;
         at = grammar_->rules[at].next_sibling, ++listed) {
        if (!out.empty()) out += ", ";
        out += grammar_->rules[at].name;
        if (grammar_->rules[at].usage == Usage::mandatory) break;
    }
    return out.empty() ? "the end" : out;
}

}  // namespace entrepot::mapping
