// Ends connections that take too long: one thread holds a deadline for every connection and shuts
// its socket down when it passes. The blocked read or write of the connection's thread then fails.
//
// Also makes room: while connections wait for a thread, those that have been idle longest are
// closed.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace entrepot::http {

class ConnectionWatch {
public:
    using Time = std::chrono::steady_clock::time_point;

    // `waiting` tells how many connections wait for a thread.
    explicit ConnectionWatch(std::function<int()> waiting);
    ~ConnectionWatch();
    ConnectionWatch(const ConnectionWatch&) = delete;
    ConnectionWatch& operator=(const ConnectionWatch&) = delete;

    // One connection's entry; taken out before its socket is closed.
    class Guard {
    public:
        Guard(ConnectionWatch& watch, int socket);
        ~Guard();
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;

        void idleUntil(Time deadline);
        void readingUntil(Time deadline);  // then reads end, an answer can still be written
        void writingUntil(Time deadline);
        void unwatched();    // while the answer is made
        bool ended() const;  // by us

    private:
        ConnectionWatch& watch_;
        std::uint64_t id_ = 0;
    };

    void endIdle();  // all of them
    void endAll();

private:
    enum class Doing : std::uint8_t { nothing, reading, writing };
    struct Entry {
        int socket = -1;
        Time deadline = Time::max();
        Time since{};
        Doing doing = Doing::nothing;
        bool ended = false;
    };

    void run();
    void set(std::uint64_t id, Doing doing, Time deadline);
    void endLate(Time now);
    void makeRoom(Time now);
    static void end(Entry& entry);

    std::function<int()> waiting_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::uint64_t, Entry> entries_;
    std::uint64_t last_id_ = 0;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace entrepot::http
