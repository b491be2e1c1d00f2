// A ledger store in memory, thread-safe, that fails when a test tells it to.
#pragma once
#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/ports/ledger_store.h"

namespace entrepot::test {

class MemoryLedgerStore : public ports::LedgerStore {
public:
    Result<void> commit(const ports::LedgerBatch& batch) override {
        const std::lock_guard lock(mutex_);
        ++commits_;
        if (failures_left_ > 0 && !applied_before_failure_) return nextFailure();
        if (const auto taken = takenReference(batch))
            return fail(FailureKind::conflict, "reference is stored already", *taken);
        if (!knowsAll(batch)) return fail(FailureKind::not_found, "no such promise", "memory");
        apply(batch);
        if (failures_left_ > 0) return nextFailure();
        return {};
    }

    Result<std::vector<ports::LedgerEntry>> loadOpen() override {
        const std::lock_guard lock(mutex_);
        std::vector<ports::LedgerEntry> open;
        for (const auto& [id, entry] : entries_)
            if (entry.state == promise::PromiseState::held ||
                entry.state == promise::PromiseState::confirmed)
                open.push_back(entry);
        return open;
    }

    Result<std::optional<ports::LedgerEntry>> find(PromiseId id) override {
        const std::lock_guard lock(mutex_);
        if (reads_fail_) return fail(FailureKind::unavailable, "told to fail", "memory");
        const auto found = entries_.find(id);
        if (found == entries_.end()) return std::nullopt;
        return found->second;
    }

    Result<std::optional<ports::LedgerEntry>> findByReference(std::string_view reference) override {
        const std::lock_guard lock(mutex_);
        if (reads_fail_) return fail(FailureKind::unavailable, "told to fail", "memory");
        const auto found = ids_.find(std::string(reference));
        if (found == ids_.end()) return std::nullopt;
        return entries_.at(found->second);
    }

    // The next commits fail; `applied` says whether they took effect all the same.
    void failNext(FailureKind kind, int count = 1, bool applied = false) {
        const std::lock_guard lock(mutex_);
        failure_ = kind;
        failures_left_ = count;
        applied_before_failure_ = applied;
    }
    void failReads(bool yes) {
        const std::lock_guard lock(mutex_);
        reads_fail_ = yes;
    }

    int commits() const {
        const std::lock_guard lock(mutex_);
        return commits_;
    }
    std::vector<ports::LedgerEntry> all() const {
        const std::lock_guard lock(mutex_);
        std::vector<ports::LedgerEntry> entries;
        for (const auto& [id, entry] : entries_) entries.push_back(entry);
        return entries;
    }

private:
    Result<void> nextFailure() {
        --failures_left_;
        return fail(failure_, "told to fail", "memory");
    }

    bool knowsAll(const ports::LedgerBatch& batch) const {
        const auto known = [&](PromiseId id) {
            const auto added = [&](const ports::LedgerEntry& entry) { return entry.id == id; };
            return entries_.contains(id) || std::ranges::any_of(batch.added, added);
        };
        return std::ranges::all_of(batch.changed,
                                   [&](const auto& entry) { return known(entry.id); }) &&
               std::ranges::all_of(batch.closed,
                                   [&](const auto& each) { return known(each.first); });
    }

    std::optional<std::string> takenReference(const ports::LedgerBatch& batch) const {
        std::set<std::string> added;
        for (const ports::LedgerEntry& entry : batch.added)
            if (!entry.request.reference.empty() && (ids_.contains(entry.request.reference) ||
                                                     !added.insert(entry.request.reference).second))
                return entry.request.reference;
        for (const ports::LedgerEntry& entry : batch.changed) {
            const auto found = ids_.find(entry.request.reference);
            if (found != ids_.end() && found->second != entry.id) return entry.request.reference;
        }
        return std::nullopt;
    }

    void apply(const ports::LedgerBatch& batch) {
        for (const auto* entries : {&batch.added, &batch.changed})
            for (const ports::LedgerEntry& entry : *entries) {
                const auto old = entries_.find(entry.id);
                if (old != entries_.end()) ids_.erase(old->second.request.reference);
                entries_[entry.id] = entry;
                if (!entry.request.reference.empty()) ids_[entry.request.reference] = entry.id;
            }
        for (const auto& [id, state] : batch.closed) {
            entries_[id].state = state;
            entries_[id].answer.state = state;
            entries_[id].changed_at = batch.at;
        }
    }

    mutable std::mutex mutex_;
    std::map<PromiseId, ports::LedgerEntry> entries_;
    std::map<std::string, PromiseId> ids_;
    int commits_ = 0;
    FailureKind failure_ = FailureKind::unavailable;
    int failures_left_ = 0;
    bool applied_before_failure_ = false;
    bool reads_fail_ = false;
};

}  // namespace entrepot::test
