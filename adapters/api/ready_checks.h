// The usual things without which the broker is not ready.
#pragma once
#include <filesystem>

#include "adapters/api/context.h"

namespace entrepot::api {

ReadyCheck storeTakes(std::function<Result<void>()> ping);  // it can be written to now
ReadyCheck supplyIsThere(const exchange::CurrentItems& items);
ReadyCheck diskHasRoom(const std::filesystem::path& folder, std::uintmax_t bytes_min);

}  // namespace entrepot::api
