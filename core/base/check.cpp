#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace entrepot {

void invariantBroken(std::string_view what, const std::source_location& where) {
    std::fprintf(stderr, "entrepot: broken invariant: %.*s (%s:%u)\n",
                 static_cast<int>(what.size()), what.data(), where.file_name(),
                 static_cast<unsigned>(where.line()));
    std::abort();
}

}  // namespace entrepot
