#include "adapters/directory/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/base/crash_point.h"

namespace entrepot::directory {
namespace {

namespace fs = std::filesystem;

FailureKind kindOf(int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            return FailureKind::storage_full;
        case EEXIST:
            return FailureKind::conflict;
        case ENOENT:
            return FailureKind::not_found;
        case EACCES:
        case EPERM:
        case ELOOP:
            return FailureKind::denied;
        default:
            return FailureKind::unavailable;
    }
}

tl::unexpected<Failure> failed(const char* doing, const fs::path& file) {
    const int error = errno;
    return fail(kindOf(error), std::string(doing) + ": " + std::strerror(error), file.string());
}

class Descriptor {
public:
    Descriptor(const fs::path& file, int flags, mode_t mode = 0)
        : number_(::open(file.c_str(), flags | O_CLOEXEC, mode)) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    bool good() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

bool writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Result<void> syncFolder(const fs::path& folder) {
    const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
    if (!descriptor.good() || ::fsync(descriptor.number()) != 0)
        return failed("the folder cannot be synced", folder);
    return {};
}

Result<void> writeTemporary(const fs::path& file, std::string_view bytes) {
    const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0640);
    if (!descriptor.good()) return failed("cannot be made", file);
    if (!writeAll(descriptor.number(), bytes) || ::fsync(descriptor.number()) != 0) {
        const auto failure = failed("cannot be written", file);
        ::unlink(file.c_str());
        return failure;
    }
    return {};
}

}  // namespace

Result<FileMark> markOf(const fs::path& file) {
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0) return failed("cannot be looked at", file);
    if (!S_ISREG(status.st_mode))
        return fail(FailureKind::invalid, "is not a regular file", file.string());
    return FileMark{status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
                    status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec};
}

Result<std::string> readWhole(const fs::path& file, std::size_t bytes_max) {
    const Descriptor descriptor(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!descriptor.good()) return failed("cannot be opened for reading", file);
    std::string bytes;
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(std::min(bytes_max + 1, before + (std::size_t{1} << 20)));
        const ssize_t got =
            ::read(descriptor.number(), bytes.data() + before, bytes.size() - before);
        if (got < 0 && errno != EINTR) return failed("cannot be read", file);
        bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (bytes.size() > bytes_max)
            return fail(
                FailureKind::too_large,
                "has more than " + std::to_string(bytes_max) + " bytes (limits/body_bytes_max)",
                file.string());
        if (got == 0) return bytes;
    }
}

Result<void> moveInto(const fs::path& file, const fs::path& target) {
    if (::renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) != 0)
        return failed("cannot be moved", target);
    return {};
}

Result<void> writeDurably(const fs::path& file, std::string_view bytes) {
    fs::path temporary = file.parent_path() / ".";
    temporary += file.filename();
    temporary += ".tmp";
    if (auto written = writeTemporary(temporary, bytes); !written) return written;
    crashPoint("delivery-written");
    if (auto moved = moveInto(temporary, file); !moved) {
        ::unlink(temporary.c_str());
        return moved;
    }
    return syncFolder(file.parent_path());
}

}  // namespace entrepot::directory
