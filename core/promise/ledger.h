// The open promises in memory: held and confirmed ones, found by id and by reference.
//
// Every change is journalled, so that a batch that could not be stored is undone to its bookmark.
// Owned by the promise thread. What the promises reserve is in the supply picture, not here.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/ports/ledger_store.h"

namespace entrepot::promise {

class Ledger {
public:
    // Nothing when no open promise has it; valid until the next change.
    const ports::LedgerEntry* find(PromiseId id) const;
    const ports::LedgerEntry* findByReference(std::string_view reference) const;

    // Adds the entry, or replaces the one of the same id.
    void put(ports::LedgerEntry entry);
    void close(PromiseId id);

    // Holds whose time has come, in the order of their times.
    std::vector<PromiseId> dueAt(Instant now, std::size_t count_max) const;

    std::size_t size() const { return entries_.size(); }
    // By id.
    std::vector<PromiseId> ids() const;

    std::size_t bookmark() const { return journal_.size(); }
    void undoTo(std::size_t bookmark);
    void keep() { journal_.clear(); }

private:
    struct Step {
        PromiseId id;
        std::optional<ports::LedgerEntry> before;  // nothing: there was none
    };

    std::optional<ports::LedgerEntry> takeOut(PromiseId id);
    void putIn(ports::LedgerEntry entry);

    std::unordered_map<PromiseId, ports::LedgerEntry> entries_;
    std::unordered_map<std::string, PromiseId> by_reference_;
    std::set<std::pair<Instant, PromiseId>> holds_;
    std::vector<Step> journal_;
};

}  // namespace entrepot::promise
