// Writes events as lines: time, id, level, name, document, partner, values.
//
//   2026-11-21T08:30:00Z EX-0101 information document_received document=01m... partner=acme
//   channel=http
//
// Thread-safe. Never the contents of a document, never a secret.
#pragma once
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "core/base/result.h"
#include "core/ports/clock.h"
#include "core/ports/event_log.h"

namespace entrepot::daemon {

class EventWriter : public ports::EventLog {
public:
    struct Settings {
        exchange::EventLevel least = exchange::EventLevel::information;
        std::filesystem::path file;  // empty = standard error
    };
    using Listener = std::function<void(const ports::Event&)>;

    static Result<std::unique_ptr<EventWriter>> open(const Settings& settings,
                                                     const ports::Clock& clock);

    void note(const ports::Event& event) override;
    // Called for every event, written or not, on the thread that notes it. Set before threads
    // start.
    void listen(Listener listener) { listener_ = std::move(listener); }

private:
    using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

    EventWriter(const ports::Clock& clock, exchange::EventLevel least, File file)
        : clock_(clock), least_(least), file_(std::move(file)) {}

    const ports::Clock& clock_;
    const exchange::EventLevel least_;
    Listener listener_;
    std::mutex mutex_;
    File file_;
};

// One line, without its end.
std::string lineOf(const ports::Event& event, Instant at);

}  // namespace entrepot::daemon
