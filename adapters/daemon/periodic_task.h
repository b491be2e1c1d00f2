// A thread of its own that does one thing again and again: poll a folder, deliver what is due.
//
// The work runs at once, then after every pause, or earlier when woken. It must end by itself in
// reasonable time; stop() waits for a run in progress.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace entrepot::daemon {

class PeriodicTask {
public:
    PeriodicTask(std::chrono::milliseconds pause, std::function<void()> work);
    ~PeriodicTask();
    PeriodicTask(const PeriodicTask&) = delete;
    PeriodicTask& operator=(const PeriodicTask&) = delete;

    void wake();  // soon, however long the pause still is
    void stop();  // idempotent

private:
    void loop();

    const std::chrono::milliseconds pause_;
    const std::function<void()> work_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool woken_ = true;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace entrepot::daemon
