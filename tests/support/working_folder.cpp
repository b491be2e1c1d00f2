// Tests name files of the project from the build folder, so that objects are the same in every
// checkout and ccache serves them all. Part of each test program.
#include <filesystem>

namespace {

[[maybe_unused]] const bool moved = (std::filesystem::current_path(ENTREPOT_BUILD_DIR), true);

}  // namespace
