#include "adapters/directory/folder_transport.h"

#include <filesystem>

#include "adapters/directory/files.h"
#include "core/base/id_source.h"

namespace entrepot::directory {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t name_length_max = 200;

// Sent before, in full: a crash came before that was stored.
bool isThere(const fs::path& file, std::string_view bytes) {
    const auto there = readWhole(file, bytes.size());
    return there && *there == bytes;
}

}  // namespace

// The exchange's name for it holds its id. Letters, digits and a few marks; nothing that leads out
// of the folder or hides the file.
std::string deliveryName(const exchange::Document& document) {
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    const std::string id = formatId(document.id.value);
    std::string name = document.file_name.substr(0, name_length_max);
    for (char& c : name)
        if (allowed.find(c) == std::string_view::npos) c = '-';
    if (name.find(id) == std::string::npos) name = id + (name.empty() ? "" : "_" + name);
    return name.starts_with('.') ? "_" + name : name;
}

Result<std::string> FolderTransport::deliver(const exchange::Document& document,
                                             std::string_view bytes,
                                             const exchange::Partner& partner) {
    if (partner.delivery_folder.empty())
        return fail(FailureKind::invalid, "the partner has no delivery_folder", partner.key.value);
    const fs::path folder = partner.delivery_folder;
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return fail(FailureKind::unavailable, "the folder cannot be made: " + error.message(),
                    folder.string());
    const fs::path file = folder / deliveryName(document);
    if (isThere(file, bytes)) return file.string();
    if (auto written = writeDurably(file, bytes); !written) return fail(written.error());
    return file.string();
}

}  // namespace entrepot::directory
