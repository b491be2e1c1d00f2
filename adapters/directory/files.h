// File work that must not lose anything: whole reads with a bound, writes that are there or not
// there, moves that overwrite nothing.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace entrepot::directory {

// What tells one state of a file from another.
struct FileMark {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t changed_ns = 0;

    friend bool operator==(const FileMark&, const FileMark&) = default;
};

// Regular files only; a link is not followed. Nothing is read.
Result<FileMark> markOf(const std::filesystem::path& file);

// `too_large` when it has more bytes than that.
Result<std::string> readWhole(const std::filesystem::path& file, std::size_t bytes_max);

// Under another name first, then synced, then renamed: nobody ever sees half of it, and it is there
// after a power cut. `conflict` when a file of that name exists.
Result<void> writeDurably(const std::filesystem::path& file, std::string_view bytes);

// `conflict` when the target exists. Both on one file system.
Result<void> moveInto(const std::filesystem::path& file, const std::filesystem::path& target);

}  // namespace entrepot::directory
