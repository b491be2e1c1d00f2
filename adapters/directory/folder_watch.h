// Takes documents from a folder that a partner writes into.
//
//   <folder>/name            complete when it has stood still  -> accepted, durable
//   <folder>/done/name       accepted (or deleted, if the configuration says so)
//   <folder>/failed/name     too large, or not readable; name.txt beside it says why
//
// A file is accepted first and moved then. After a crash in between it is accepted again, which the
// exchange recognises by its content; nothing is lost and nothing has a second effect.
// Not taken: names starting with a dot or ending in .tmp, .part or .filepart, links, folders.
#pragma once
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/directory/files.h"
#include "core/exchange/exchange.h"
#include "core/ports/clock.h"

namespace entrepot::directory {

struct FolderOptions {
    std::string name;                   // the channel is "folder:<name>"
    std::optional<PartnerKey> partner;  // who writes here; nothing: the envelope says
    std::filesystem::path folder;
    std::string pattern = "*";
    std::chrono::milliseconds settle{2'000};
    bool keep_done = true;
    std::size_t body_bytes_max = std::size_t{64} << 20;
    std::size_t files_max = 1'000;  // in one look
};

// What one look found, for the log.
struct FolderReport {
    std::vector<exchange::Receipt> taken;
    std::vector<Failure> failed;     // files put aside
    std::size_t waiting = 0;         // not complete yet
    std::optional<Failure> trouble;  // the look ended early: try again later
};

// Called by one thread at a time.
class FolderWatch {
public:
    FolderWatch(FolderOptions options, exchange::Exchange& exchange, const ports::Clock& clock);

    // One look; does not wait for anything but the disk and the exchange.
    FolderReport poll();
    const FolderOptions& options() const { return options_; }

private:
    struct Seen {
        FileMark mark;
        Instant since{};        // it looks like this
        bool accepted = false;  // only the move is missing
        std::string id;         // of its document
    };

    Result<std::vector<std::filesystem::path>> candidates() const;
    void look(const std::filesystem::path& file, FolderReport& report);
    bool isComplete(const std::filesystem::path& file, const FileMark& mark);
    void take(const std::filesystem::path& file, FolderReport& report);
    Result<exchange::Receipt> accept(const std::filesystem::path& file) const;
    void putAway(const std::filesystem::path& file, FolderReport& report);
    void putAside(const std::filesystem::path& file, const Failure& why, FolderReport& report);
    Result<void> moveTo(const std::string& subfolder, const std::filesystem::path& file,
                        const std::string& new_name) const;
    void forgetGone(const std::vector<std::filesystem::path>& there);

    FolderOptions options_;
    exchange::Exchange& exchange_;
    const ports::Clock& clock_;
    std::map<std::string, Seen> seen_;  // by file name
};

}  // namespace entrepot::directory
