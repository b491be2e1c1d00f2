#include "mapping/map/map_writer.h"

#include <algorithm>

#include "core/base/check.h"
#include "mapping/map/field_path.h"
#include "mapping/map/output_checker.h"
#include "mapping/syntax/charset.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;
using model::FieldInfo;

// Takes as many whole words off the front of `text` as fit into `length` characters.
std::string_view takeWords(std::string_view& text, std::size_t length) {
    if (length == 0 || characterCount(text) <= length) return std::exchange(text, {});
    std::string_view piece = firstCharacters(text, length);
    const bool at_border = text[piece.size()] == ' ';
    if (const auto blank = piece.rfind(' '); !at_border && blank != std::string_view::npos)
        piece = piece.substr(0, blank);
    text.remove_prefix(piece.size());
    if (text.starts_with(' ')) text.remove_prefix(1);
    return piece;
}

bool isZero(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0.,-") == std::string::npos;
}

// Empty when the table has no code for the pair's scheme.
std::string schemeCode(const Entry& entry, const void* pair, const std::string& content) {
    const CodeTable& codes = *entry.conversion.codes;
    std::string scheme = plainText(*entry.series.scheme, pair);
    if (const auto row = codes.rowOfMeaning(scheme, content)) return codes.rows()[*row].code;
    return codes.keepsUnknown() ? scheme : std::string();
}

}  // namespace

void MapWriter::write(const model::BusinessDocument& document, Tree& tree) {
    check(&model::typeOf(document) == map_.document, "the map writes this type of document");
    Frame frame;
    frame.object = model::contentOf(document);
    writeScope(frame);
    emitTree(output_, collector_, report_, tree);
}

void MapWriter::writeScope(Frame& frame) {
    writeEntries(frame, 0);
    if (frame.object != nullptr) tellNotWritten(frame);
}

// Those whose paths begin `up` nodes above the scope's; frame.node is that node.
void MapWriter::writeEntries(Frame& frame, std::uint16_t up) {
    for (const WrittenEntry& written : map_.scopes[frame.scope].written) {
        if (written.up != up) continue;
        if (written.field != nullptr &&
            (frame.object == nullptr || isAbsent(*written.field, frame.object)))
            continue;
        const Entry& entry = *written.entry;
        const bool has_object =
            frame.object != nullptr || entry.field.up > 0 || entry.kind == EntryKind::constant;
        if (has_object && holdsAll(entry, frame)) writeEntry(entry, frame);
    }
}

void MapWriter::writeEntry(const Entry& entry, Frame& frame) {
    switch (entry.kind) {
        case EntryKind::value:
            return writeValue(entry, frame);
        case EntryKind::values:
            return writeValues(entry, frame);
        case EntryKind::pairs:
            return writePairs(entry, frame);
        case EntryKind::list:
            return writeList(entry, frame);
        case EntryKind::tree:
            return writeTree(map_.trees[entry.tree], frame);
        case EntryKind::constant:
            return writeConstant(entry, frame);
        case EntryKind::count:
        case EntryKind::sum:
            return writeTotal(entry, frame);
        case EntryKind::compute:
            return writeComputed(entry, frame);
        case EntryKind::link:
        case EntryKind::set:
        case EntryKind::ignore:
            return;
    }
}

void MapWriter::writeValue(const Entry& entry, const Frame& frame) {
    const void* object = objectFor(entry.field, frame);
    if (object == nullptr) return;
    FieldText value = writeField(entry.conversion, object);
    if (value.problem) tell(*value.problem, entry, frame, plainText(entry.field.last(), object));
    if (entry.link.as != nullptr && !value.text.empty()) {
        const Frame* document = &frame;
        while (document->around != nullptr) document = document->around;
        if (const auto named = elementNamed(entry.link, value.text, document->object)) {
            const void* element = entry.link.list->at(document->object, *named);
            if (!isAbsent(*entry.link.as, element)) value.text = plainText(*entry.link.as, element);
        }
    }
    if (value.text.empty() && !entry.has_default) value.text = entry.text;
    if (!value.text.empty() && !entry.apart.empty() && frame.part > 1)
        value.text += entry.apart + std::to_string(frame.part);
    if (value.text.empty() && entry.ordinal) value.text = std::to_string(frame.ordinal);
    if (value.text.empty() || (entry.omit_zero && isZero(value.text))) return;
    if (!entry.prefix.empty()) value.text.insert(0, entry.prefix);
    OutputTree::Index node = output_.findAt(frame.node, entry.at);
    if (entry.attached && node == OutputTree::none) return;
    if (!entry.attached) node = output_.makeAt(frame.node, entry.at);
    putText(entry, node, std::move(value.text));
    for (const Condition& condition : entry.beside)
        output_.put(node, condition.path.element, condition.path.component, condition.value);
    if (entry.conversion.format_component != 0 && !value.date_format.empty())
        output_.put(node, entry.at.element, entry.conversion.format_component, value.date_format);
}

void MapWriter::writeValues(const Entry& entry, Frame& frame) {
    const void* object = objectFor(entry.field, frame);
    if (object == nullptr) return;
    const FieldInfo& list = entry.field.last();
    const std::size_t slots = entry.series.joined ? 1 : entry.series.count;
    Placed& placed = placedOf(entry, object, frame);
    OutputTree::Index node = OutputTree::none;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < list.size(object); ++i) {
        if (placed.elements.has(i)) continue;
        std::string text = *static_cast<const std::string*>(list.at(object, i));
        if (entry.conversion.codes != nullptr) {
            const auto row = entry.conversion.codes->rowOfMeaning(text);
            if (row) text = entry.conversion.codes->rows()[*row].code;
        }
        if (entry.series.limit != 0 && taken == entry.series.limit) return;
        const std::size_t slot = taken % slots;
        if (slot == 0 && !text.empty()) node = nextNode(entry, frame, node);
        if (node == OutputTree::none && !text.empty()) return;
        placed.elements.set(i);
        if (text.empty()) continue;
        ++taken;
        if (slots == 1) {
            putText(entry, node, std::move(text));
            continue;
        }
        const auto shift = static_cast<std::uint16_t>(slot * entry.series.step);
        const bool inside = entry.series.by_component;
        output_.put(node, static_cast<std::uint16_t>(entry.at.element + (inside ? 0 : shift)),
                    static_cast<std::uint16_t>(entry.at.component + (inside ? shift : 0)),
                    std::move(text));
    }
}

// The node for the next of a series; none when the form has no room for another.
OutputTree::Index MapWriter::nextNode(const Entry& entry, const Frame& frame,
                                      OutputTree::Index last) {
    if (last == OutputTree::none) return output_.makeAt(frame.node, entry.at);
    // The innermost step that may be repeated is.
    std::size_t repeated = entry.at.steps.size();
    while (repeated > 0 && map_.grammar->rule(entry.at.steps[repeated - 1].rule).occurs_max <= 1)
        --repeated;
    if (repeated == 0) return OutputTree::none;
    OutputTree::Index node = frame.node;
    for (std::size_t i = 0; i < entry.at.steps.size(); ++i) {
        const OutputTree::Index found =
            i + 1 < repeated ? output_.findBelow(node, entry.at.steps[i]) : OutputTree::none;
        node = found != OutputTree::none ? found : output_.addBelow(node, entry.at.steps[i]);
    }
    return node;
}

void MapWriter::putText(const Entry& entry, OutputTree::Index node, std::string text) {
    if (entry.series.joined && entry.series.count > 1) return putParts(entry, node, text);
    output_.put(node, entry.at.element, entry.at.component, std::move(text));
}

void MapWriter::putParts(const Entry& entry, OutputTree::Index node, std::string_view text) {
    const std::size_t length = entry.at.rule == nullptr ? 0 : entry.at.rule->length_max;
    std::uint16_t element = entry.at.element;
    std::uint16_t component = entry.at.component;
    for (std::uint16_t part = 0; part < entry.series.count && !text.empty(); ++part) {
        const bool last = part + 1 == entry.series.count;
        const std::string_view piece = last ? std::exchange(text, {}) : takeWords(text, length);
        output_.put(node, element, component, std::string(piece));
        std::uint16_t& moving = entry.series.by_component ? component : element;
        moving = static_cast<std::uint16_t>(moving + entry.series.step);
    }
}

// Pairs fill the places of one node, then those of the next where it may be repeated.
void MapWriter::writePairs(const Entry& entry, Frame& frame) {
    const void* object = objectFor(entry.field, frame);
    if (object == nullptr) return;
    const FieldInfo& list = entry.field.last();
    Placed& placed = placedOf(entry, object, frame);
    OutputTree::Index node = OutputTree::none;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < list.size(object); ++i) {
        if (placed.elements.has(i)) continue;
        const void* pair = list.at(object, i);
        const std::string content = plainText(*entry.series.content, pair);
        const std::string scheme = schemeCode(entry, pair, content);
        if (scheme.empty() || content.empty()) continue;
        const std::size_t slot = taken % entry.series.count;
        if (slot == 0) node = nextNode(entry, frame, node);
        if (node == OutputTree::none) return;
        const auto shift = static_cast<std::uint16_t>(slot * entry.series.step);
        const auto element = static_cast<std::uint16_t>(entry.at.element + shift);
        output_.put(node, element, entry.at.component, content);
        if (entry.series.qualifier_inside) {
            output_.put(node, element, entry.series.qualifier, scheme);
        } else {
            output_.put(node, static_cast<std::uint16_t>(element - 1), 1, scheme);
        }
        placed.elements.set(i);
        ++taken;
    }
}

// The element of the document's list that our element names stands inside ours.
void MapWriter::writeDocumentList(const Entry& entry, Frame& frame) {
    Frame* document = &frame;
    while (document->around != nullptr) document = document->around;
    if (frame.object == nullptr) return;
    if (entry.link.inside) return writeInside(entry, frame, *document);
    const auto& key = *static_cast<const std::string*>(entry.link.set->get(frame.object));
    const auto found = elementNamed(entry.link, key, document->object);
    Placed& placed = placedOf(entry.field.last(), document->object, *document);
    if (!found) return;
    placed.elements.set(*found);
    GroupFill fill;
    writeElement(entry, *found, entry.link.list->at(document->object, *found), frame, fill);
}

// The elements of the document's list that name our element.
void MapWriter::writeInside(const Entry& entry, Frame& frame, Frame& document) {
    const FieldInfo& list = entry.field.last();
    const auto [named, added] = insides_.try_emplace(entry.link.set);
    if (added)
        for (std::size_t i = 0; i < list.size(document.object); ++i)
            named->second.emplace(plainText(*entry.link.set, list.at(document.object, i)), i);
    const std::string key = plainText(*entry.link.by, frame.object);
    if (key.empty()) return;
    GroupFill fill;
    const auto [first, last] = named->second.equal_range(key);
    for (auto at = first; at != last; ++at) {
        Placed& placed = placedOf(list, document.object, document);
        const void* element = list.at(document.object, at->second);
        if (placed.elements.has(at->second) || !belongs(map_.scopes[entry.scope], element))
            continue;
        if (!output_.hasRoomAt(frame.node, entry.at)) return;
        placed.elements.set(at->second);
        writeElement(entry, at->second, element, frame, fill);
    }
}

std::optional<std::size_t> MapWriter::elementNamed(const Link& link, const std::string& key,
                                                   const void* document) {
    if (key.empty()) return std::nullopt;
    const auto [elements, added] = elements_.try_emplace(link.by);
    if (added)
        for (std::size_t i = 0; i < link.list->size(document); ++i)
            elements->second.emplace(plainText(*link.by, link.list->at(document, i)), i);
    const auto found = elements->second.find(key);
    if (found == elements->second.end()) return std::nullopt;
    return found->second;
}

void MapWriter::writeList(const Entry& entry, Frame& frame) {
    if (entry.field.up > 0) return writeDocumentList(entry, frame);
    const void* object = objectFor(entry.field, frame);
    if (object == nullptr) return;
    const FieldInfo& list = entry.field.last();
    const bool has_node = !entry.at.steps.empty();
    const std::size_t size = list.size(object);
    placedOf(entry, object, frame);
    GroupFill fill;
    for (std::size_t i = 0; i < size; ++i) {
        if (placedOf(entry, object, frame).elements.has(i)) continue;
        const void* element = list.at(object, i);
        if (!belongs(map_.scopes[entry.scope], element)) continue;
        if (!output_.hasRoomAt(frame.node, entry.at)) return;
        placedOf(entry, object, frame).elements.set(i);
        if (entry.spread != nullptr) {
            writeSpread(entry, element, frame);
        } else {
            writeElement(entry, i, element, frame, fill);
        }
        if (!has_node) return;
    }
    if (size == 0 && entry.at_least_one) writeElement(entry, 0, nullptr, frame, fill);
}

void MapWriter::writeElement(const Entry& entry, std::size_t index, const void* element,
                             Frame& frame, GroupFill& fill) {
    Frame inside;
    inside.scope = entry.scope;
    inside.object = element;
    inside.ordinal = index + 1;
    inside.around = &frame;
    if (entry.group.first != 0) return writeGrouped(entry, inside, fill);
    inside.node = elementNode(entry, frame.node, inside, frame);
    writeScope(inside);
}

// The element is written into a node of its own, which is then added to the one before when what
// they share is the same.
void MapWriter::writeGrouped(const Entry& entry, Frame& inside, GroupFill& fill) {
    const Group& group = entry.group;
    const OutputTree::Index parent = inside.around->node;
    inside.node = output_.addDetached(entry.at.steps.back());
    writeScope(inside);
    const bool joins = fill.node != OutputTree::none && fill.count < group.count &&
                       sharesNode(group, fill.node, inside.node);
    if (!joins) {
        OutputTree::Index above = parent;
        for (std::size_t i = 0; i + 1 < entry.at.steps.size(); ++i) {
            const OutputTree::Index found = output_.findBelow(above, entry.at.steps[i]);
            above = found != OutputTree::none ? found : output_.addBelow(above, entry.at.steps[i]);
        }
        output_.attach(above, inside.node);
        fill = {inside.node, 1};
        return;
    }
    for (auto at = output_.node(inside.node).first_value; at != OutputTree::none;
         at = output_.value(at).next) {
        const OutputTree::OutputValue value = output_.value(at);
        if (value.element < group.first || value.element >= group.end()) continue;
        output_.put(fill.node, static_cast<std::uint16_t>(value.element + fill.count * group.size),
                    value.component, value.text);
    }
    ++fill.count;
}

// Values outside the groups are the same in both.
bool MapWriter::sharesNode(const Group& group, OutputTree::Index node,
                           OutputTree::Index added) const {
    const auto next = [&](OutputTree::Index at) {
        while (at != OutputTree::none && output_.value(at).element >= group.first &&
               output_.value(at).element < group.end())
            at = output_.value(at).next;
        return at;
    };
    auto a = next(output_.node(node).first_value);
    auto b = next(output_.node(added).first_value);
    while (a != OutputTree::none && b != OutputTree::none) {
        const OutputTree::OutputValue& left = output_.value(a);
        const OutputTree::OutputValue& right = output_.value(b);
        if (left.element != right.element || left.component != right.component ||
            left.text != right.text)
            return false;
        a = next(left.next);
        b = next(right.next);
    }
    return a == b;
}

// One node for each element of an inner list, which the entry for that list then finds alone. Those
// that no entry takes get none; they are told with the first.
void MapWriter::writeSpread(const Entry& entry, const void* element, Frame& frame) {
    const std::vector<bool> taken = takenByScope(entry, element);
    std::vector<std::size_t> parts;
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (taken[i]) parts.push_back(i);
    for (std::size_t n = 0; n < std::max<std::size_t>(parts.size(), 1); ++n) {
        if (!output_.hasRoomAt(frame.node, entry.at)) return;
        Frame inside;
        inside.scope = entry.scope;
        inside.object = element;
        inside.ordinal = ++frame.spread;
        inside.part = n + 1;
        inside.around = &frame;
        Placed& placed = placedOf(*entry.spread, element, inside);
        for (std::size_t j = 0; j < taken.size(); ++j)
            if (taken[j] ? j != parts[n] : n > 0) placed.elements.set(j);
        inside.node = elementNode(entry, frame.node, inside, frame);
        writeScope(inside);
    }
}

// Which elements of the list that is spread an entry of the scope writes.
std::vector<bool> MapWriter::takenByScope(const Entry& entry, const void* element) const {
    std::vector<bool> taken(entry.spread->size(element));
    for (const Entry& inner : map_.scopes[entry.scope].entries) {
        if (inner.kind != EntryKind::list || inner.direction == Direction::read ||
            inner.field.up > 0 || &inner.field.last() != entry.spread)
            continue;
        for (std::size_t i = 0; i < taken.size(); ++i)
            if (belongs(map_.scopes[inner.scope], entry.spread->at(element, i))) taken[i] = true;
    }
    return taken;
}

OutputTree::Index MapWriter::elementNode(const Entry& entry, OutputTree::Index from, Frame& inside,
                                         Frame& holder) {
    if (entry.at.steps.empty()) return from;
    if (map_.scopes[entry.scope].above_written == 0 || inside.object == nullptr)
        return output_.addAt(from, entry.at);
    for (std::size_t step = 0; step + 1 < entry.at.steps.size(); ++step) {
        const bool shared =
            entry.at.steps.size() - 1 - step <= map_.scopes[entry.scope].above_written;
        const OutputTree::Index there =
            shared ? OutputTree::none : output_.findBelow(from, entry.at.steps[step]);
        from = shared                      ? sharedNode(entry, step, from, inside, holder)
               : there != OutputTree::none ? there
                                           : output_.addBelow(from, entry.at.steps[step]);
    }
    return output_.addBelow(from, entry.at.steps.back());
}

// Elements with the same values for a node above them share it.
OutputTree::Index MapWriter::sharedNode(const Entry& entry, std::size_t step,
                                        OutputTree::Index parent, Frame& inside, Frame& holder) {
    const auto up = static_cast<std::uint16_t>(entry.at.steps.size() - 1 - step);
    SharedKey key{&entry, step, parent, {}};
    appendAbove(inside, up, key.values);
    const auto [found, added] = holder.shared.emplace(std::move(key), OutputTree::none);
    if (added) {
        // What entries of the document made there already, when it says the same.
        const OutputTree::Index there = output_.findBelow(parent, entry.at.steps[step]);
        const bool taken = std::any_of(holder.shared.begin(), holder.shared.end(),
                                       [&](const auto& each) { return each.second == there; });
        const bool fits = there != OutputTree::none && !taken && agrees(inside, up, there);
        found->second = fits ? there : output_.addBelow(parent, entry.at.steps[step]);
    }
    inside.node = found->second;
    writeAbove(inside, up, added);
    return found->second;
}

// What the element, and the first of each list inside it without nodes of its own, have above.
void MapWriter::appendAbove(Frame& inside, std::uint16_t up, std::string& values) {
    for (const Entry& entry : map_.scopes[inside.scope].entries) {
        if (entry.direction == Direction::read) continue;
        const void* object = entry.field.chain.empty() ? nullptr : objectFor(entry.field, inside);
        if (entry.at.up == up && object != nullptr) appendPlain(entry.field.last(), object, values);
        if (auto inner = innerFrame(entry, inside)) appendAbove(*inner, up, values);
    }
}

// Whether the node has none but the values that the element would write there.
bool MapWriter::agrees(const Frame& inside, std::uint16_t up, OutputTree::Index node) const {
    const std::vector<Entry>& entries = map_.scopes[inside.scope].entries;
    return std::all_of(entries.begin(), entries.end(), [&](const Entry& entry) {
        if (entry.at.up != up || entry.direction == Direction::read) return true;
        if (entry.kind == EntryKind::constant) return true;
        if (entry.kind != EntryKind::value) return false;
        const OutputTree::Index at = output_.findAt(node, entry.at);
        const void* object = objectFor(entry.field, inside);
        const auto* there = at == OutputTree::none || object == nullptr
                                ? nullptr
                                : output_.find(at, entry.at.element, entry.at.component);
        return there == nullptr || there->text == writeField(entry.conversion, object).text;
    });
}

// Into inside.node; where others wrote the same already, only what is placed is noted.
void MapWriter::writeAbove(Frame& inside, std::uint16_t up, bool is_new) {
    if (is_new) writeEntries(inside, up);
    for (const Entry& entry : map_.scopes[inside.scope].entries) {
        if (entry.direction == Direction::read) continue;
        const void* object = entry.field.chain.empty() ? nullptr : objectFor(entry.field, inside);
        if (!is_new && entry.at.up == up && object != nullptr && entry.field.last().is_list) {
            Placed& placed = placedOf(entry, object, inside);
            placed.elements.setAll();
        }
        if (auto inner = innerFrame(entry, inside)) writeAbove(*inner, up, is_new);
    }
}

// Of a list without nodes of its own: the element that is written next.
std::optional<MapWriter::Frame> MapWriter::innerFrame(const Entry& entry, Frame& frame) {
    if (entry.kind != EntryKind::list || entry.at.up != 0 || !entry.at.steps.empty())
        return std::nullopt;
    const void* object = objectFor(entry.field, frame);
    if (object == nullptr || !holdsAll(entry, frame)) return std::nullopt;
    const FieldInfo& list = entry.field.last();
    for (std::size_t i = 0; i < list.size(object); ++i) {
        if (placedOf(entry, object, frame).elements.has(i)) continue;
        const void* element = list.at(object, i);
        if (!belongs(map_.scopes[entry.scope], element)) continue;
        Frame inner;
        inner.scope = entry.scope;
        inner.object = element;
        inner.node = frame.node;
        inner.ordinal = i + 1;
        inner.around = &frame;
        return inner;
    }
    return std::nullopt;
}

void MapWriter::writeConstant(const Entry& entry, const Frame& frame) {
    const OutputTree::Index node = entry.attached ? output_.findAt(frame.node, entry.at)
                                                  : output_.makeAt(frame.node, entry.at);
    if (node == OutputTree::none) return;
    if (entry.attached && output_.find(node, entry.at.element, entry.at.component) != nullptr)
        return;
    output_.put(node, entry.at.element, entry.at.component, entry.text);
}

void MapWriter::writeTotal(const Entry& entry, const Frame& frame) {
    if (!entry.counted.steps.empty()) {
        const std::size_t nodes = output_.countAt(frame.node, entry.counted);
        return putAt(entry.at, frame.node, std::to_string(nodes));
    }
    const void* object = objectFor(entry.field, frame);
    if (object == nullptr) return;
    const FieldInfo& list = entry.field.last();
    const std::size_t size = list.size(object);
    std::string text = std::to_string(size);
    if (entry.kind == EntryKind::sum) {
        const auto total = sumOf(entry.conversion, list, object);
        if (!total) return tell({findings::value_overflow, {}}, entry, frame, "sum");
        text = *total;
    }
    const OutputTree::Index node = output_.makeAt(frame.node, entry.at);
    output_.put(node, entry.at.element, entry.at.component, std::move(text));
}

// Ids run from 1; parents are named by theirs.
void MapWriter::writeTree(const TreeRule& rule, Frame& frame) {
    const TreePlan plan(map_, rule, frame.object, [&](const Scope& scope, const void* element) {
        return belongs(scope, element);
    });
    for (const TreeList& list : rule.lists) (void)placedOf(*list.list, frame.object, frame);
    for (const model::FieldInfo* list : plan.lost())
        tellNotMapped(std::string(list->name) + "." + std::string(rule.find(list)->inside->name));
    std::size_t number = 0;
    for (const PlannedNode& planned : plan.nodes()) {
        const TreeLevel& level = rule.levels[planned.level];
        if (!output_.hasRoomAt(frame.node, level.at)) return;
        const bool first = number++ == 0 && level.kind == TreeLevel::Kind::document;
        OutputTree::Index node = first ? output_.findAt(frame.node, level.at) : OutputTree::none;
        if (node == OutputTree::none) node = output_.addAt(frame.node, level.at);
        putAt(rule.id, node, std::to_string(number));
        if (planned.parent != no_index)
            putAt(rule.parent, node, std::to_string(planned.parent + 1));
        if (rule.children.element != 0)
            putAt(rule.children, node, planned.has_children ? "1" : "0");
        writeTreeNode(rule, planned, node, frame);
    }
}

void MapWriter::writeTreeNode(const TreeRule& rule, const PlannedNode& planned,
                              OutputTree::Index node, Frame& frame) {
    const TreeLevel& level = rule.levels[planned.level];
    if (level.kind != TreeLevel::Kind::document) {
        Frame inside;
        inside.scope = level.scope;
        inside.object = level.of->at(frame.object, planned.element);
        inside.node = node;
        inside.ordinal = planned.element + 1;
        inside.around = &frame;
        writeScope(inside);
    }
    if (level.kind == TreeLevel::Kind::list)
        placedOf(*level.of, frame.object, frame).elements.set(planned.element);
    for (const PlannedElement& nested : planned.nested) {
        const Entry& entry = map_.scopes[rule.scope].entries[nested.entry];
        if (!output_.hasRoomAt(node, entry.at)) continue;
        const model::FieldInfo& list = entry.field.last();
        placedOf(list, frame.object, frame).elements.set(nested.element);
        Frame inside;
        inside.scope = entry.scope;
        inside.object = list.at(frame.object, nested.element);
        inside.ordinal = nested.element + 1;
        inside.around = &frame;
        inside.node = elementNode(entry, node, inside, frame);
        writeScope(inside);
    }
}

void MapWriter::putAt(const Path& path, OutputTree::Index node, std::string text) {
    output_.put(output_.makeAt(node, path), path.element, path.component, std::move(text));
}

// Fixed fields and selecting codes say which elements of a list this entry is for.
bool MapWriter::belongs(const Scope& scope, const void* element) const {
    const bool fixed =
        std::all_of(scope.fixed.begin(), scope.fixed.end(), [&](const FixedField& field) {
            return saysPlainly(field.field.last(), holderOf(field.field, element), field.value);
        });
    const bool wanted = std::all_of(scope.where.begin(), scope.where.end(), [&](const When& when) {
        return mapping::holds(when, holderOf(when.field, element));
    });
    return fixed && wanted &&
           std::all_of(scope.selectors.begin(), scope.selectors.end(), [&](std::uint32_t index) {
               const Entry& entry = scope.entries[index];
               const void* holder = holderOf(entry.field, element);
               return !writeField(entry.conversion, holder).problem;
           });
}

bool MapWriter::holdsAll(const Entry& entry, const Frame& frame) const {
    return std::all_of(entry.when.begin(), entry.when.end(),
                       [&](const When& when) { return holds(when, objectFor(when.field, frame)); });
}

const void* MapWriter::objectFor(const FieldPath& field, const Frame& frame) const {
    const Frame* at = &frame;
    for (std::uint16_t i = 0; i < field.up; ++i) at = at->around;
    return at->object == nullptr ? nullptr : holderOf(field, at->object);
}

MapWriter::Placed& MapWriter::placedOf(const Entry& entry, const void* holder, Frame& frame) {
    return placedOf(entry.field.last(), holder, frame, entry.field.text);
}

MapWriter::Placed& MapWriter::placedOf(const FieldInfo& list, const void* holder, Frame& frame,
                                       std::string_view name) {
    for (Placed& placed : frame.placed)
        if (placed.list == &list && placed.holder == holder) return placed;
    return frame.placed.emplace_back(
        Placed{&list, holder, ElementMarks(list.size(holder)), name.empty() ? list.name : name});
}

void MapWriter::tellNotWritten(const Frame& frame) {
    const Scope& scope = map_.scopes[frame.scope];
    const auto tellField = [&](std::string_view field) {
        std::string above = frame.around == nullptr ? "" : scope.name + ".";
        tellNotMapped(above.append(field));
    };
    for (const Placed& placed : frame.placed)
        if (!placed.elements.hasAll()) tellField(placed.field);
    for (const FieldPath& field : scope.not_written)
        if (saysSomething(field.last(), holderOf(field, frame.object))) tellField(field.text);
}

// Once a field, however many lines have it.
void MapWriter::tellNotMapped(const std::string& field) {
    if (!told_.insert(field).second) return;
    collector_.add(report_, findings::data_not_mapped, {}, {{"found", "1"}, {"first", field}});
}

void MapWriter::tell(const ValueProblem& problem, const Entry& entry, const Frame& frame,
                     std::string_view found) {
    exchange::Position position;
    position.path = entry.at.text;
    std::string field = entry.field.text;
    if (frame.around != nullptr)
        field = map_.scopes[frame.scope].name + "[" + std::to_string(frame.ordinal) + "]." + field;
    collector_.add(report_, problem.id, std::move(position),
                   {{"field", field}, {"found", found}, {"maximum", problem.maximum}});
}

}  // namespace entrepot::mapping
