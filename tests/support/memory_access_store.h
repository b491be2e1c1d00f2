// ports::AccessStore in memory; can be told to be away.
#pragma once
#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "core/ports/access_store.h"

namespace entrepot::test {

class MemoryAccessStore : public ports::AccessStore {
public:
    Result<void> add(const ports::AccessKey& key) override {
        const std::scoped_lock lock(mutex_);
        if (away_) return fail(FailureKind::unavailable, "the test took the store away");
        const bool there = std::ranges::any_of(keys_, [&](const ports::AccessKey& known) {
            return known.name == key.name || known.sha256 == key.sha256;
        });
        if (there) return fail(FailureKind::conflict, "a key of this name exists", key.name);
        keys_.push_back(key);
        return {};
    }

    Result<std::optional<ports::AccessKey>> findByHash(std::string_view sha256) override {
        const std::scoped_lock lock(mutex_);
        ++lookups_;
        if (away_) return fail(FailureKind::unavailable, "the test took the store away");
        for (const ports::AccessKey& key : keys_)
            if (key.sha256 == sha256) return key;
        return std::nullopt;
    }

    Result<std::vector<ports::AccessKey>> all() override {
        const std::scoped_lock lock(mutex_);
        std::vector<ports::AccessKey> sorted = keys_;
        std::ranges::sort(sorted, {}, &ports::AccessKey::name);
        return sorted;
    }

    Result<void> revoke(std::string_view name, Instant at) override {
        const std::scoped_lock lock(mutex_);
        for (ports::AccessKey& key : keys_) {
            if (key.name != name) continue;
            if (!key.revoked_at) key.revoked_at = at;
            return {};
        }
        return fail(FailureKind::not_found, "no key of this name", std::string(name));
    }

    void away(bool is_away) {
        const std::scoped_lock lock(mutex_);
        away_ = is_away;
    }
    int lookups() const {
        const std::scoped_lock lock(mutex_);
        return lookups_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<ports::AccessKey> keys_;
    bool away_ = false;
    int lookups_ = 0;
};

}  // namespace entrepot::test
