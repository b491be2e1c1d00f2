#include "mapping/map/map_reader.h"

#include <algorithm>

#include "core/base/check.h"
#include "mapping/map/field_path.h"
#include "mapping/map/locate.h"
#include "mapping/map/tree_position.h"
#include "mapping/syntax/charset.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t pairs_expected = 3;  // numbers of an item, most often
constexpr std::size_t list_elements_max = 200'000;
constexpr std::size_t positions_max = 1000;  // finding out an occurrence costs a walk

}  // namespace

model::BusinessDocument MapReader::read(const Map& map, const Tree& tree,
                                        const FindingCollector& collector,
                                        exchange::MessageReport& report) {
    map_ = &map;
    tree_ = &tree;
    collector_ = &collector;
    report_ = &report;
    leftovers_.begin(tree, *map.grammar, map.passing);
    slots_.clear();
    inner_.clear();
    links_.clear();
    alike_.clear();
    above_ = false;
    for (ElementNodes& of : element_nodes_) of.nodes.clear();
    too_long_told_ = false;
    positions_ = 0;
    standing_ = {};
    auto document = model::makeDocument(map.document->name);
    check(document.has_value(), "a map's document type can be made");
    Frame frame;
    frame.object = model::contentOf(*document);
    readScope(frame);
    applyLinks(frame.object);
    if (leftovers_.count() > 0)
        collector.add(
            report, findings::data_not_mapped, leftovers_.firstPosition(),
            {{"found", std::to_string(leftovers_.count())}, {"first", leftovers_.firstPath()}});
    return std::move(*document);
}

void MapReader::readScope(Frame& frame) {
    const Scope& scope = map_->scopes[frame.scope];
    frame.first_slot = slots_.size();
    frame.first_inner = inner_.size();
    frame.first_link = links_.size();
    slots_.resize(slots_.size() + scope.slot_count);
    inner_.resize(inner_.size() + scope.inner.size());
    readNode(map_->places[scope.place], frame.node, frame);
    for (const AbovePlace& above : scope.above) readAbove(above, frame);
    for (const std::uint32_t tree : scope.trees) readTree(map_->trees[tree], frame);
    complete(frame);
    if (links_.size() > frame.first_link) completeLinks(frame);
    const bool shares_node = frame.group != nullptr;  // with others, which take theirs
    if (scope.extras != nullptr && !shares_node)
        leftovers_.collect(frame.node, *scope.extras, frame.object);
    slots_.resize(frame.first_slot);
    inner_.resize(frame.first_inner);
}

void MapReader::readAbove(const AbovePlace& above, Frame& frame) {
    const NodeIndex node = upFrom(*tree_, above.up, frame.node);
    if (node == no_node) return;
    const bool before = std::exchange(above_, true);
    readNode(map_->places[above.place], node, frame);
    above_ = before;
}

void MapReader::readNode(const Place& place, NodeIndex node, Frame& frame) {
    if (!place.bindings.empty()) readValues(place, node, frame);
    if (place.children.empty()) return;
    for (NodeIndex child = tree_->node(node).first_child; child != no_node;
         child = tree_->node(child).next_sibling) {
        for (const PlaceChild& below : place.childrenFor(tree_->node(child).rule))
            visit(map_->places[below.place], child, frame);
    }
}

void MapReader::visit(const Place& place, NodeIndex node, Frame& frame) {
    if (!place.conditions.empty() && !holds(place.conditions, node)) return;
    if (place.takes_all) leftovers_.takeBelow(node);
    // First what belongs to the object around: a list's element takes what is left as its extras.
    readNode(place, node, frame);
    enterLists(place, node, frame);
}

// Bindings and values are both sorted by element and component.
void MapReader::readValues(const Place& place, NodeIndex node, Frame& frame) {
    const Node& at = tree_->node(node);
    const Value* values = tree_->values().data();
    std::size_t next = 0;
    std::uint32_t last_key = 0;
    for (std::uint32_t i = at.first_value; i < at.first_value + at.value_count; ++i) {
        std::uint32_t element = values[i].element;
        if (frame.group != nullptr && node == frame.node) {
            const bool shared = element < frame.group->first || element >= frame.group->end();
            const std::uint32_t first = frame.group->first + frame.shift;
            if (!shared && (element < first || element >= first + frame.group->size)) continue;
            if (!shared) element -= frame.shift;
        }
        const std::uint32_t key = element << 16 | values[i].component;
        if (key < last_key) next = 0;
        last_key = key;
        const auto keyOf = [](const Binding& binding) {
            return static_cast<std::uint32_t>(binding.element) << 16 | binding.component;
        };
        while (next < place.bindings.size() && keyOf(place.bindings[next]) < key) ++next;
        for (std::size_t b = next; b < place.bindings.size() && keyOf(place.bindings[b]) == key;
             ++b)
            apply(place.bindings[b], {node, i}, frame);
    }
}

// A node is an element of one list of a field: the first that accepts it.
void MapReader::enterLists(const Place& place, NodeIndex node, Frame& frame) {
    for (std::size_t i = 0; i < place.lists.size(); ++i) {
        const Entry& entry = *place.lists[i].entry;
        const bool taken = std::any_of(
            place.lists.begin(), place.lists.begin() + static_cast<std::ptrdiff_t>(i),
            [&](const ListPlace& earlier) {
                const Entry& before = *earlier.entry;
                return &before.field.last() == &entry.field.last() && accepts(before, node);
            });
        if (taken || !accepts(entry, node)) continue;
        if (entry.group.first != 0) {
            enterGroups(place.lists[i], node, frame);
        } else {
            enterList(place.lists[i], node, frame);
        }
    }
}

bool MapReader::accepts(const Entry& entry, NodeIndex node) const {
    const Scope& scope = map_->scopes[entry.scope];
    if (!scope.selectors.empty() && !selects(scope, node)) return false;
    return !entry.at_least_one || hasOwnValue(scope, node);
}

void MapReader::tellTooLong(const Entry& entry, NodeIndex node) {
    if (std::exchange(too_long_told_, true)) return;
    collector_->add(*report_, findings::loop_too_often, positionOf(*tree_, node),
                    {{"found", entry.at.text}, {"maximum", std::to_string(list_elements_max)}});
}

// How many nodes of its rule there are from this one on: the elements to expect.
std::size_t MapReader::siblingsFrom(NodeIndex node) const {
    std::size_t count = 0;
    const RuleIndex rule = tree_->node(node).rule;
    for (; node != no_node; node = tree_->node(node).next_sibling)
        if (tree_->node(node).rule == rule) ++count;
    return count;
}

// Ends at the first group without a value.
void MapReader::enterGroups(const ListPlace& list, NodeIndex node, Frame& frame) {
    const Group& group = list.entry->group;
    const Node& at = tree_->node(node);
    const Value* values = tree_->values().data() + at.first_value;
    std::uint16_t shift = 0;
    for (std::uint16_t i = 0; i < group.count; ++i) {
        const std::uint16_t first = static_cast<std::uint16_t>(group.first + shift);
        const bool any = std::any_of(values, values + at.value_count, [&](const Value& value) {
            return value.element >= first && value.element < first + group.size;
        });
        if (!any) return;
        enterList(list, node, frame, shift);
        shift = static_cast<std::uint16_t>(shift + group.size);
    }
}

void MapReader::enterList(const ListPlace& list, NodeIndex node, Frame& frame,
                          std::uint16_t shift) {
    const Entry& entry = *list.entry;
    const Scope& scope = map_->scopes[entry.scope];
    if (entry.field.up > 0) return enterDocumentList(list, node, frame);
    void* holder = holderOf(entry.field, objectOf(frame, list.scope));
    const model::FieldInfo& field = entry.field.last();
    if (field.size(holder) >= list_elements_max) return tellTooLong(entry, node);
    if (field.size(holder) == 0)
        field.reserve(holder, std::min(siblingsFrom(node), list_elements_max));
    Frame inside;
    inside.scope = entry.scope;
    inside.object = field.append(holder);
    inside.node = node;
    inside.ordinal = field.size(holder);
    inside.around = &frame;
    inside.list = &field;
    if (frame.around == nullptr && list.scope == 0) remember(field, inside.ordinal - 1, node);
    if (entry.group.first != 0) inside.group = &entry.group;
    inside.shift = shift;
    setFixed(scope, inside.object);
    if (entry.tree != no_index) inherit(entry, inside);
    readScope(inside);
}

void MapReader::apply(const Binding& binding, At at, Frame& frame) {
    const Entry& entry = *binding.entry;
    if (binding.plain && readPlain(entry, binding, at, frame)) return leftovers_.take(at.value);
    bool taken = true;
    if (!entry.beside.empty() && !holds(entry.beside, at.node)) return;
    if (!entry.copy) {
        if (entry.kind == EntryKind::value) taken = readSingle(entry, binding, at, frame);
        if (entry.kind == EntryKind::link) readLink(entry, binding, at, frame);
        if (entry.kind == EntryKind::values) taken = readIntoList(entry, binding, at, frame);
        if (entry.kind == EntryKind::pairs) taken = readPair(entry, binding, at, frame);
    }
    if (taken) leftovers_.take(at.value);
}

// False when something filled the field before.
bool MapReader::readPlain(const Entry& entry, const Binding& binding, At at, Frame& frame) {
    Slot& slot = slots_[frame.first_slot + entry.slot];
    if (slot.value != no_value) return false;
    slot = {at.value, entry.priority};
    void* object = objectOf(frame, binding.scope);
    if (const auto problem =
            readField(entry.conversion, tree_->values()[at.value].text, {}, object))
        tell(*problem, entry, at, frame);
    return true;
}

bool MapReader::readSingle(const Entry& entry, const Binding& binding, At at, Frame& frame) {
    const Value& value = tree_->values()[at.value];
    const bool wanted_length =
        entry.conversion.length == 0 || characterCount(value.text) == entry.conversion.length;
    if (!wanted_length && entry.prefix.empty()) return false;
    Slot& slot = slots_[frame.first_slot + entry.slot];
    if (slot.value != no_value) {
        const bool continues = entry.series.joined && slot.priority == entry.priority &&
                               slot.value >= tree_->node(at.node).first_value;
        if (continues) {
            void* holder = holderOf(entry.field, objectOf(frame, binding.scope));
            auto* text = static_cast<std::string*>(entry.field.last().make(holder));
            text->append(text->empty() ? "" : " ").append(value.text);
            return true;
        }
        const bool same = tree_->values()[slot.value].text == value.text;
        if (slot.priority <= entry.priority) return same;
        if (!same) leftovers_.release(slot.value);
    }
    slot = {at.value, entry.priority};
    const Value* format = nullptr;
    if (entry.conversion.format_component != 0)
        format =
            tree_->find(at.node, value.element, entry.conversion.format_component, value.repeat);
    if (format != nullptr)
        leftovers_.take(static_cast<std::uint32_t>(format - tree_->values().data()));
    std::string_view text = value.text;
    if (!entry.prefix.empty() && wanted_length && text.starts_with(entry.prefix))
        text.remove_prefix(entry.prefix.size());
    void* holder = holderOf(entry.field, objectOf(frame, binding.scope));
    const auto problem = readField(entry.conversion, text,
                                   format == nullptr ? std::string_view() : format->text, holder);
    if (entry.link.as != nullptr) readLink(entry, binding, at, frame);
    if (problem) {
        tell(*problem, entry, at, frame);
    } else if (entry.per.element != 0) {
        readPer(entry, at, holder, frame);
    }
    return true;
}

// The price is for so many: the model has it for one.
void MapReader::readPer(const Entry& entry, At at, void* holder, const Frame& frame) {
    const std::uint32_t found = locate(*tree_, entry.per, entry.per_beside ? at.node : frame.node);
    if (found == no_index) return;
    leftovers_.take(found);
    std::string_view number = tree_->values()[found].text;
    if (entry.per_codes != nullptr) {
        const auto row = entry.per_codes->rowOfCode(number);
        if (!row) return tell({findings::value_code_unmapped, {}}, entry, {at.node, found}, frame);
        number = entry.per_codes->rows()[*row].meaning;
    }
    if (const auto problem = divideField(entry.conversion, number, holder))
        tell(*problem, entry, {at.node, found}, frame);
}

bool MapReader::readIntoList(const Entry& entry, const Binding& binding, At at, Frame& frame) {
    const model::FieldInfo& list = entry.field.last();
    void* holder = holderOf(entry.field, objectOf(frame, binding.scope));
    const std::string_view text = tree_->values()[at.value].text;
    const std::size_t count = list.size(holder);
    const bool continues =
        entry.series.joined && binding.part > 0 && count > 0 &&
        at.value > tree_->node(at.node).first_value &&
        tree_->values()[at.value - 1].element == tree_->values()[at.value].element;
    if (continues) {
        auto* last =
            const_cast<std::string*>(static_cast<const std::string*>(list.at(holder, count - 1)));
        last->append(" ").append(text);
        return true;
    }
    if (entry.series.limit != 0 && count >= entry.series.limit)
        return *static_cast<const std::string*>(list.at(holder, count - 1)) == text;
    std::string_view meaning = text;
    if (entry.conversion.codes != nullptr) {
        const auto row = entry.conversion.codes->rowOfCode(text);
        if (!row && !entry.conversion.codes->keepsUnknown()) return false;
        if (row) meaning = entry.conversion.codes->rows()[*row].meaning;
    }
    static_cast<std::string*>(list.append(holder))->assign(meaning);
    return true;
}

// Beside the value, most often right before it.
const Value* MapReader::qualifierOf(const Entry& entry, At at) const {
    const Value& value = tree_->values()[at.value];
    const bool inside = entry.series.qualifier_inside;
    const auto element = static_cast<std::uint16_t>(value.element - (inside ? 0 : 1));
    const std::uint16_t component = inside ? entry.series.qualifier : std::uint16_t{1};
    if (at.value > tree_->node(at.node).first_value) {
        const Value& before = tree_->values()[at.value - 1];
        if (before.element == element && before.component == component &&
            before.repeat == value.repeat)
            return &before;
    }
    return tree_->find(at.node, element, component, value.repeat);
}

// The pair is taken as a whole or not at all.
bool MapReader::readPair(const Entry& entry, const Binding& binding, At at, Frame& frame) {
    // By another table's entry for the same place; what is above is read for every element.
    if (leftovers_.isTaken(at.value) && !above_) return true;
    const Value& value = tree_->values()[at.value];
    const Value* qualifier = qualifierOf(entry, at);
    if (qualifier == nullptr) return false;
    const CodeTable& codes = *entry.conversion.codes;
    const auto row = codes.rowOfCode(qualifier->text);
    if (!row && !codes.keepsUnknown()) return false;
    void* holder = holderOf(entry.field, objectOf(frame, binding.scope));
    const model::FieldInfo& list = entry.field.last();
    if (list.size(holder) == 0 && entry.series.count > 1) list.reserve(holder, pairs_expected);
    void* pair = list.append(holder);
    static_cast<std::string*>(entry.series.scheme->make(pair))
        ->assign(row ? std::string_view(codes.rows()[*row].meaning) : qualifier->text);
    static_cast<std::string*>(entry.series.content->make(pair))->assign(value.text);
    leftovers_.take(static_cast<std::uint32_t>(qualifier - tree_->values().data()));
    return true;
}

void MapReader::tell(const ValueProblem& problem, const Entry& entry, At at, const Frame& frame) {
    const Value& value = tree_->values()[at.value];
    if (frame.again) return;
    exchange::Position position = positionFor(at.node, &value);
    if (isTold(position)) return;
    collector_->add(
        *report_, problem.id, std::move(position),
        {{"field", fieldName(frame, entry)}, {"found", value.text}, {"maximum", problem.maximum}});
}

// The grammar's checks saw it first: one finding for one wrong value is enough.
bool MapReader::isTold(const exchange::Position& position) const {
    return std::any_of(
        report_->findings.begin(), report_->findings.end(), [&](const exchange::Finding& finding) {
            const exchange::Position& told = finding.position;
            return finding.severity >= exchange::Severity::error &&
                   told.element == position.element && told.component == position.component &&
                   told.segment_ordinal == position.segment_ordinal && told.line == position.line &&
                   told.column == position.column;
        });
}

exchange::Position MapReader::positionFor(NodeIndex node, const Value* value) {
    if (++positions_ > positions_max) return {};
    exchange::Position position = positionOf(*tree_, node, value);
    const ElementRule* rule =
        value == nullptr ? nullptr : map_->grammar->element(tree_->node(node).rule, value->element);
    if (rule != nullptr && rule->type == ElementType::composite)
        position.component = value->component;
    return position;
}

bool MapReader::holds(const std::vector<Condition>& conditions, NodeIndex node) {
    for (const Condition& condition : conditions) {
        const std::uint32_t found = locate(*tree_, condition.path, node);
        const std::string_view text =
            found == no_index ? std::string_view() : tree_->values()[found].text;
        if ((text == condition.value) != condition.equal) return false;
        if (condition.equal && found != no_index) leftovers_.take(found);
    }
    return true;
}

bool MapReader::selects(const Scope& scope, NodeIndex node) const {
    return std::all_of(scope.selectors.begin(), scope.selectors.end(), [&](std::uint32_t index) {
        const Entry& entry = scope.entries[index];
        const std::uint32_t found = locate(*tree_, entry.at, node);
        if (found == no_index) return entry.has_default;
        const std::string_view text = tree_->values()[found].text;
        if (entry.signed_apart)
            return entry.conversion.negated == (text.starts_with('-') || text.ends_with('-'));
        return entry.conversion.codes->rowOfCode(text).has_value();
    });
}

bool MapReader::hasOwnValue(const Scope& scope, NodeIndex node) const {
    return std::any_of(scope.entries.begin(), scope.entries.end(), [&](const Entry& entry) {
        return entry.kind == EntryKind::value && !entry.copy &&
               entry.direction != Direction::write && locate(*tree_, entry.at, node) != no_index;
    });
}

// Makes the element of a list without nodes when it is first needed.
void* MapReader::objectOf(Frame& frame, std::uint32_t scope_index) {
    if (scope_index == frame.scope) return frame.object;
    const Scope& scope = map_->scopes[scope_index];
    void* holder = objectOf(frame, scope.holder);
    InnerList& state = inner_[frame.first_inner + scope.inner_number];
    if (!state.made) {
        void* object = scope.list->append(holder);
        state = {true, scope.list->size(holder) - 1};
        setFixed(scope, object);
        return object;
    }
    return const_cast<void*>(scope.list->at(holder, state.index));
}

void MapReader::setFixed(const Scope& scope, void* object) {
    for (const FixedField& fixed : scope.fixed)
        check(setPlainText(fixed.field.last(), fixed.value, holderOf(fixed.field, object)),
              "a fixed value fits its field");
}

void MapReader::complete(Frame& frame) {
    const Scope& scope = map_->scopes[frame.scope];
    if (!scope.completers.empty()) completeScope(frame, frame.scope);
    for (const std::uint32_t inner : scope.inner)
        if (inner_[frame.first_inner + map_->scopes[inner].inner_number].made)
            completeScope(frame, inner);
}

void MapReader::completeScope(Frame& frame, std::uint32_t scope_index) {
    const Scope& scope = map_->scopes[scope_index];
    for (const std::uint32_t index : scope.completers) {
        const Entry& entry = scope.entries[index];
        if (entry.kind == EntryKind::set) {
            applySet(entry, objectOf(frame, scope_index));
            continue;
        }
        if (entry.kind == EntryKind::compute) {
            compute(entry, objectOf(frame, scope_index), frame);
            continue;
        }
        if (entry.copy || slots_[frame.first_slot + entry.slot].value != no_value) continue;
        void* holder = holderOf(entry.field, objectOf(frame, scope_index));
        if (entry.has_default) {
            setPlainText(entry.field.last(), entry.text, holder);
        } else if (entry.ordinal) {
            setPlainText(entry.field.last(), std::to_string(frame.ordinal), holder);
        } else if (entry.mandatory && !frame.again) {
            collector_->add(*report_, findings::field_missing, positionFor(frame.node, nullptr),
                            {{"field", fieldName(frame, entry)}, {"expected", entry.at.text}});
        }
    }
}

bool MapReader::isWanted(const Entry& entry, const void* object) const {
    return std::all_of(entry.when.begin(), entry.when.end(), [&](const When& when) {
        return mapping::holds(when, holderOf(when.field, object));
    });
}

void MapReader::applySet(const Entry& entry, void* object) {
    if (isWanted(entry, object))
        setPlainText(entry.field.last(), entry.text, holderOf(entry.field, object));
}

// "lines[3].quantity"
std::string MapReader::fieldName(const Frame& frame, const Entry& entry) const {
    std::string name = entry.field.text;
    for (const Frame* at = &frame; at->around != nullptr; at = at->around)
        name = map_->scopes[at->scope].name + "[" + std::to_string(at->ordinal) + "]." + name;
    return name;
}

}  // namespace entrepot::mapping
