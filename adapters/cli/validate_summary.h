// validate --summary: what became of each file and each folder, and which findings did it.
#pragma once
#include <string>
#include <vector>

#include "adapters/cli/translation.h"

namespace entrepot::cli {

// Exit::bad_input when a document of any file would be refused.
Exit summarise(const Command& command, const Translation& translation,
               const std::vector<std::string>& files);

}  // namespace entrepot::cli
