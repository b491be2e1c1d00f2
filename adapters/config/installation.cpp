#include "adapters/config/installation.h"

#include <cstdlib>

namespace entrepot::config {
namespace {

namespace fs = std::filesystem;

bool holdsSchemas(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / "xsd" / "entrepot.xsd", error);
}

}  // namespace

Result<fs::path> findSchemas() {
    if (const char* home = std::getenv("ENTREPOT_HOME")) {
        if (holdsSchemas(fs::path(home) / "schemas")) return fs::path(home) / "schemas";
        return fail(FailureKind::not_found, "ENTREPOT_HOME names a folder without schemas/xsd",
                    home);
    }
    std::error_code error;
    fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    for (; !folder.empty(); folder = folder.parent_path()) {
        for (const fs::path& candidate : {folder / "schemas", folder / "share/entrepot/schemas"})
            if (holdsSchemas(candidate)) return candidate;
        if (folder == folder.root_path()) break;
    }
    return fail(FailureKind::not_found,
                "no schemas folder above the program; set ENTREPOT_HOME to where schemas/ lies");
}

}  // namespace entrepot::config
