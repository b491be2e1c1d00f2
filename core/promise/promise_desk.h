// Where the broker asks for promises: one thread owns the book, everybody else queues up.
//
// Safe to call from any thread. The forms with `done` return at once; `done` is called once, on the
// desk's thread (or the caller's when the command is refused), must be quick and must not wait for
// the desk. The others wait for the answer. Refusals: busy (the queue is full), unavailable (no
// reading of the ERP yet), cancelled (stopping).
#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

#include "core/base/id_source.h"
#include "core/base/result.h"
#include "core/ports/clock.h"
#include "core/ports/erp.h"
#include "core/ports/ledger_store.h"
#include "core/promise/batch_runner.h"

namespace entrepot::promise {

class PromiseDesk {
public:
    using Done = std::function<void(Result<void>)>;

    PromiseDesk(ports::LedgerStore& store, const ports::Clock& clock, IdSource& ids,
                PromiseLimits limits = {});
    ~PromiseDesk();
    PromiseDesk(const PromiseDesk&) = delete;
    PromiseDesk& operator=(const PromiseDesk&) = delete;

    // Reads the open promises and begins to work. Commands given before wait.
    Result<void> start();
    // Finishes what it accepted, then refuses everything. Safe to call again; by the owner only.
    void stop();

    void ask(PromiseRequest request, Answered done);
    void confirm(PromiseId id, Answered done);
    void cancel(PromiseId id, Answered done);
    void change(PromiseId id, PromiseRequest request, Answered done);
    // A new reading of the ERP. The picture is built in the caller's thread.
    void supply(const ports::ErpSnapshot& snapshot, Done done);
    // Expires holds that are due and moves on with the day; for a timer, once a second or so.
    void tick(Done done);

    Result<PromiseAnswer> ask(PromiseRequest request);
    Result<PromiseAnswer> confirm(PromiseId id);
    Result<PromiseAnswer> cancel(PromiseId id);
    Result<PromiseAnswer> change(PromiseId id, PromiseRequest request);
    Result<void> supply(const ports::ErpSnapshot& snapshot);
    Result<void> tick();

    // From the store; any state. Nothing when there is none.
    Result<std::optional<ports::LedgerEntry>> find(PromiseId id) { return store_.find(id); }
    Result<std::optional<ports::LedgerEntry>> findByReference(std::string_view reference) {
        return store_.findByReference(reference);
    }

private:
    struct Reading {
        std::unique_ptr<SupplyPicture> picture;
        Done done;
    };
    struct Tick {
        Done done;
    };
    using Work = std::variant<Command, Reading, Tick>;

    void submit(Work work);
    std::optional<Failure> enqueue(Work& work);
    void workUntilStopped();
    void carryOut(std::vector<Work> taken);
    static void refuse(Work& work, const Failure& why);

    ports::LedgerStore& store_;
    const ports::Clock& clock_;
    PromiseLimits limits_;
    PromiseBook book_;
    BatchRunner runner_;

    std::mutex mutex_;
    std::condition_variable work_came_;
    std::vector<Work> waiting_;  // guarded by mutex_
    bool stopping_ = false;      // guarded by mutex_
    std::thread thread_;
};

}  // namespace entrepot::promise
