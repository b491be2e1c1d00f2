// The files that a line names: themselves, and all below its folders.
#pragma once
#include <string>
#include <vector>

#include "core/base/result.h"

namespace entrepot::cli {

inline constexpr std::size_t files_max = 1'000'000;  // of one line

// In the order of the line, those of a folder by name. What begins with a dot is passed over in
// folders; "-" stays. A Failure when a folder cannot be read, has no file, or there are too many.
Result<std::vector<std::string>> filesOf(const std::vector<std::string>& paths);

}  // namespace entrepot::cli
