#include "adapters/cli/progress.h"

#include <algorithm>
#include <filesystem>

namespace entrepot::cli {

namespace {
constexpr std::chrono::milliseconds between_ms_min{100};
}

class CountedSource : public mapping::ByteSource {
public:
    CountedSource(std::unique_ptr<mapping::ByteSource> source, Progress& progress)
        : source_(std::move(source)), progress_(progress) {}

    Result<std::size_t> read(std::span<char> into) override {
        auto count = source_->read(into);
        if (count) progress_.add(*count);
        return count;
    }

private:
    std::unique_ptr<mapping::ByteSource> source_;
    Progress& progress_;
};

Progress::Progress(Terminal& terminal, std::string work, const std::vector<std::string>& files)
    : terminal_(terminal), work_(std::move(work)), files_(files.size()) {
    if (!terminal_.talksToPerson()) return;
    for (const std::string& file : files) {
        std::error_code error;
        const std::uintmax_t bytes = std::filesystem::file_size(file, error);
        if (!error) bytes_all_ += bytes;
    }
}

Progress::~Progress() {
    terminal_.status("");
}

Result<std::unique_ptr<mapping::ByteSource>> Progress::open(const std::string& file) {
    auto source = mapping::fileSource(file);
    if (!source) return source;
    ++opened_;
    show();
    return std::make_unique<CountedSource>(std::move(*source), *this);
}

void Progress::add(std::uint64_t bytes) {
    bytes_ += bytes;
    show();
}

void Progress::show() {
    const auto now = std::chrono::steady_clock::now();
    if (!terminal_.talksToPerson() || now - shown_ < between_ms_min) return;
    shown_ = now;
    std::string text =
        work_ + ": file " + std::to_string(opened_) + " of " + std::to_string(files_);
    if (bytes_all_ > 0)
        text +=
            ", " + std::to_string(std::min<std::uint64_t>(100, 100 * bytes_ / bytes_all_)) + " %";
    terminal_.status(text);
}

}  // namespace entrepot::cli
