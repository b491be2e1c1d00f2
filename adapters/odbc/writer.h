// The one thread that writes: takes every job that waits, runs them in one transaction, commits
// once, answers all. A durable commit costs far more than the work in it.
//
// When one job of a batch fails, the batch is rolled back and each job runs again alone, so only
// the guilty one gets its failure; jobs must be safe to run twice. When the database is away, jobs
// fail `unavailable` at once and the thread tries to connect again with growing pauses.
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <thread>
#include <type_traits>
#include <vector>

#include "adapters/odbc/connection.h"
#include "core/base/result.h"

namespace entrepot::odbc {

struct WriterLimits {
    std::size_t waiting_max = 10'000;  // then `busy`
    std::size_t batch_max = 256;       // jobs in one transaction
    std::chrono::milliseconds pause_min{50};
    std::chrono::milliseconds pause_max{5'000};  // between two attempts to connect
};

class Writer {
public:
    Writer(Target target, WriterLimits limits);
    ~Writer();  // stops
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Runs `job(Connection&)`, which gives a Result, on the writer's thread; returns when it is
    // durable. `timeout`: the connection broke during the commit, whether it holds is unknown.
    template <class Job>
    auto run(Job job) -> std::invoke_result_t<Job&, Connection&>;

    // Jobs already accepted are done, later ones are `cancelled`.
    void stop();

    std::size_t waiting() const;  // jobs nobody has begun yet

    // Waits until there is a connection; false when there is none by then.
    bool awaitConnection(std::chrono::milliseconds at_most);

private:
    using Work = std::function<Result<void>(Connection&)>;
    struct Ticket {
        const Work& work;
        Result<void> outcome;
        std::binary_semaphore done{0};
    };
    using Batch = std::vector<Ticket*>;

    Result<void> submit(const Work& work);
    void loop();
    std::optional<Batch> takeBatch();  // empty batch: time to connect; nothing: the end
    void serve(const Batch& batch);
    Result<void> runTogether(const Batch& batch);
    Result<void> begin();
    Result<void> finish(const Result<void>& worked);
    Result<void> connected();
    void noteConnection(std::unique_ptr<Connection> connection);

    const Target target_;
    const WriterLimits limits_;

    mutable std::mutex mutex_;
    std::condition_variable work_;
    std::condition_variable connection_changed_;
    std::deque<Ticket*> waiting_;
    bool stopping_ = false;
    bool is_connected_ = false;

    // Of the writer's thread.
    std::unique_ptr<Connection> connection_;
    std::uint64_t file_identity_ = 0;
    std::chrono::milliseconds pause_;
    std::chrono::steady_clock::time_point next_attempt_{};
    Failure last_failure_;

    std::thread thread_;
};

template <class Job>
auto Writer::run(Job job) -> std::invoke_result_t<Job&, Connection&> {
    std::optional<std::invoke_result_t<Job&, Connection&>> answer;
    const auto outcome = submit([&](Connection& connection) -> Result<void> {
        answer = job(connection);
        if (!*answer) return fail(answer->error());
        return {};
    });
    if (!outcome) return fail(outcome.error());
    return std::move(*answer);
}

}  // namespace entrepot::odbc
