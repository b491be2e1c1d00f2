// Threads that advance waiting documents through the exchange.
//
// After stop() they finish what was accepted and end.
#pragma once
#include <functional>
#include <thread>
#include <vector>

#include "core/exchange/exchange_desk.h"

namespace entrepot::daemon {

class WorkerPool {
public:
    // `after_each` runs on the worker after every document.
    WorkerPool(exchange::ExchangeDesk& desk, int workers, std::function<void()> after_each);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    void stop();  // idempotent

private:
    exchange::ExchangeDesk& desk_;
    std::vector<std::thread> threads_;
};

}  // namespace entrepot::daemon
