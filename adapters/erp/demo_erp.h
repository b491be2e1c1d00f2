// Makes the ERP of the demo: an SQLite database of an invented maker of tools (conf/demo/erp.sql).
#pragma once
#include <filesystem>

#include "core/base/result.h"
#include "core/base/time.h"

namespace entrepot::erp {

// `conf` is the directory that holds demo/. Everything in it counts from `today`. `conflict` when
// `file` is there already.
Result<void> createDemoErp(const std::filesystem::path& file, Day today,
                           const std::filesystem::path& conf);

}  // namespace entrepot::erp
