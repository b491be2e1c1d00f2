#include "adapters/daemon/periodic_task.h"

#include <utility>

namespace entrepot::daemon {

PeriodicTask::PeriodicTask(std::chrono::milliseconds pause, std::function<void()> work)
    : pause_(pause), work_(std::move(work)), thread_([this] { loop(); }) {}

PeriodicTask::~PeriodicTask() {
    stop();
}

void PeriodicTask::wake() {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    changed_.notify_all();
}

void PeriodicTask::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        changed_.notify_all();
    }
    if (thread_.joinable()) thread_.join();
}

void PeriodicTask::loop() {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, pause_, [this] { return woken_ || stopping_; });
            if (stopping_) return;
            woken_ = false;
        }
        work_();
    }
}

}  // namespace entrepot::daemon
