#include "tests/support/files.h"

#include <fstream>
#include <iterator>

namespace entrepot::test {

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace entrepot::test
