// MapReader, links: elements of one list that name those of another, wherever they stand.
#include <algorithm>
#include <unordered_map>

#include "mapping/map/field_path.h"
#include "mapping/map/locate.h"
#include "mapping/map/map_reader.h"

namespace entrepot::mapping {
namespace {

std::string& textOf(const model::FieldInfo& field, void* object) {
    return *static_cast<std::string*>(field.make(object));
}

}  // namespace

NodeIndex MapReader::elementNode(std::string_view list, std::size_t index) const {
    for (const ElementNodes& of : element_nodes_)
        if (of.list->name == list && index < of.nodes.size()) return of.nodes[index];
    return no_node;
}

void MapReader::remember(const model::FieldInfo& list, std::size_t index, NodeIndex node) {
    auto of = std::find_if(element_nodes_.begin(), element_nodes_.end(),
                           [&](const ElementNodes& each) { return each.list == &list; });
    if (of == element_nodes_.end()) of = element_nodes_.insert(of, {&list, {}});
    of->nodes.resize(std::max(of->nodes.size(), index), no_node);
    of->nodes.push_back(node);
}

// What stands in the message is known; what to set there only when our element is complete.
void MapReader::readLink(const Entry& entry, const Binding& binding, At at, const Frame& frame) {
    PendingLink link;
    link.entry = &entry;
    link.scope = binding.scope;
    link.number = std::string(tree_->values()[at.value].text);
    if (entry.link.as != nullptr) {
        const bool in_document = frame.around != nullptr && frame.around->around == nullptr;
        if (!in_document || binding.scope != frame.scope) return;
        link.list = frame.list;
        link.index = frame.ordinal - 1;
    }
    links_.push_back(std::move(link));
}

void MapReader::completeLinks(Frame& frame) {
    for (std::size_t i = frame.first_link; i < links_.size(); ++i) {
        PendingLink& link = links_[i];
        if (link.entry->link.to != nullptr && link.text.empty())
            link.text = textOf(*link.entry->link.to, objectOf(frame, link.scope));
    }
}

void MapReader::applyLinks(void* document) {
    // By what stands in the message: the elements of each list that is named.
    std::unordered_map<const model::FieldInfo*, std::unordered_map<std::string, std::size_t>> known;
    for (const PendingLink& pending : links_) {
        const Link& link = pending.entry->link;
        const model::FieldInfo& named_by = link.as != nullptr ? *link.as : *link.by;
        auto [numbers, added] = known.try_emplace(&named_by);
        if (added)
            for (std::size_t i = 0; i < link.list->size(document); ++i)
                numbers->second.emplace(textOf(named_by, link.list->element(document, i)), i);
        const auto found = numbers->second.find(pending.number);
        if (found == numbers->second.end()) continue;
        void* named = link.list->element(document, found->second);
        if (link.as == nullptr) {
            std::string& text = textOf(*link.set, named);
            if (text.empty()) text = pending.text;
        } else if (pending.list != nullptr) {
            const FieldPath& field = pending.entry->field;
            void* ours = pending.list->element(document, pending.index);
            textOf(field.last(), holderOf(field, ours)) = textOf(*link.by, named);
        }
    }
}

// A list of the document whose elements stand inside ours, which then names them.
void MapReader::enterDocumentList(const ListPlace& list, NodeIndex node, Frame& frame) {
    const Entry& entry = *list.entry;
    const model::FieldInfo& field = entry.field.last();
    Frame* outermost = &frame;
    while (outermost->around != nullptr) outermost = outermost->around;
    const std::size_t index = field.size(outermost->object);
    const std::uint32_t same =
        entry.same.text.empty() ? no_index : locate(*tree_, entry.same, node);
    if (same != no_index) {
        const auto [first, added] =
            alike_.try_emplace({&entry, tree_->values()[same].text}, Alike{index, node});
        if (!added) {
            takeAlike(node, first->second.node);
            void* element = field.element(outermost->object, first->second.index);
            return name(list, textOf(*entry.link.by, element), frame);
        }
    }
    Frame inside;
    inside.scope = entry.scope;
    inside.object = field.append(outermost->object);
    inside.node = node;
    inside.ordinal = index + 1;
    inside.around = &frame;
    inside.list = &field;
    if (entry.link.inside) nameOurs(list, frame, inside.object);
    setFixed(map_->scopes[entry.scope], inside.object);
    readScope(inside);
    std::string& key = textOf(*entry.link.by, inside.object);
    if (key.empty()) key = std::to_string(index + 1);
    if (!entry.link.inside) name(list, key, frame);
}

// The new element is of the list that ours is of, which it may have moved.
void MapReader::nameOurs(const ListPlace& list, Frame& frame, void* element) {
    const Link& link = list.entry->link;
    Frame* outermost = &frame;
    while (outermost->around != nullptr) outermost = outermost->around;
    for (Frame* at = &frame; at->around != nullptr; at = at->around)
        if (at->list == link.list)
            at->object = link.list->element(outermost->object, at->ordinal - 1);
    std::string& ours = textOf(*link.by, objectOf(frame, list.scope));
    if (ours.empty()) ours = std::to_string(frame.ordinal);
    textOf(*link.set, element) = ours;
}

void MapReader::name(const ListPlace& list, const std::string& key, Frame& frame) {
    std::string& ours = textOf(*list.entry->link.set, objectOf(frame, list.scope));
    if (ours.empty()) ours = key;
}

}  // namespace entrepot::mapping
