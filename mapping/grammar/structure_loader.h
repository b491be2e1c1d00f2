// Compiles one structure and its version's dictionary into the flat tables of a Grammar.
#pragma once
#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "mapping/grammar/dictionary.h"
#include "mapping/grammar/grammar.h"

namespace entrepot::mapping {

// What a structure file says, differences to a base put on already (grammar_delta.h).
struct StructureText {
    xml::Element top;
    std::filesystem::path file;
    std::vector<exchange::MessageFormat> bases;  // what it was put upon, nearest first
};

// A Failure lists every mistake in the file, one "file:line: what" each.
Result<Grammar> compileStructure(const StructureText& text, const exchange::MessageFormat& format,
                                 const Dictionary& dictionary);

}  // namespace entrepot::mapping
