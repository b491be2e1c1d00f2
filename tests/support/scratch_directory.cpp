#include "tests/support/scratch_directory.h"

#include <cstdlib>
#include <fstream>

#include "core/base/check.h"

namespace entrepot::test {

ScratchDirectory::ScratchDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "entrepot-test-XXXXXX").string();
    check(::mkdtemp(name.data()) != nullptr, "no directory for the test");
    path_ = name;
}

ScratchDirectory::~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path ScratchDirectory::write(const std::string& name,
                                              std::string_view bytes) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

}  // namespace entrepot::test
