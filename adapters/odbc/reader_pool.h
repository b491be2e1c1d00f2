// A few connections that only read, handed out one query at a time. Thread-safe.
#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <vector>

#include "adapters/odbc/connection.h"
#include "core/base/result.h"

namespace entrepot::odbc {

class ReaderPool {
public:
    ReaderPool(Target target, std::size_t connections_max);

    // Runs `query(Connection&)`, which gives a Result. Waits for a free connection for some
    // seconds, then `busy`. A connection that broke is replaced and the query run once more.
    template <class Query>
    auto read(Query query) -> std::invoke_result_t<Query&, Connection&>;

private:
    Result<std::unique_ptr<Connection>> take();
    void giveBack(std::unique_ptr<Connection> connection);  // null: it broke

    const Target target_;
    const std::size_t connections_max_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t out_ = 0;
};

template <class Query>
auto ReaderPool::read(Query query) -> std::invoke_result_t<Query&, Connection&> {
    for (bool again = true;; again = false) {
        auto connection = take();
        if (!connection) return fail(connection.error());
        auto answer = query(**connection);
        const bool lost = (*connection)->isLost();
        giveBack(lost ? nullptr : std::move(*connection));
        if (answer || !lost || !again) return answer;
    }
}

}  // namespace entrepot::odbc
