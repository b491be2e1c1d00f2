#include "adapters/odbc/database_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace entrepot::odbc {
namespace {

tl::unexpected<Failure> systemFailure(int error, const std::filesystem::path& path) {
    const FailureKind kind = error == ENOSPC || error == EDQUOT ? FailureKind::storage_full
                             : error == EEXIST                  ? FailureKind::conflict
                             : error == ENOENT                  ? FailureKind::not_found
                             : error == EACCES                  ? FailureKind::denied
                                                                : FailureKind::unavailable;
    return fail(kind, std::strerror(error), path.string());
}

}  // namespace

Result<void> ensureDatabaseFile(const std::filesystem::path& file) {
    std::error_code error;
    const auto directory = std::filesystem::absolute(file).parent_path();
    if (std::filesystem::create_directories(directory, error))
        std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return systemFailure(errno, file);
    ::close(descriptor);
    return {};
}

Result<void> makeDurable(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return systemFailure(errno, path);
    const int synced = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    if (synced != 0) return systemFailure(error, path);
    return {};
}

Result<void> copyDurably(const std::filesystem::path& from, const std::filesystem::path& to) {
    const int made = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) return systemFailure(errno, to);
    ::close(made);
    std::error_code error;
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing, error);
    if (error) {
        std::filesystem::remove(to);
        return systemFailure(error.value(), from);
    }
    std::filesystem::permissions(
        to, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
    return makeDurable(to);
}

Result<void> renameDurably(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return systemFailure(errno, from);
    return makeDurable(std::filesystem::absolute(to).parent_path());
}

}  // namespace entrepot::odbc
