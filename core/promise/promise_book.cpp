#include "core/promise/promise_book.h"

#include <algorithm>

namespace entrepot::promise {
namespace {

tl::unexpected<Failure> notOpen(PromiseId id) {
    return fail(FailureKind::not_found, "no open promise has this id", formatId(id.value));
}

Day lastDayOf(const ports::LedgerEntry& entry) {
    Day last = std::chrono::floor<Days>(entry.changed_at);
    bool first = true;
    for (const LineAnswer& line : entry.answer.lines)
        for (const PromisedPart& part : line.parts) {
            last = first ? part.ship_day : std::max(last, part.ship_day);
            first = false;
        }
    return last;
}

}  // namespace

void PromiseBook::expect(std::span<const PromiseRequest* const> requests) {
    if (promiser_) promiser_->expect(requests);
}

Result<PromiseAnswer> PromiseBook::ask(const PromiseRequest& request, Instant now) {
    if (auto valid = validate(request); !valid) return fail(valid.error());
    if (!picture_)
        return fail(FailureKind::unavailable, "no supply picture yet: the ERP was not read so far",
                    "promise desk");
    if (request.mode == PromiseMode::check) return promiser_->promise(request);
    if (const ports::LedgerEntry* known = ledger_.findByReference(request.reference))
        return known->answer;
    const auto until = holdUntil(request, now);
    if (!until) return fail(until.error());

    ports::LedgerEntry entry;
    entry.answer = promiser_->promise(request);
    entry.id = PromiseId{ids_.next(now)};
    entry.state = request.mode == PromiseMode::hold ? PromiseState::held : PromiseState::confirmed;
    entry.answer.id = entry.id;
    entry.answer.state = entry.state;
    entry.answer.hold_until = *until;
    entry.request = request;
    entry.changed_at = now;
    PromiseAnswer answer = entry.answer;
    note(entry.id).is_new = true;
    put(std::move(entry));
    return answer;
}

Result<PromiseAnswer> PromiseBook::confirm(PromiseId id, Instant now) {
    const ports::LedgerEntry* found = ledger_.find(id);
    if (found == nullptr) return notOpen(id);
    if (found->state == PromiseState::confirmed) return found->answer;
    if (found->answer.hold_until && *found->answer.hold_until <= now)
        return fail(FailureKind::conflict, "the hold has expired; ask again", formatId(id.value));
    ports::LedgerEntry entry = *found;
    entry.state = PromiseState::confirmed;
    entry.answer.state = entry.state;
    entry.answer.hold_until.reset();
    entry.request.mode = PromiseMode::confirm;
    entry.request.hold_until.reset();
    entry.changed_at = now;
    PromiseAnswer answer = entry.answer;
    put(std::move(entry));
    return answer;
}

Result<PromiseAnswer> PromiseBook::cancel(PromiseId id, Instant now) {
    const ports::LedgerEntry* found = ledger_.find(id);
    if (found == nullptr) return notOpen(id);
    PromiseAnswer answer = found->answer;
    answer.state = PromiseState::cancelled;
    answer.hold_until.reset();
    close(id, PromiseState::cancelled, now);
    return answer;
}

void PromiseBook::expireDue(Instant now) {
    for (const PromiseId id : ledger_.dueAt(now, limits_.batch_max))
        close(id, PromiseState::expired, now);
}

Result<std::optional<Instant>> PromiseBook::holdUntil(const PromiseRequest& request,
                                                      Instant now) const {
    if (request.mode != PromiseMode::hold) return std::optional<Instant>();
    const Instant until = request.hold_until.value_or(now + limits_.hold_default);
    if (until <= now)
        return fail(FailureKind::invalid,
                    "the hold would end before it begins: " + formatInstant(until),
                    request.reference);
    return std::optional(std::min<Instant>(until, now + limits_.hold_max));
}

Result<void> PromiseBook::validate(const PromiseRequest& request) const {
    if (request.mode != PromiseMode::check && request.reference.empty())
        return fail(FailureKind::invalid, "a promise needs a reference of its own", "reference");
    if (request.lines.empty())
        return fail(FailureKind::invalid, "an order needs a line", request.reference);
    if (request.lines.size() > limits_.lines_max)
        return fail(FailureKind::too_large, "more lines than promise.lines_max", request.reference);
    std::size_t parts = 0;
    for (const PromiseLine& line : request.lines) {
        if (auto valid = validate(line); !valid) return valid;
        parts += line.wanted.size();
    }
    if (parts > limits_.wanted_parts_max)
        return fail(FailureKind::too_large, "more deliveries wanted than promise.wanted_parts_max",
                    request.reference);
    return {};
}

Result<void> PromiseBook::validate(const PromiseLine& line) const {
    const Quantity quantity_max = Quantity::whole(limits_.quantity_max);
    if (line.wanted.empty())
        return fail(FailureKind::invalid, "nothing is wanted", "line " + line.number);
    if (line.lot <= Quantity() || line.lot > quantity_max)
        return fail(FailureKind::invalid, "the lot must be above zero", "line " + line.number);
    for (const WantedPart& part : line.wanted) {
        if (part.quantity < Quantity())
            return fail(FailureKind::invalid, "the quantity is below zero", "line " + line.number);
        if (part.quantity > quantity_max)
            return fail(FailureKind::too_large, "more than promise.quantity_max",
                        "line " + line.number);
    }
    return {};
}

// What is reserved.

void PromiseBook::load(std::vector<ports::LedgerEntry> entries) {
    for (ports::LedgerEntry& entry : entries) {
        ids_.seen(entry.id.value);
        ledger_.put(std::move(entry));
    }
    ledger_.keep();
}

void PromiseBook::install(SupplyPicture picture, Instant now) {
    for (const PromiseId id : ledger_.ids()) {
        const ports::LedgerEntry& entry = *ledger_.find(id);
        const bool listed = picture.takenOver().contains(id);
        if (isFulfilled(entry, picture)) {
            close(id, PromiseState::fulfilled, now);
        } else if (listed && !entry.taken_over) {
            ports::LedgerEntry marked = entry;
            marked.taken_over = true;
            put(std::move(marked));
        }
    }
    picture_.emplace(std::move(picture));
    promiser_.emplace(*picture_);
    reserveAll();
}

bool PromiseBook::isFulfilled(const ports::LedgerEntry& entry, const SupplyPicture& picture) const {
    if (entry.state != PromiseState::confirmed || picture.takenOver().contains(entry.id))
        return false;
    const Days patience(entry.taken_over ? 0 : limits_.fulfilled_after_days);
    return lastDayOf(entry) + patience < picture.today();
}

void PromiseBook::moveTo(Day today) {
    if (!picture_ || picture_->today() == today) return;
    picture_->moveTo(today);
    reserveAll();
}

void PromiseBook::reserveAll() {
    for (const auto& [id, rows] : picture_->takenOver()) {
        const ports::LedgerEntry* entry = ledger_.find(id);
        // Changed since: its parts count, not what the ERP still has of it.
        if (entry != nullptr && !entry->taken_over) continue;
        for (const Withdrawal& row : rows) picture_->reserve(row);
    }
    for (const PromiseId id : ledger_.ids()) {
        const ports::LedgerEntry& entry = *ledger_.find(id);
        if (!isCountedByErp(entry)) reserveParts(entry.answer);
    }
    picture_->keep();
}

bool PromiseBook::isCountedByErp(const ports::LedgerEntry& entry) const {
    return picture_ && entry.taken_over && picture_->takenOver().contains(entry.id);
}

void PromiseBook::reserveParts(const PromiseAnswer& answer) {
    for (const LineAnswer& line : answer.lines)
        for (const PromisedPart& part : line.parts)
            if (const auto series = picture_->findSeries(line.item, part.site))
                picture_->reserve({*series, part.ship_day, part.quantity});
}

void PromiseBook::releaseParts(const PromiseAnswer& answer) {
    for (const LineAnswer& line : answer.lines)
        for (const PromisedPart& part : line.parts)
            if (const auto series = picture_->findSeries(line.item, part.site))
                picture_->release({*series, part.ship_day, part.quantity});
}

// What is noted.

void PromiseBook::put(ports::LedgerEntry entry) {
    note(entry.id);
    ledger_.put(std::move(entry));
}

void PromiseBook::close(PromiseId id, PromiseState state, Instant now) {
    ports::LedgerEntry entry = *ledger_.find(id);
    // What the ERP counts stays reserved until it lists it no more.
    if (picture_ && state != PromiseState::fulfilled && !isCountedByErp(entry))
        releaseParts(entry.answer);
    entry.state = state;
    entry.answer.state = state;
    entry.changed_at = now;
    ledger_.close(id);
    note(id).closed = std::move(entry);
}

PromiseBook::Note& PromiseBook::note(PromiseId id) {
    const auto [found, is_first] = note_of_.try_emplace(id, notes_.size());
    if (is_first) notes_.push_back({id, false, std::nullopt});
    return notes_[found->second];
}

ports::LedgerBatch PromiseBook::batch(Instant now) const {
    ports::LedgerBatch batch;
    batch.at = now;
    for (const Note& each : notes_) {
        if (each.closed && !each.is_new) {
            batch.closed.emplace_back(each.id, each.closed->state);
            continue;
        }
        const ports::LedgerEntry& entry = each.closed ? *each.closed : *ledger_.find(each.id);
        (each.is_new ? batch.added : batch.changed).push_back(entry);
    }
    return batch;
}

std::optional<PromiseState> PromiseBook::closedNow(PromiseId id) const {
    const auto found = note_of_.find(id);
    if (found == note_of_.end() || !notes_[found->second].closed) return std::nullopt;
    return notes_[found->second].closed->state;
}

std::vector<PromiseId> PromiseBook::touched() const {
    std::vector<PromiseId> ids;
    for (const Note& each : notes_) ids.push_back(each.id);
    return ids;
}

void PromiseBook::keep() {
    if (picture_) picture_->keep();
    ledger_.keep();
    notes_.clear();
    note_of_.clear();
}

void PromiseBook::undo() {
    if (picture_) picture_->undoTo(0);
    ledger_.undoTo(0);
    notes_.clear();
    note_of_.clear();
}

void PromiseBook::adopt(const ports::LedgerEntry& stored) {
    const bool is_open =
        stored.state == PromiseState::held || stored.state == PromiseState::confirmed;
    if (const ports::LedgerEntry* known = ledger_.find(stored.id)) {
        if (picture_) withdraw(*known);
        ledger_.close(stored.id);
    }
    if (is_open) {
        if (picture_ && !isCountedByErp(stored)) reserveParts(stored.answer);
        ledger_.put(stored);
    }
    keep();
}

}  // namespace entrepot::promise
