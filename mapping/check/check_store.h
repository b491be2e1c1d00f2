// The business checks and the partners' differences, loaded when first asked for and kept.
//
// Thread-safe.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "mapping/check/check_rules.h"

namespace entrepot::mapping {

class CheckStore {
public:
    CheckStore(const std::filesystem::path& schemas_dir, std::filesystem::path partners_dir)
        : common_(schemas_dir / "checks.xml"), partners_dir_(std::move(partners_dir)) {}

    // With the partner's differences when it has any (empty key: none). Lives as long as the store.
    Result<const CheckRules*> find(const PartnerKey& partner = {}) const;

private:
    struct Entry {
        std::unique_ptr<CheckRules> rules;
        std::optional<Failure> failure;
    };

    std::filesystem::path common_;
    std::filesystem::path partners_dir_;
    mutable std::mutex mutex_;
    mutable std::map<PartnerKey, Entry> rules_;
};

}  // namespace entrepot::mapping
