// A whole file as bytes; a file that is not there has none.
#pragma once
#include <filesystem>
#include <string>

namespace entrepot::test {

std::string contentOf(const std::filesystem::path& file);

}  // namespace entrepot::test
