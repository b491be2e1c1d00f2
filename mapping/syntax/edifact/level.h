// The syntax levels of UNB S001 and their character sets.
#pragma once
#include <string_view>

#include "mapping/syntax/charset.h"

namespace entrepot::mapping {

struct SyntaxLevel {
    std::string_view name;
    Charset charset;
};

// Null when there is no such level.
const SyntaxLevel* syntaxLevel(std::string_view name);

}  // namespace entrepot::mapping
