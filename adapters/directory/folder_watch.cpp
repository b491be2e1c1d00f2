#include "adapters/directory/folder_watch.h"

#include <fnmatch.h>

#include <algorithm>

#include "adapters/digest/sha256.h"
#include "core/base/crash_point.h"
#include "core/base/id_source.h"

namespace entrepot::directory {
namespace {

namespace fs = std::filesystem;

bool isUnfinishedName(const std::string& name) {
    return name.starts_with('.') || name.ends_with(".tmp") || name.ends_with(".part") ||
           name.ends_with(".filepart");
}

// A failure that another try may mend stops the look; any other is the file's own.
bool isOurTrouble(const Failure& failure) {
    return isTransient(failure.kind) || failure.kind == FailureKind::storage_full ||
           failure.kind == FailureKind::cancelled || failure.kind == FailureKind::corrupt;
}

}  // namespace

FolderWatch::FolderWatch(FolderOptions options, exchange::Exchange& exchange,
                         const ports::Clock& clock)
    : options_(std::move(options)), exchange_(exchange), clock_(clock) {}

FolderReport FolderWatch::poll() {
    FolderReport report;
    const auto files = candidates();
    if (!files) {
        report.trouble = files.error();
        return report;
    }
    forgetGone(*files);
    for (const fs::path& file : *files) {
        look(file, report);
        if (report.trouble || report.taken.size() >= options_.files_max) break;
    }
    return report;
}

// Names that may be taken, in their order.
Result<std::vector<fs::path>> FolderWatch::candidates() const {
    std::error_code error;
    fs::create_directories(options_.folder, error);
    std::vector<fs::path> files;
    fs::directory_iterator entries(options_.folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        const std::string name = entries->path().filename().string();
        std::error_code ignored;
        if (isUnfinishedName(name) || !fs::is_regular_file(entries->symlink_status(ignored)))
            continue;
        if (::fnmatch(options_.pattern.c_str(), name.c_str(), 0) == 0)
            files.push_back(entries->path());
    }
    if (error)
        return fail(FailureKind::unavailable, "the folder cannot be read: " + error.message(),
                    options_.folder.string());
    std::ranges::sort(files);
    return files;
}

void FolderWatch::forgetGone(const std::vector<fs::path>& there) {
    std::erase_if(seen_, [&](const auto& entry) {
        return !std::ranges::binary_search(there, options_.folder / entry.first);
    });
}

void FolderWatch::look(const fs::path& file, FolderReport& report) {
    const auto mark = markOf(file);
    if (!mark) return;  // gone meanwhile
    if (!isComplete(file, *mark)) {
        ++report.waiting;
        return;
    }
    take(file, report);
}

bool FolderWatch::isComplete(const fs::path& file, const FileMark& mark) {
    const Instant now = clock_.now();
    const auto [entry, fresh] = seen_.try_emplace(file.filename().string());
    Seen& seen = entry->second;
    if (fresh || seen.mark != mark) seen = {.mark = mark, .since = now};
    return now - seen.since >= options_.settle;
}

void FolderWatch::take(const fs::path& file, FolderReport& report) {
    Seen& seen = seen_.at(file.filename().string());
    if (!seen.accepted) {
        const auto receipt = accept(file);
        if (!receipt && isOurTrouble(receipt.error())) {
            report.trouble = receipt.error();
            return;
        }
        if (!receipt) return putAside(file, receipt.error(), report);
        seen.accepted = true;
        seen.id = formatId(receipt->id.value);
        report.taken.push_back(*receipt);
        crashPoint("folder-accepted");
    }
    putAway(file, report);
}

Result<exchange::Receipt> FolderWatch::accept(const fs::path& file) const {
    auto bytes = readWhole(file, options_.body_bytes_max);
    if (!bytes) return fail(bytes.error());
    exchange::Arrival arrival;
    arrival.channel = "folder:" + options_.name;
    arrival.file_name = exchange::printable(file.filename().string());
    arrival.caller = options_.partner;
    arrival.sha256 = digest::sha256Hex(*bytes);
    arrival.bytes = std::move(*bytes);
    arrival.at = clock_.now();
    return exchange_.accept(std::move(arrival));
}

void FolderWatch::putAway(const fs::path& file, FolderReport& report) {
    const std::string name = file.filename().string();
    const Seen& seen = seen_.at(name);
    const auto mark = markOf(file);
    if (!mark) return;  // somebody took it away
    if (*mark != seen.mark) {
        seen_.erase(name);  // written over meanwhile: another document
        return;
    }
    if (!options_.keep_done) {
        std::error_code error;
        fs::remove(file, error);
        if (error)
            report.trouble = Failure{FailureKind::unavailable,
                                     "cannot be deleted: " + error.message(), file.string()};
        return;
    }
    if (auto moved = moveTo("done", file, name); !moved) report.trouble = moved.error();
}

void FolderWatch::putAside(const fs::path& file, const Failure& why, FolderReport& report) {
    const std::string name = file.filename().string();
    if (auto moved = moveTo("failed", file, name); !moved) {
        report.trouble = moved.error();
        return;
    }
    const std::string words = formatInstant(clock_.now()) + " " + describe(why) + "\n";
    static_cast<void>(writeDurably(options_.folder / "failed" / (name + ".txt"), words));
    report.failed.push_back(why);
}

// A name that is taken gets the time and a number: nothing is overwritten.
Result<void> FolderWatch::moveTo(const std::string& subfolder, const fs::path& file,
                                 const std::string& new_name) const {
    std::error_code ignored;
    fs::create_directories(options_.folder / subfolder, ignored);
    auto moved = moveInto(file, options_.folder / subfolder / new_name);
    for (int count = 2; !moved && moved.error().kind == FailureKind::conflict && count < 10'000;
         ++count)
        moved =
            moveInto(file, options_.folder / subfolder / (new_name + "." + std::to_string(count)));
    return moved;
}

}  // namespace entrepot::directory
