#include "mapping/map/write_order.h"

namespace entrepot::mapping {
namespace {

// Without it the entry leaves nothing: no default, no number of its own, no empty node.
const model::FieldInfo* neededField(const Entry& entry) {
    if (entry.field.up > 0 || entry.field.chain.size() != 1) return nullptr;
    switch (entry.kind) {
        case EntryKind::value:
            return entry.ordinal || (!entry.has_default && !entry.text.empty())
                       ? nullptr
                       : &entry.field.last();
        case EntryKind::list:
            return entry.at_least_one ? nullptr : &entry.field.last();
        case EntryKind::values:
        case EntryKind::pairs:
            return &entry.field.last();
        default:
            return nullptr;
    }
}

bool isWritten(const Entry& entry) {
    const bool only_read = entry.direction == Direction::read || entry.kind == EntryKind::link ||
                           entry.kind == EntryKind::set || entry.kind == EntryKind::ignore;
    return !only_read && (entry.kind != EntryKind::list || entry.tree == no_index);
}

}  // namespace

// Attached entries go beside what the others wrote, so they come last.
void orderWriting(Map& map) {
    for (Scope& scope : map.scopes)
        for (const bool attached : {false, true})
            for (const Entry& entry : scope.entries)
                if (entry.attached == attached && isWritten(entry))
                    scope.written.push_back({&entry, neededField(entry), entry.at.up});
}

}  // namespace entrepot::mapping
