// A folder of its own for one test; gone afterwards.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace entrepot::testing {

class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    // Makes the folders above it as well.
    std::filesystem::path write(const std::string& name, std::string_view bytes) const;

private:
    std::filesystem::path path_;
};

std::string readFile(const std::filesystem::path& file);

}  // namespace entrepot::testing
