// Carries out commands batch by batch: all in memory, one commit, then every answer.
//
//     apply all -> commit -> keep, answer              nothing is answered before it is durable
//                     |-> conflict: undo; who asks for a reference the store knows gets the stored
//                     |             answer, the others once more; at last each alone
//                     '-> failed:   undo, answer the failure; whether it took effect is doubtful,
//                                   so the store is asked before anything else is written
//
// A command that writes nothing (check, a refusal) is answered in any case. One thread.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/ports/clock.h"
#include "core/ports/ledger_store.h"
#include "core/promise/promise_book.h"

namespace entrepot::promise {

struct Ask {
    PromiseRequest request;
};
struct Confirm {
    PromiseId id;
};
struct Cancel {
    PromiseId id;
};
struct Change {
    PromiseId id;
    PromiseRequest request;
};

using Answered = std::function<void(Result<PromiseAnswer>)>;

struct Command {
    std::variant<Ask, Confirm, Cancel, Change> what;
    Answered done;  // called once
};

class BatchRunner {
public:
    BatchRunner(PromiseBook& book, ports::LedgerStore& store, const ports::Clock& clock)
        : book_(book), store_(store), clock_(clock) {}

    // At start: reads what is open.
    Result<void> open();
    // Also with no command at all: expires holds that are due.
    void run(std::span<Command> commands);
    // Takes effect in memory even when marking taken-over promises in the store fails.
    Result<void> install(SupplyPicture picture);

private:
    struct Outcome {
        Result<PromiseAnswer> answer = PromiseAnswer{};
        bool needs_commit = false;  // true only when durable
    };
    using Stored = std::vector<std::optional<ports::LedgerEntry>>;  // by command

    Outcome apply(const Command& command, const std::optional<ports::LedgerEntry>& stored);
    Outcome applyAsk(const Ask& ask, const std::optional<ports::LedgerEntry>& stored);
    Outcome applyById(const Command& command);
    Outcome closedEarlier(PromiseId id, bool is_cancel);

    std::vector<Outcome> applyAll(std::span<Command> commands, const Stored& stored);
    void expectFrom(std::span<Command> commands);
    void answer(std::span<Command> commands, std::vector<Outcome>& outcomes,
                const Result<void>& saved);
    Result<void> save();
    Result<void> settleDoubts();
    void runAfterConflict(std::span<Command> commands);
    void runAlone(Command& command, const std::optional<ports::LedgerEntry>& stored);
    Stored lookUp(std::span<Command> commands);

    PromiseBook& book_;
    ports::LedgerStore& store_;
    const ports::Clock& clock_;
    std::vector<const PromiseRequest*> expected_;
    std::vector<PromiseId> doubts_;  // written by a commit whose outcome is unknown
};

}  // namespace entrepot::promise
