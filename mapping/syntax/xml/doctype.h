// A DOCTYPE that only names a DTD says nothing we need. Taking it out before the parser sees it
// leaves every guard of the parser as it is: nothing is fetched, nothing is declared.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace entrepot::mapping {

// Overwrites the DOCTYPE in `head` (the beginning of an ASCII-compatible document) with blanks and
// gives its name. Leaves it, and gives nothing, when there is none, when its name is none of
// `names`, when it has an internal subset or anything else than SYSTEM or PUBLIC identifiers, or
// when it does not end in `head`.
std::string blankDoctype(std::string& head, std::span<const std::string> names);

}  // namespace entrepot::mapping
