#include "adapters/api/ready_checks.h"

namespace entrepot::api {

ReadyCheck storeTakes(std::function<Result<void>()> ping) {
    return {"store", std::move(ping)};
}

ReadyCheck supplyIsThere(const exchange::CurrentItems& items) {
    return {"supply", [&items]() -> Result<void> {
                if (items.get()->size() > 0) return {};
                return fail(FailureKind::unavailable, "the ERP has not been read yet", "supply");
            }};
}

ReadyCheck diskHasRoom(const std::filesystem::path& folder, std::uintmax_t bytes_min) {
    return {"disk", [folder, bytes_min]() -> Result<void> {
                std::error_code error;
                const auto space = std::filesystem::space(folder, error);
                if (!error && space.available >= bytes_min) return {};
                return fail(FailureKind::storage_full, "little room is left", folder.string());
            }};
}

}  // namespace entrepot::api
