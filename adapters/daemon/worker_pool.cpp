#include "adapters/daemon/worker_pool.h"

namespace entrepot::daemon {

WorkerPool::WorkerPool(exchange::ExchangeDesk& desk, int workers, std::function<void()> after_each)
    : desk_(desk) {
    for (int i = 0; i < workers; ++i)
        threads_.emplace_back([this, after_each] {
            while (desk_.waitForWork())
                if (desk_.workOne()) after_each();
        });
}

WorkerPool::~WorkerPool() {
    stop();
}

void WorkerPool::stop() {
    desk_.stop();
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

}  // namespace entrepot::daemon
