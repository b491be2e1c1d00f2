#include "core/promise/promise_desk.h"

#include <algorithm>
#include <future>
#include <iterator>

namespace entrepot::promise {
namespace {

// Calls `give` with a callback and waits until that is called.
template <class Value, class Give>
Result<Value> wait(Give give) {
    std::promise<Result<Value>> slot;
    auto answer = slot.get_future();
    give([&slot](Result<Value> value) { slot.set_value(std::move(value)); });
    return answer.get();
}

Failure closing() {
    return {FailureKind::cancelled, "the promise desk is closing", "promise desk"};
}

}  // namespace

PromiseDesk::PromiseDesk(ports::LedgerStore& store, const ports::Clock& clock, IdSource& ids,
                         PromiseLimits limits)
    : store_(store),
      clock_(clock),
      limits_(limits),
      book_(ids, limits),
      runner_(book_, store, clock) {}

PromiseDesk::~PromiseDesk() {
    stop();
}

Result<void> PromiseDesk::start() {
    if (auto opened = runner_.open(); !opened) return opened;
    thread_ = std::thread([this] { workUntilStopped(); });
    return {};
}

void PromiseDesk::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_came_.notify_all();
    if (thread_.joinable()) thread_.join();
    // Never started: nobody will answer these.
    for (Work& work : waiting_) refuse(work, closing());
    waiting_.clear();
}

// Giving work.

void PromiseDesk::ask(PromiseRequest request, Answered done) {
    submit(Command{Ask{std::move(request)}, std::move(done)});
}

void PromiseDesk::confirm(PromiseId id, Answered done) {
    submit(Command{Confirm{id}, std::move(done)});
}

void PromiseDesk::cancel(PromiseId id, Answered done) {
    submit(Command{Cancel{id}, std::move(done)});
}

void PromiseDesk::change(PromiseId id, PromiseRequest request, Answered done) {
    submit(Command{Change{id, std::move(request)}, std::move(done)});
}

void PromiseDesk::supply(const ports::ErpSnapshot& snapshot, Done done) {
    auto picture = std::make_unique<SupplyPicture>(snapshot, clock_.today(), limits_.horizon_days);
    submit(Reading{std::move(picture), std::move(done)});
}

void PromiseDesk::tick(Done done) {
    submit(Tick{std::move(done)});
}

Result<PromiseAnswer> PromiseDesk::ask(PromiseRequest request) {
    return wait<PromiseAnswer>([&](Answered done) { ask(std::move(request), std::move(done)); });
}

Result<PromiseAnswer> PromiseDesk::confirm(PromiseId id) {
    return wait<PromiseAnswer>([&](Answered done) { confirm(id, std::move(done)); });
}

Result<PromiseAnswer> PromiseDesk::cancel(PromiseId id) {
    return wait<PromiseAnswer>([&](Answered done) { cancel(id, std::move(done)); });
}

Result<PromiseAnswer> PromiseDesk::change(PromiseId id, PromiseRequest request) {
    return wait<PromiseAnswer>(
        [&](Answered done) { change(id, std::move(request), std::move(done)); });
}

Result<void> PromiseDesk::supply(const ports::ErpSnapshot& snapshot) {
    return wait<void>([&](Done done) { supply(snapshot, std::move(done)); });
}

Result<void> PromiseDesk::tick() {
    return wait<void>([&](Done done) { tick(std::move(done)); });
}

void PromiseDesk::submit(Work work) {
    if (const auto refused = enqueue(work)) refuse(work, *refused);
}

void PromiseDesk::refuse(Work& work, const Failure& why) {
    std::visit([&](auto& each) { each.done(fail(why)); }, work);
}

// Takes `work` unless it is refused.
std::optional<Failure> PromiseDesk::enqueue(Work& work) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return closing();
        if (waiting_.size() >= limits_.queue_max)
            return Failure{FailureKind::busy, "promise.queue_max commands are waiting",
                           "promise desk"};
        waiting_.push_back(std::move(work));
        if (waiting_.size() > 1) return std::nullopt;
    }
    work_came_.notify_one();
    return std::nullopt;
}

// Doing it.

void PromiseDesk::workUntilStopped() {
    std::unique_lock lock(mutex_);
    for (;;) {
        work_came_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        std::vector<Work> taken;
        taken.swap(waiting_);
        lock.unlock();
        carryOut(std::move(taken));
        lock.lock();
    }
}

// Commands in a row make a batch; a reading or a tick stands between two batches.
void PromiseDesk::carryOut(std::vector<Work> taken) {
    std::vector<Command> batch;
    const auto runBatch = [&] {
        if (!batch.empty()) runner_.run(batch);
        batch.clear();
    };
    for (Work& work : taken) {
        if (Command* command = std::get_if<Command>(&work)) {
            batch.push_back(std::move(*command));
            if (batch.size() == limits_.batch_max) runBatch();
            continue;
        }
        runBatch();
        if (Reading* reading = std::get_if<Reading>(&work)) {
            reading->done(runner_.install(std::move(*reading->picture)));
        } else {
            runner_.run({});
            std::get<Tick>(work).done({});
        }
    }
    runBatch();
}

}  // namespace entrepot::promise
