// The SQLite database as a file: made for its owner only, replaced whole.
#pragma once
#include <filesystem>

#include "core/base/result.h"

namespace entrepot::odbc {

// Makes an empty file of mode 0600 when there is none, and its directory (0700).
Result<void> ensureDatabaseFile(const std::filesystem::path& file);

// The bytes of `from` as a new file `to` of mode 0600, on disk when this returns.
Result<void> copyDurably(const std::filesystem::path& from, const std::filesystem::path& to);

// fsync of a file or a directory.
Result<void> makeDurable(const std::filesystem::path& path);

Result<void> renameDurably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace entrepot::odbc
