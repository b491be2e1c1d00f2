#include "mapping/grammar/element_checker.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"
#include "mapping/grammar/value_checks.h"
#include "mapping/syntax/charset.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

std::string described(const ElementRule& rule) {
    return rule.name.empty() ? rule.reference : rule.reference + " " + rule.name;
}

bool isTooMuch(const SyntaxNote& note, std::uint64_t present) {
    return note.kind == NoteKind::exclusive || note.kind == NoteKind::alone ||
           (note.kind == NoteKind::one && (present & note.mask) != 0);
}

bool isNumber(ElementType type) {
    return type == ElementType::numeric || type == ElementType::real ||
           type == ElementType::implied;
}

}  // namespace

void ElementChecker::begin(const Grammar& grammar, const Tree& tree,
                           exchange::MessageReport& report, ValueStyle style) {
    if (grammar_ != &grammar) {
        quick_elements_.clear();
        quick_components_.clear();
        for (const ElementRule& rule : grammar.elements)
            quick_elements_.push_back(quickOf(rule, grammar));
        for (const ElementRule& rule : grammar.components)
            quick_components_.push_back(quickOf(rule, grammar));
    }
    grammar_ = &grammar;
    tree_ = &tree;
    report_ = &report;
    style_ = style;
    trailing_told_ = false;
}

ElementChecker::Quick ElementChecker::quickOf(const ElementRule& rule, const Grammar& grammar) {
    Quick quick;
    if (rule.codes != no_index && grammar.code_lists[rule.codes].complete) return quick;
    quick.length_min = rule.length_min;
    quick.length_max = rule.length_max == 0 ? UINT32_MAX : rule.length_max;
    if (rule.usage == Usage::unused || rule.occurs_max == 0) return quick;
    switch (rule.type) {
        case ElementType::text:
        case ElementType::identifier:
            quick.kind = Quick::Kind::text;
            break;
        case ElementType::numeric:
        case ElementType::real:
            quick.kind = Quick::Kind::number;
            break;
        case ElementType::implied:
            quick.kind = Quick::Kind::whole;
            break;
        default:
            break;
    }
    return quick;
}

bool ElementChecker::isSurelyRight(const Quick& quick, std::string_view text) const {
    if (text.size() < quick.length_min || text.size() > quick.length_max) return false;
    if (quick.kind == Quick::Kind::text) return !unusual_;
    if (quick.kind == Quick::Kind::look) return false;
    std::size_t marks = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') continue;
        if (c != '.' || quick.kind == Quick::Kind::whole) return false;
        ++marks;
    }
    return marks == 0 || (marks == 1 && text.front() != '.' && text.size() > quick.length_min + 1u);
}

void ElementChecker::check(NodeIndex index, const SegmentFacts& facts) {
    node_ = index;
    unusual_ = facts.unusual_bytes;
    const Node& node = tree_->node(index);
    const SegmentRule& segment = grammar_->segmentFor(*tree_, index);
    if (node.value_count == 0) {
        if (segment.element_count > 0)
            collector_.add(*report_, findings::segment_empty, position());
        return;
    }
    if (facts.trailing_separators && !trailing_told_) {
        trailing_told_ = true;
        collector_.add(*report_, findings::trailing_separators, position());
    }
    present_.clear();
    std::size_t at = node.first_value;
    const std::size_t end = at + node.value_count;
    while (at < end) {
        const std::uint16_t element = tree_->values()[at].element;
        if (element > segment.element_count) {
            exchange::Position where = position();
            where.element = element;
            collector_.add(*report_, findings::elements_too_many, std::move(where),
                           {{"maximum", std::to_string(segment.element_count)},
                            {"found", tree_->values()[at].text}});
            break;
        }
        present_.set(element - 1u);
        const Value& value = tree_->values()[at];
        const bool single = at + 1 == end || tree_->values()[at + 1].element != element;
        if (single && value.component == 1 && value.repeat == 1 &&
            isSurelyRight(quick_elements_[segment.first_element + element - 1u], value.text)) {
            ++at;
            continue;
        }
        at = checkElement(grammar_->elements[segment.first_element + element - 1u], at, end);
    }
    checkMandatory(segment);
    if (!segment.notes.empty()) checkNotes(segment);
}

// Checks the values of one element, from `at` on; gives the first that belongs to another.
std::size_t ElementChecker::checkElement(const ElementRule& rule, std::size_t at, std::size_t end) {
    const std::vector<Value>& values = tree_->values();
    const std::uint16_t element = values[at].element;
    if (rule.usage == Usage::unused) tell(findings::element_unused, rule, values[at], {});
    bool repeats_told = false;
    bool components_told = false;
    while (at < end && values[at].element == element) {
        const Value& value = values[at];
        if (value.repeat > rule.occurs_max && !std::exchange(repeats_told, true))
            tell(findings::repeats_too_many, rule, value,
                 {{"maximum", std::to_string(rule.occurs_max)}});
        if (rule.type != ElementType::composite) {
            if (value.component == 1) {
                checkValue(rule, value);
            } else if (!std::exchange(components_told, true)) {
                tell(findings::components_too_many, rule, value, {{"maximum", "1"}});
            }
            ++at;
            continue;
        }
        std::size_t to = at + 1;
        while (to < end && values[to].element == element && values[to].repeat == value.repeat) ++to;
        checkComposite(rule, at, to);
        at = to;
    }
    return at;
}

// The components of one occurrence: values [from, to).
void ElementChecker::checkComposite(const ElementRule& rule, std::size_t from, std::size_t to) {
    const std::vector<Value>& values = tree_->values();
    const auto textOf = [&](std::uint16_t component) {
        for (std::size_t i = from; i < to; ++i)
            if (values[i].component == component) return values[i].text;
        return std::string_view{};
    };
    if (rule.notes != no_index) {
        std::uint64_t present = 0;
        for (std::size_t i = from; i < to; ++i)
            if (values[i].component <= 64)
                present |= std::uint64_t{1} << (values[i].component - 1u);
        checkNotes(rule, values[from], present);
    }
    std::size_t at = from;
    for (std::uint16_t component = 1; component <= rule.component_count; ++component) {
        const ElementRule& part = grammar_->components[rule.first_component + component - 1u];
        if (at < to && values[at].component == component) {
            const Quick& quick = quick_components_[rule.first_component + component - 1u];
            if (!isSurelyRight(quick, values[at].text)) {
                if (part.usage == Usage::unused)
                    tell(findings::element_unused, part, values[at], {});
                checkValue(part, values[at]);
            }
            ++at;
        } else if (part.usage == Usage::mandatory) {
            Value where = values[from];
            where.component = component;
            tellMissing(findings::element_missing, part, where, {{"expected", described(part)}});
        }
    }
    if (at < to)
        tell(findings::components_too_many, rule, values[at],
             {{"maximum", std::to_string(rule.component_count)}});
    if (rule.date_component == 0) return;
    const std::string_view date = textOf(rule.date_component);
    if (!date.empty() && !isFormattedDate(date, textOf(rule.date_format_component))) {
        Value where = values[from];
        where.component = rule.date_component;
        where.text = date;
        tell(findings::element_date_invalid, rule, where, {{"found", date}});
    }
}

void ElementChecker::checkValue(const ElementRule& rule, const Value& value) {
    if (isNumber(rule.type)) return checkNumber(rule, value);
    std::size_t length = value.text.size();
    if (unusual_) {
        checkCharacters(rule, value);
        length = characterCount(value.text);
    }
    checkLength(rule, value, length);
    if (rule.codes != no_index) {
        const CodeList& list = grammar_->code_lists[rule.codes];
        if (list.complete && !list.contains(value.text))
            tell(findings::element_code_unknown, rule, value,
                 {{"found", value.text}, {"list", list.id}});
        return;
    }
    switch (rule.type) {
        case ElementType::date:
            if (!isDate(value.text, style_.iso_dates))
                tell(findings::element_date_invalid, rule, value, {{"found", value.text}});
            return;
        case ElementType::time:
            if (!isTime(value.text, style_.iso_dates))
                tell(findings::element_time_invalid, rule, value, {{"found", value.text}});
            return;
        case ElementType::alphabetic:
            if (!isAlphabetic(value.text))
                tell(findings::element_character_invalid, rule, value, {{"found", value.text}});
            return;
        default:
            return;
    }
}

void ElementChecker::checkLength(const ElementRule& rule, const Value& value, std::size_t length) {
    if (length < rule.length_min) {
        tell(findings::element_too_short, rule, value,
             {{"found", value.text}, {"minimum", std::to_string(rule.length_min)}});
    } else if (rule.length_max != 0 && length > rule.length_max) {
        tell(findings::element_too_long, rule, value,
             {{"found", value.text}, {"maximum", std::to_string(rule.length_max)}});
    }
}

void ElementChecker::checkNumber(const ElementRule& rule, const Value& value) {
    const NumberForm form =
        rule.type == ElementType::implied
            ? (isWholeNumber(value.text) ? NumberForm::good : NumberForm::not_numeric)
            : numberForm(value.text, style_.decimal_marks);
    if (form == NumberForm::not_numeric)
        return tell(findings::element_not_numeric, rule, value, {{"found", value.text}});
    if (form == NumberForm::digit_missing && style_.leading_digit_required)
        tell(findings::element_digit_missing, rule, value, {{"found", value.text}});
    checkLength(rule, value, digitCount(value.text));
}

void ElementChecker::checkCharacters(const ElementRule& rule, const Value& value) {
    if (rule.type != ElementType::binary && hasControlCharacter(value.text))
        tell(findings::element_character_invalid, rule, value, {{"found", value.text}});
}

void ElementChecker::checkMandatory(const SegmentRule& segment) {
    if ((segment.mandatory & ~present_.low()) == 0 && segment.element_count <= 64) return;
    for (std::uint32_t i = 0; i < segment.element_count; ++i) {
        const ElementRule& rule = grammar_->elements[segment.first_element + i];
        if (rule.usage != Usage::mandatory || present_.has(i)) continue;
        Value where;
        where.element = rule.position;
        where.component = 0;
        tellMissing(findings::element_missing, rule, where, {{"expected", described(rule)}});
    }
}

void ElementChecker::checkNotes(const SegmentRule& segment) {
    for (const SyntaxNote& note : segment.notes)
        if (isBroken(note, present_.low())) tellBroken(segment, note);
}

bool ElementChecker::isBroken(const SyntaxNote& note, std::uint64_t present) {
    const std::uint64_t there = present & note.mask;
    switch (note.kind) {
        case NoteKind::paired:
            return there != 0 && there != note.mask;
        case NoteKind::required:
            return there == 0 && note.mask != 0;
        case NoteKind::exclusive:
            return (there & (there - 1)) != 0;
        case NoteKind::conditional:
            return (there & note.first) != 0 && there != note.mask;
        case NoteKind::list:
            return there == note.first && there != 0;
        case NoteKind::one:
            return note.mask != 0 && (there == 0 || (there & (there - 1)) != 0);
        case NoteKind::alone:
            return (there & note.first) != 0 && there != note.first;
    }
    return false;
}

// Too much: the last that is there. Too little: the first that is missing.
std::uint16_t ElementChecker::tellAt(const SyntaxNote& note, std::uint64_t present, bool excluded) {
    std::uint16_t at = 0;
    for (const std::uint16_t position : note.positions) {
        const bool there = (present >> (position - 1u) & 1) != 0;
        if (excluded && there) at = position;
        if (!excluded && !there && at == 0) at = position;
    }
    return at;
}

// The first of the note that is there, besides the one told.
std::string ElementChecker::triggerOf(const SyntaxNote& note, std::uint64_t present,
                                      std::uint16_t told) {
    for (const std::uint16_t position : note.positions)
        if (position != told && (present >> (position - 1u) & 1) != 0)
            return std::to_string(position);
    return {};
}

void ElementChecker::tellBroken(const SegmentRule& segment, const SyntaxNote& note) {
    const bool excluded = isTooMuch(note, present_.low());
    Value where;
    where.element = tellAt(note, present_.low(), excluded);
    where.component = 0;
    tellMissing(excluded ? findings::element_excluded : findings::element_conditional_missing,
                grammar_->elements[segment.first_element + where.element - 1u], where,
                {{"note", note.text}, {"trigger", triggerOf(note, present_.low(), where.element)}});
}

// `where` is any value of the composite's occurrence; `present` has one bit a component.
void ElementChecker::checkNotes(const ElementRule& composite, Value where, std::uint64_t present) {
    for (const SyntaxNote& note : grammar_->notes[composite.notes]) {
        if (!isBroken(note, present)) continue;
        const bool excluded = isTooMuch(note, present);
        where.component = tellAt(note, present, excluded);
        where.offset = 0;
        tellMissing(excluded ? findings::element_excluded : findings::element_conditional_missing,
                    grammar_->components[composite.first_component + where.component - 1u], where,
                    {{"note", note.text}, {"trigger", triggerOf(note, present, where.component)}});
    }
}

void ElementChecker::tell(std::string_view id, const ElementRule& rule, const Value& value,
                          FindingValues values) {
    tellMissing(id, rule, value, values);
}

void ElementChecker::tellMissing(std::string_view id, const ElementRule& rule, Value value,
                                 FindingValues values) {
    exchange::Position where = position();
    where.element = value.element;
    const ElementRule* element = grammar_->element(tree_->node(node_).rule, value.element);
    const bool in_composite = element != nullptr && element->type == ElementType::composite;
    const bool repeats = element != nullptr && element->occurs_max > 1;
    where.component = in_composite || value.component > 1 ? value.component : 0;
    where.repeat = repeats || value.repeat > 1 ? value.repeat : 0;
    if (value.offset != 0) where.offset = tree_->message_offset + value.offset;
    std::vector<FindingValue> all(values.begin(), values.end());
    all.emplace_back("reference", rule.reference);
    collector_.add(*report_, id, std::move(where), all);
}

exchange::Position ElementChecker::position() const {
    const Node& node = tree_->node(node_);
    exchange::Position where;
    where.offset = tree_->message_offset + node.offset;
    where.segment_ordinal = node.ordinal;
    where.segment = exchange::printable(node.name);
    where.path = structure_.path();
    where.line = node.line;
    return where;
}

}  // namespace entrepot::mapping
