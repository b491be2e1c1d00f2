#include "adapters/odbc/writer.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "core/base/crash_point.h"

namespace entrepot::odbc {
namespace {

// Which file the path names now; 0 when there is none. SQLite goes on writing to a file that was
// removed or replaced, and nobody would find those rows again.
std::uint64_t identityOf(const std::filesystem::path& file) {
    struct stat status {};
    if (file.empty() || ::stat(file.c_str(), &status) != 0) return 0;
    return static_cast<std::uint64_t>(status.st_ino) ^ (status.st_dev << 48);
}

}  // namespace

Writer::Writer(Target target, WriterLimits limits)
    : target_(std::move(target)), limits_(limits), pause_(limits.pause_min) {
    thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() {
    stop();
}

void Writer::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool Writer::awaitConnection(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    return connection_changed_.wait_for(lock, at_most, [this] { return is_connected_; });
}

std::size_t Writer::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

Result<void> Writer::submit(const Work& work) {
    Ticket ticket{work, {}};
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return fail(FailureKind::cancelled, "the store is stopping", target_.name);
        if (waiting_.size() >= limits_.waiting_max)
            return fail(FailureKind::busy, "too many writes wait for the database", target_.name);
        waiting_.push_back(&ticket);
    }
    work_.notify_one();
    ticket.done.acquire();
    return std::move(ticket.outcome);
}

void Writer::loop() {
    (void)connected();
    while (const auto batch = takeBatch()) {
        if (batch->empty())
            (void)connected();
        else
            serve(*batch);
    }
    connection_.reset();
}

std::optional<Writer::Batch> Writer::takeBatch() {
    std::unique_lock lock(mutex_);
    const auto has_work = [this] { return stopping_ || !waiting_.empty(); };
    if (connection_)
        work_.wait(lock, has_work);
    else
        work_.wait_until(lock, next_attempt_, has_work);
    if (waiting_.empty()) return stopping_ ? std::nullopt : std::optional<Batch>(Batch{});
    const std::size_t count = std::min(waiting_.size(), limits_.batch_max);
    Batch batch(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    return batch;
}

void Writer::serve(const Batch& batch) {
    const auto together = runTogether(batch);
    const bool shared = together || batch.size() == 1 || !connection_;
    for (Ticket* ticket : batch) {
        ticket->outcome = shared ? together : runTogether({ticket});
        ticket->done.release();
    }
}

Result<void> Writer::runTogether(const Batch& batch) {
    if (auto ready = connected(); !ready) return ready;
    Result<void> worked = begin();
    if (!connection_) return worked;
    for (std::size_t i = 0; worked && i < batch.size(); ++i) worked = batch[i]->work(*connection_);
    return finish(worked);
}

// A connection that broke while nobody used it is not the jobs' trouble.
Result<void> Writer::begin() {
    Result<void> begun = connection_->begin();
    if (begun || !connection_->isLost()) return begun;
    noteConnection(nullptr);
    if (auto again = connected(); !again) return again;
    return connection_->begin();
}

Result<void> Writer::finish(const Result<void>& worked) {
    crashPoint("store-before-commit");
    Result<void> outcome = worked ? connection_->commit() : worked;
    crashPoint("store-after-commit");
    if (outcome) return outcome;
    if (connection_->isLost()) {
        if (worked)
            outcome = fail(FailureKind::timeout,
                           "the connection broke during the commit; whether it holds is unknown: " +
                               outcome.error().what,
                           target_.name);
        noteConnection(nullptr);
    } else {
        connection_->rollback();
    }
    return outcome;
}

Result<void> Writer::connected() {
    const std::uint64_t identity = identityOf(target_.file);
    if (connection_ && identity == file_identity_) return {};
    // Our connection still holds the file, and what is in it: it may come back. To go on with
    // another file beside the old one's log would mix the two.
    if (connection_)
        return fail(FailureKind::unavailable,
                    identity == 0
                        ? "the database file is gone; put it back"
                        : "another file is in the place of the database; restart the broker",
                    target_.name);
    if (std::chrono::steady_clock::now() < next_attempt_) return fail(last_failure_);
    auto connection = Connection::open(target_);
    if (connection) {
        file_identity_ = identity;
        pause_ = limits_.pause_min;
        noteConnection(std::move(*connection));
        return {};
    }
    last_failure_ = connection.error();
    next_attempt_ = std::chrono::steady_clock::now() + pause_;
    pause_ = std::min(pause_ * 2, limits_.pause_max);
    return fail(last_failure_);
}

void Writer::noteConnection(std::unique_ptr<Connection> connection) {
    connection_ = std::move(connection);
    {
        const std::lock_guard lock(mutex_);
        is_connected_ = connection_ != nullptr;
    }
    connection_changed_.notify_all();
}

}  // namespace entrepot::odbc
