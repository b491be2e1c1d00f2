// Compiles one structure file and its version's dictionary into the flat tables of a Grammar.
#pragma once
#include <filesystem>

#include "core/base/result.h"
#include "mapping/grammar/dictionary.h"
#include "mapping/grammar/grammar.h"

namespace entrepot::mapping {

// A Failure lists every mistake in the file, one "file:line: what" each.
Result<Grammar> loadStructure(const std::filesystem::path& file,
                              const exchange::MessageFormat& format, const Dictionary& dictionary);

}  // namespace entrepot::mapping
