#include "mapping/syntax/source.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace entrepot::mapping {
namespace {

class MemorySource : public ByteSource {
public:
    explicit MemorySource(std::string_view bytes) : rest_(bytes) {}

    Result<std::size_t> read(std::span<char> into) override {
        const std::size_t count = std::min(into.size(), rest_.size());
        std::copy_n(rest_.data(), count, into.data());
        rest_.remove_prefix(count);
        return count;
    }
    std::string_view whole() override { return rest_; }

private:
    std::string_view rest_;
};

class FileSource : public ByteSource {
public:
    FileSource(int descriptor, std::string name)
        : descriptor_(descriptor), name_(std::move(name)) {}
    ~FileSource() override {
        if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
    }
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    Result<std::size_t> read(std::span<char> into) override {
        for (;;) {
            const ssize_t count = ::read(descriptor_, into.data(), into.size());
            if (count >= 0) return static_cast<std::size_t>(count);
            if (errno == EINTR) continue;
            return fail(FailureKind::unavailable, "cannot be read: " + std::string(strerror(errno)),
                        name_);
        }
    }

private:
    int descriptor_;
    std::string name_;
};

}  // namespace

std::unique_ptr<ByteSource> memorySource(std::string_view bytes) {
    return std::make_unique<MemorySource>(bytes);
}

Result<std::unique_ptr<ByteSource>> fileSource(const std::filesystem::path& file) {
    if (file == "-") return std::make_unique<FileSource>(STDIN_FILENO, "standard input");
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const auto kind = errno == ENOENT ? FailureKind::not_found : FailureKind::denied;
        return fail(kind, "cannot be opened for reading: " + std::string(strerror(errno)),
                    file.string());
    }
    return std::make_unique<FileSource>(descriptor, file.string());
}

}  // namespace entrepot::mapping
