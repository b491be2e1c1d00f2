#include "adapters/http/connection_watch.h"

#include <sys/socket.h>

#include <algorithm>

namespace entrepot::http {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds step{50};
constexpr milliseconds idle_least{200};  // a fresh connection has this long to say something

}  // namespace

ConnectionWatch::ConnectionWatch(std::function<int()> waiting)
    : waiting_(std::move(waiting)), thread_([this] { run(); }) {}

ConnectionWatch::~ConnectionWatch() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void ConnectionWatch::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        changed_.wait_for(lock, step, [this] { return stopping_; });
        const Time now = std::chrono::steady_clock::now();
        endLate(now);
        makeRoom(now);
    }
}

void ConnectionWatch::endLate(Time now) {
    for (auto& [id, entry] : entries_)
        if (entry.deadline <= now) {
            end(entry);
            entry.deadline = Time::max();
        }
}

void ConnectionWatch::makeRoom(Time now) {
    const int waiting = waiting_();
    if (waiting <= 0) return;
    std::vector<Entry*> idle;
    for (auto& [id, entry] : entries_)
        if (entry.doing == Doing::nothing && !entry.ended && now - entry.since >= idle_least)
            idle.push_back(&entry);
    std::ranges::sort(idle, {}, &Entry::since);
    for (std::size_t i = 0; i < idle.size() && i < static_cast<std::size_t>(waiting); ++i)
        end(*idle[i]);
}

void ConnectionWatch::set(std::uint64_t id, Doing doing, Time deadline) {
    const std::scoped_lock lock(mutex_);
    Entry& entry = entries_.at(id);
    entry.deadline = deadline;
    entry.doing = doing;
    entry.since = std::chrono::steady_clock::now();
}

void ConnectionWatch::end(Entry& entry) {
    entry.ended = true;
    ::shutdown(entry.socket, entry.doing == Doing::reading ? SHUT_RD : SHUT_RDWR);
}

void ConnectionWatch::endIdle() {
    const std::scoped_lock lock(mutex_);
    for (auto& [id, entry] : entries_)
        if (entry.doing == Doing::nothing) end(entry);
}

void ConnectionWatch::endAll() {
    const std::scoped_lock lock(mutex_);
    for (auto& [id, entry] : entries_) end(entry);
}

ConnectionWatch::Guard::Guard(ConnectionWatch& watch, int socket) : watch_(watch) {
    const std::scoped_lock lock(watch_.mutex_);
    id_ = ++watch_.last_id_;
    watch_.entries_[id_].socket = socket;
}

ConnectionWatch::Guard::~Guard() {
    const std::scoped_lock lock(watch_.mutex_);
    watch_.entries_.erase(id_);
}

void ConnectionWatch::Guard::idleUntil(Time deadline) {
    watch_.set(id_, Doing::nothing, deadline);
}

void ConnectionWatch::Guard::readingUntil(Time deadline) {
    watch_.set(id_, Doing::reading, deadline);
}

void ConnectionWatch::Guard::writingUntil(Time deadline) {
    watch_.set(id_, Doing::writing, deadline);
}

void ConnectionWatch::Guard::unwatched() {
    watch_.set(id_, Doing::writing, Time::max());
}

bool ConnectionWatch::Guard::ended() const {
    const std::scoped_lock lock(watch_.mutex_);
    return watch_.entries_.at(id_).ended;
}

}  // namespace entrepot::http
