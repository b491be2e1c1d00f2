// Which schemas (*.xsd) a folder holds: what each declares, and which files it brings with it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace entrepot::mapping {

inline constexpr std::uintmax_t xsd_file_bytes_max = 32'000'000;  // UBL's largest has 4 MB

struct XsdFile {
    std::string namespace_uri;
    std::vector<std::string> elements;                     // that it declares
    std::map<std::string, std::filesystem::path> imports;  // by namespace
    std::vector<std::filesystem::path> includes;           // of its own namespace
};

using XsdFiles = std::map<std::filesystem::path, XsdFile>;

// Subfolders and all. A file that is no schema declares nothing; it is told when one imports it.
Result<XsdFiles> scanXsdFolder(const std::filesystem::path& folder);

// What is loaded with it, itself and all that it imports, by namespace.
std::map<std::string, std::filesystem::path> broughtBy(const std::filesystem::path& file,
                                                       const XsdFiles& files);

}  // namespace entrepot::mapping
