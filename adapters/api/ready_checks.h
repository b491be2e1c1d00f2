// The usual things without which the broker is not ready.
#pragma once
#include <filesystem>

#include "adapters/api/context.h"

namespace entrepot::api {

ReadyCheck storeAnswers(ports::DocumentArchive& archive);
ReadyCheck supplyIsThere(const exchange::CurrentItems& items);
ReadyCheck diskHasRoom(const std::filesystem::path& folder, std::uintmax_t bytes_min);

}  // namespace entrepot::api
