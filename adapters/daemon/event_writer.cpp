#include "adapters/daemon/event_writer.h"

#include <cerrno>
#include <cstring>

#include "core/base/id_source.h"
#include "core/exchange/finding.h"

namespace entrepot::daemon {
namespace {

std::string_view nameOf(exchange::EventLevel level) {
    switch (level) {
        case exchange::EventLevel::debug:
            return "debug";
        case exchange::EventLevel::information:
            return "information";
        case exchange::EventLevel::warning:
            return "warning";
        case exchange::EventLevel::error:
            return "error";
    }
    return "unknown";
}

// Quoted when a reader could not tell where it ends.
std::string valueText(const std::string& value) {
    const std::string safe = exchange::printable(value);
    if (safe.find_first_of(" =\"") == std::string::npos && !safe.empty()) return safe;
    std::string quoted = "\"";
    for (const char c : safe) quoted += c == '"' ? std::string("'") : std::string(1, c);
    return quoted + "\"";
}

int leaveOpen(std::FILE*) {
    return 0;
}

}  // namespace

std::string lineOf(const ports::Event& event, Instant at) {
    const exchange::EventInfo& info = infoOf(event.id);
    std::string line = formatInstant(std::chrono::floor<std::chrono::milliseconds>(at));
    for (const std::string_view word : {info.id, nameOf(info.level), info.name})
        line.append(" ").append(word);
    if (event.document) line += " document=" + formatId(event.document.value);
    if (!event.partner.empty()) line += " partner=" + valueText(event.partner.value);
    for (const auto& [key, value] : event.values)
        line.append(" ").append(key).append("=").append(valueText(value));
    return line;
}

Result<std::unique_ptr<EventWriter>> EventWriter::open(const Settings& settings,
                                                       const ports::Clock& clock) {
    File file(stderr, leaveOpen);
    if (!settings.file.empty()) {
        file = File(std::fopen(settings.file.c_str(), "ae"), std::fclose);
        if (!file)
            return fail(FailureKind::unavailable,
                        std::string("the log file cannot be opened: ") + std::strerror(errno) +
                            "; check log/file",
                        settings.file.string());
    }
    return std::unique_ptr<EventWriter>(new EventWriter(clock, settings.least, std::move(file)));
}

void EventWriter::note(const ports::Event& event) {
    if (listener_) listener_(event);
    if (infoOf(event.id).level < least_) return;
    const std::string line = lineOf(event, clock_.now()) + "\n";
    const std::lock_guard lock(mutex_);
    std::fwrite(line.data(), 1, line.size(), file_.get());
    std::fflush(file_.get());
}

}  // namespace entrepot::daemon
