#include "adapters/cli/file_list.h"

#include <algorithm>
#include <filesystem>

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;

Result<void> addFilesBelow(const std::string& folder, std::vector<std::string>& files) {
    const std::size_t before = files.size();
    std::error_code error;
    fs::recursive_directory_iterator at(folder, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        if (at->path().filename().string().starts_with('.')) {
            at.disable_recursion_pending();
            continue;
        }
        std::error_code ignored;
        if (at->is_regular_file(ignored)) files.push_back(at->path().string());
        if (files.size() > files_max)
            return fail(FailureKind::too_large,
                        "more than " + std::to_string(files_max) + " files; name fewer", folder);
    }
    if (error) return fail(FailureKind::unavailable, "cannot be read: " + error.message(), folder);
    if (files.size() == before)
        return fail(FailureKind::not_found, "there is no file in the folder", folder);
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
    return {};
}

}  // namespace

Result<std::vector<std::string>> filesOf(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code ignored;
        if (!fs::is_directory(path, ignored)) {
            files.push_back(path);
            continue;
        }
        if (const auto done = addFilesBelow(path, files); !done) return fail(done.error());
    }
    return files;
}

}  // namespace entrepot::cli
