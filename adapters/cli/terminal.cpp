#include "adapters/cli/terminal.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace entrepot::cli {
namespace {

// Columns of a terminal: Chinese characters take two, continuation bytes of UTF-8 none.
std::size_t width(std::string_view text) {
    std::size_t columns = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) columns += byte >= 0xE3 ? 2 : 1;
    }
    return columns;
}

}  // namespace

Exit exitFor(const Failure& failure) {
    switch (failure.kind) {
        case FailureKind::invalid:
        case FailureKind::too_large:
        case FailureKind::conflict:
            return Exit::bad_input;
        default:
            return Exit::world_failed;
    }
}

Terminal::Terminal(std::FILE* data, std::FILE* talk)
    : data_(data), talk_(talk), person_(::isatty(::fileno(talk)) == 1) {}

void Terminal::data(std::string_view bytes) {
    std::fwrite(bytes.data(), 1, bytes.size(), data_);
}

void Terminal::line(std::string_view text) {
    data(text);
    data("\n");
}

void Terminal::talk(std::string_view text) {
    const std::string line = std::string(text) + "\n";
    std::fwrite(line.data(), 1, line.size(), talk_);
}

void Terminal::status(std::string_view text) {
    if (!person_) return;
    const std::string line = "\r\033[K" + std::string(text);
    std::fwrite(line.data(), 1, line.size(), talk_);
    std::fflush(talk_);
}

Exit Terminal::fail(const Failure& failure) {
    constexpr std::string_view red = "\033[31m";
    constexpr std::string_view plain = "\033[0m";
    const std::string start =
        person_ ? std::string(red) + "entrepot:" + std::string(plain) : std::string("entrepot:");
    talk(start + " " + failure.what + (failure.where.empty() ? "" : " (" + failure.where + ")"));
    return exitFor(failure);
}

void Terminal::table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    }
    for (const auto& row : rows) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size()) text.append(widths[i] - width(row[i]) + 2, ' ');
        }
        line(text);
    }
}

Result<void> Terminal::flush() {
    errno = 0;
    if (std::fflush(data_) == 0 && std::ferror(data_) == 0) return {};
    if (errno == EPIPE) return {};  // who read it (head, less) has seen enough
    return entrepot::fail(FailureKind::storage_full, "the output could not be written whole");
}

}  // namespace entrepot::cli
