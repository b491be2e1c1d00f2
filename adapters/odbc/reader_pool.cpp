#include "adapters/odbc/reader_pool.h"

#include <chrono>

namespace entrepot::odbc {
namespace {

constexpr std::chrono::seconds wait_max{10};

}  // namespace

ReaderPool::ReaderPool(Target target, std::size_t connections_max)
    : target_(std::move(target)), connections_max_(connections_max) {}

Result<std::unique_ptr<Connection>> ReaderPool::take() {
    {
        std::unique_lock lock(mutex_);
        const bool free = returned_.wait_for(
            lock, wait_max, [this] { return !idle_.empty() || out_ < connections_max_; });
        if (!free)
            return fail(FailureKind::busy, "every read connection of the store is in use",
                        target_.name);
        ++out_;
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    auto connection = Connection::open(target_);
    if (!connection) giveBack(nullptr);
    return connection;
}

void ReaderPool::giveBack(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock(mutex_);
        --out_;
        if (connection)
            idle_.push_back(std::move(connection));
        else
            idle_.clear();  // the others are most likely broken as well
    }
    returned_.notify_one();
}

}  // namespace entrepot::odbc
