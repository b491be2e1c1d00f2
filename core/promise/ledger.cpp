#include "core/promise/ledger.h"

#include <algorithm>

#include "core/base/check.h"

namespace entrepot::promise {

using ports::LedgerEntry;

const LedgerEntry* Ledger::find(PromiseId id) const {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second;
}

const LedgerEntry* Ledger::findByReference(std::string_view reference) const {
    const auto found = by_reference_.find(std::string(reference));
    return found == by_reference_.end() ? nullptr : find(found->second);
}

void Ledger::put(LedgerEntry entry) {
    const PromiseId id = entry.id;
    journal_.push_back({id, takeOut(id)});
    putIn(std::move(entry));
}

void Ledger::close(PromiseId id) {
    check(entries_.contains(id), "only an open promise is closed");
    journal_.push_back({id, takeOut(id)});
}

std::vector<PromiseId> Ledger::dueAt(Instant now, std::size_t count_max) const {
    std::vector<PromiseId> due;
    for (const auto& [until, id] : holds_) {
        if (until > now || due.size() == count_max) break;
        due.push_back(id);
    }
    return due;
}

std::vector<PromiseId> Ledger::ids() const {
    std::vector<PromiseId> ids;
    ids.reserve(entries_.size());
    for (const auto& [id, entry] : entries_) ids.push_back(id);
    std::ranges::sort(ids);
    return ids;
}

void Ledger::undoTo(std::size_t bookmark) {
    for (; journal_.size() > bookmark; journal_.pop_back()) {
        Step& step = journal_.back();
        takeOut(step.id);
        if (step.before) putIn(std::move(*step.before));
    }
}

std::optional<LedgerEntry> Ledger::takeOut(PromiseId id) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) return std::nullopt;
    LedgerEntry entry = std::move(found->second);
    entries_.erase(found);
    by_reference_.erase(entry.request.reference);
    if (entry.answer.hold_until) holds_.erase({*entry.answer.hold_until, id});
    return entry;
}

void Ledger::putIn(LedgerEntry entry) {
    const PromiseId id = entry.id;
    by_reference_[entry.request.reference] = id;
    if (entry.state == PromiseState::held && entry.answer.hold_until)
        holds_.insert({*entry.answer.hold_until, id});
    entries_.emplace(id, std::move(entry));
}

}  // namespace entrepot::promise
