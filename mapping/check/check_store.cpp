#include "mapping/check/check_store.h"

namespace entrepot::mapping {

Result<const CheckRules*> CheckStore::find(const PartnerKey& partner) const {
    const std::filesystem::path own =
        partner.empty() ? std::filesystem::path()
                        : partners_dir_ / partner.value / "overrides" / "checks.xml";
    std::error_code ignored;
    const bool differs = !own.empty() && std::filesystem::exists(own, ignored);
    const std::lock_guard lock(mutex_);
    Entry& entry = rules_[differs ? partner : PartnerKey()];
    if (!entry.rules && !entry.failure) {
        auto loaded = CheckRules::load(common_, differs ? own : std::filesystem::path());
        if (loaded) {
            entry.rules = std::make_unique<CheckRules>(std::move(*loaded));
        } else {
            entry.failure = loaded.error();
        }
    }
    if (entry.failure) return fail(*entry.failure);
    return entry.rules.get();
}

}  // namespace entrepot::mapping
