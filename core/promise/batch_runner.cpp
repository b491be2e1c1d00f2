#include "core/promise/batch_runner.h"

#include <algorithm>

#include "core/base/crash_point.h"

namespace entrepot::promise {
namespace {

constexpr std::size_t expected_together = 20;  // commands whose memory is fetched at once

std::string_view stateName(PromiseState state) {
    switch (state) {
        case PromiseState::checked:
            return "checked";
        case PromiseState::held:
            return "held";
        case PromiseState::confirmed:
            return "confirmed";
        case PromiseState::cancelled:
            return "cancelled";
        case PromiseState::expired:
            return "expired";
        case PromiseState::fulfilled:
            return "fulfilled";
    }
    return "unknown";
}

PromiseAnswer answerOf(const ports::LedgerEntry& entry, PromiseState state) {
    PromiseAnswer answer = entry.answer;
    answer.state = state;
    return answer;
}

}  // namespace

Result<void> BatchRunner::open() {
    auto entries = store_.loadOpen();
    if (!entries) return fail(std::move(entries.error()));
    book_.load(std::move(*entries));
    return {};
}

void BatchRunner::run(std::span<Command> commands) {
    book_.moveTo(clock_.today());
    if (const auto settled = settleDoubts(); !settled) {
        auto outcomes = applyAll(commands, Stored(commands.size()));
        book_.undo();
        answer(commands, outcomes, settled);
        return;
    }
    book_.expireDue(clock_.now());
    auto outcomes = applyAll(commands, Stored(commands.size()));
    const Result<void> saved = save();
    if (!saved && saved.error().kind == FailureKind::conflict) {
        runAfterConflict(commands);
    } else {
        answer(commands, outcomes, saved);
    }
}

Result<void> BatchRunner::install(SupplyPicture picture) {
    if (auto settled = settleDoubts(); !settled) return settled;
    if (picture.today() != clock_.today()) picture.moveTo(clock_.today());
    book_.install(std::move(picture), clock_.now());
    const ports::LedgerBatch batch = book_.batch(clock_.now());
    book_.keep();
    if (batch.changed.empty() && batch.closed.empty()) return {};
    return store_.commit(batch);
}

// Keeps or undoes what is noted.
Result<void> BatchRunner::save() {
    const ports::LedgerBatch batch = book_.batch(clock_.now());
    if (batch.added.empty() && batch.changed.empty() && batch.closed.empty()) {
        book_.keep();
        return {};
    }
    crashPoint("promise-before-commit");
    Result<void> saved = store_.commit(batch);
    crashPoint("promise-after-commit");
    if (saved) {
        book_.keep();
        return saved;
    }
    if (saved.error().kind != FailureKind::conflict) doubts_ = book_.touched();
    book_.undo();
    return saved;
}

Result<void> BatchRunner::settleDoubts() {
    while (!doubts_.empty()) {
        auto stored = store_.find(doubts_.back());
        if (!stored) return fail(std::move(stored.error()));
        if (*stored) book_.adopt(**stored);
        doubts_.pop_back();
    }
    return {};
}

std::vector<BatchRunner::Outcome> BatchRunner::applyAll(std::span<Command> commands,
                                                        const Stored& stored) {
    std::vector<Outcome> outcomes;
    outcomes.reserve(commands.size());
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (i % expected_together == 0) expectFrom(commands.subspan(i));
        outcomes.push_back(apply(commands[i], stored[i]));
    }
    return outcomes;
}

void BatchRunner::expectFrom(std::span<Command> commands) {
    expected_.clear();
    for (const Command& command : commands.first(std::min(commands.size(), expected_together)))
        if (const Ask* ask = std::get_if<Ask>(&command.what)) expected_.push_back(&ask->request);
    book_.expect(expected_);
}

void BatchRunner::answer(std::span<Command> commands, std::vector<Outcome>& outcomes,
                         const Result<void>& saved) {
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (!saved && outcomes[i].needs_commit) {
            commands[i].done(fail(saved.error()));
        } else {
            commands[i].done(std::move(outcomes[i].answer));
        }
    }
}

BatchRunner::Outcome BatchRunner::apply(const Command& command,
                                        const std::optional<ports::LedgerEntry>& stored) {
    if (const Ask* ask = std::get_if<Ask>(&command.what)) return applyAsk(*ask, stored);
    return applyById(command);
}

BatchRunner::Outcome BatchRunner::applyAsk(const Ask& ask,
                                           const std::optional<ports::LedgerEntry>& stored) {
    // Closed, or the store would not have to tell us. Perhaps closed within this very batch.
    if (stored && book_.ledger().find(stored->id) == nullptr)
        return {answerOf(*stored, book_.closedNow(stored->id).value_or(stored->state)), true};
    Outcome outcome{book_.ask(ask.request, clock_.now()), false};
    outcome.needs_commit = outcome.answer && ask.request.mode != PromiseMode::check;
    return outcome;
}

BatchRunner::Outcome BatchRunner::applyById(const Command& command) {
    const Instant now = clock_.now();
    PromiseId id;
    Outcome outcome;
    if (const Confirm* confirm = std::get_if<Confirm>(&command.what)) {
        id = confirm->id;
        outcome.answer = book_.confirm(id, now);
    } else if (const Cancel* cancel = std::get_if<Cancel>(&command.what)) {
        id = cancel->id;
        outcome.answer = book_.cancel(id, now);
    } else {
        const Change& change = std::get<Change>(command.what);
        id = change.id;
        outcome.answer = book_.change(id, change.request, now);
    }
    outcome.needs_commit = outcome.answer.has_value();
    if (outcome.answer || outcome.answer.error().kind != FailureKind::not_found) return outcome;
    return closedEarlier(id, std::holds_alternative<Cancel>(command.what));
}

// Cancelling twice is as good as once; anything else on a closed promise is too late.
BatchRunner::Outcome BatchRunner::closedEarlier(PromiseId id, bool is_cancel) {
    auto stored = store_.find(id);
    if (!stored) return {fail(std::move(stored.error())), false};
    if (!*stored)
        return {fail(FailureKind::not_found, "no promise has this id", formatId(id.value)), false};
    const auto closed_now = book_.closedNow(id);
    const PromiseState state = closed_now.value_or((*stored)->state);
    if (is_cancel && state == PromiseState::cancelled)
        return {answerOf(**stored, state), closed_now.has_value()};
    return {fail(FailureKind::conflict, "the promise is " + std::string(stateName(state)),
                 formatId(id.value)),
            closed_now.has_value()};
}

BatchRunner::Stored BatchRunner::lookUp(std::span<Command> commands) {
    Stored stored(commands.size());
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const Ask* ask = std::get_if<Ask>(&commands[i].what);
        if (ask == nullptr || ask->request.mode == PromiseMode::check) continue;
        if (auto found = store_.findByReference(ask->request.reference)) stored[i] = *found;
    }
    return stored;
}

void BatchRunner::runAfterConflict(std::span<Command> commands) {
    const Stored stored = lookUp(commands);
    book_.expireDue(clock_.now());
    auto outcomes = applyAll(commands, stored);
    const Result<void> saved = save();
    if (saved || saved.error().kind != FailureKind::conflict) {
        answer(commands, outcomes, saved);
        return;
    }
    for (std::size_t i = 0; i < commands.size(); ++i) runAlone(commands[i], stored[i]);
}

void BatchRunner::runAlone(Command& command, const std::optional<ports::LedgerEntry>& stored) {
    std::vector<Outcome> outcomes;
    outcomes.push_back(apply(command, stored));
    answer({&command, 1}, outcomes, save());
}

}  // namespace entrepot::promise
