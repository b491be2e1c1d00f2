// Where the data files that come with the program are: schemas/ with grammars, maps, texts, XSDs.
#pragma once
#include <filesystem>

#include "core/base/result.h"

namespace entrepot::config {

// ENTREPOT_HOME when set; else the nearest folder above the program that holds schemas/xsd, or
// share/entrepot/schemas/xsd. The result is the schemas folder itself.
Result<std::filesystem::path> findSchemas();

}  // namespace entrepot::config
