// The part of PromiseBook that replaces one promise by another at once.
//
// The old reservations are taken back and the new request is promised on what is then free. When
// supply has shrunk since the old promise, that may give a line less or later than it had; then
// every line keeps what it has and only what is wanted on top is promised anew.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/promise/promise_book.h"
#include "core/promise/reasons.h"

namespace entrepot::promise {
namespace {

Quantity wantedOf(const PromiseLine& line) {
    Quantity sum;
    for (const WantedPart& part : line.wanted) sum += part.quantity;
    return sum;
}

Quantity promisedOf(const LineAnswer& line) {
    Quantity sum;
    for (const PromisedPart& part : line.parts) sum += part.quantity;
    return sum;
}

Quantity wholeLots(const PromiseLine& line, Quantity quantity) {
    return Quantity::fromUnits(quantity.units() / line.lot.units() * line.lot.units());
}

// Two lines of one number cannot both keep what one line had.
bool hasOwnNumbers(const PromiseRequest& request) {
    std::set<std::string_view> numbers;
    return std::ranges::all_of(
        request.lines, [&](const PromiseLine& line) { return numbers.insert(line.number).second; });
}

bool sameDays(const PromiseLine& a, const PromiseLine& b) {
    return std::ranges::equal(a.wanted, b.wanted, {}, &WantedPart::day, &WantedPart::day);
}

// The lines of the old promise by their numbers.
class OldLines {
public:
    explicit OldLines(const ports::LedgerEntry& old) : old_(old) {
        for (const PromiseLine& line : old.request.lines) wanted_.emplace(line.number, &line);
        for (const LineAnswer& line : old.answer.lines) answers_.emplace(line.number, &line);
    }

    const PromiseLine* wanted(const PromiseLine& line) const {
        const auto found = wanted_.find(line.number);
        return found == wanted_.end() ? nullptr : found->second;
    }
    // The old line that a new one continues; nothing when what it has no longer serves.
    const LineAnswer* continued(const PromiseRequest& request, const PromiseLine& line) const {
        const PromiseLine* before = wanted(line);
        if (before == nullptr || before->item != line.item || before->lot != line.lot)
            return nullptr;
        if (old_.request.region != request.region || old_.request.policy != request.policy)
            return nullptr;
        // With these policies the day is part of what was promised.
        if (request.policy != model::DeliveryPolicy::split && !sameDays(*before, line))
            return nullptr;
        const auto found = answers_.find(line.number);
        return found == answers_.end() ? nullptr : found->second;
    }

private:
    const ports::LedgerEntry& old_;
    std::unordered_map<std::string_view, const PromiseLine*> wanted_;
    std::unordered_map<std::string_view, const LineAnswer*> answers_;
};

// Less than before, or, if the same days are wanted, less by some day than before.
bool isWorse(const LineAnswer& before, const LineAnswer& now, Quantity wanted, bool same_days) {
    if (promisedOf(now) < std::min(promisedOf(before), wanted)) return true;
    if (!same_days) return false;
    Quantity had;
    Quantity has;
    auto next = now.parts.begin();
    for (const PromisedPart& part : before.parts) {
        had += part.quantity;
        for (; next != now.parts.end() && next->delivery_day <= part.delivery_day; ++next)
            has += next->quantity;
        if (has < std::min(had, wanted)) return true;
    }
    return false;
}

// The earliest deliveries of a line, up to `quantity`.
std::vector<PromisedPart> firstParts(const LineAnswer& line, Quantity quantity) {
    std::vector<PromisedPart> parts;
    for (PromisedPart part : line.parts) {
        part.quantity = std::min(part.quantity, quantity);
        quantity -= part.quantity;
        if (!part.quantity.isZero()) parts.push_back(std::move(part));
    }
    return parts;
}

// What is wanted beyond what is kept; the earliest wanted parts are served first.
PromiseLine beyond(const PromiseLine& line, Quantity kept) {
    PromiseLine rest = line;
    rest.wanted.clear();
    for (WantedPart part : line.wanted) {
        const Quantity served = std::min(part.quantity, kept);
        kept -= served;
        part.quantity -= served;
        if (!part.quantity.isZero()) rest.wanted.push_back(part);
    }
    return rest;
}

LineAnswer keptLine(const OldLines& old, const PromiseRequest& request, const PromiseLine& line) {
    LineAnswer kept{
        .number = line.number, .item = line.item, .parts = {}, .unmet = {}, .reasons = {}};
    const LineAnswer* before = old.continued(request, line);
    if (before == nullptr) return kept;
    kept.parts = firstParts(*before, wholeLots(line, wantedOf(line)));
    addReason(kept.reasons, because(reasons::kept_promise, promisedOf(kept).text(), line.unit));
    return kept;
}

void append(LineAnswer& line, const LineAnswer& rest) {
    line.unmet = rest.unmet;
    line.parts.insert(line.parts.end(), rest.parts.begin(), rest.parts.end());
    std::ranges::stable_sort(line.parts, {}, &PromisedPart::delivery_day);
    for (const model::Reason& reason : rest.reasons) addReason(line.reasons, reason);
}

}  // namespace

Result<PromiseAnswer> PromiseBook::change(PromiseId id, const PromiseRequest& wanted, Instant now) {
    const ports::LedgerEntry* found = ledger_.find(id);
    if (found == nullptr)
        return fail(FailureKind::not_found, "no open promise has this id", formatId(id.value));
    ports::LedgerEntry entry = *found;
    PromiseRequest request = wanted;
    if (request.reference.empty()) request.reference = entry.request.reference;
    if (auto valid = validate(request); !valid) return fail(valid.error());
    if (request.mode == PromiseMode::check)
        return fail(FailureKind::invalid, "a change holds or confirms", request.reference);
    const ports::LedgerEntry* other = ledger_.findByReference(request.reference);
    if (other != nullptr && other->id != id)
        return fail(FailureKind::conflict, "another promise has this reference", request.reference);
    if (!picture_)
        return fail(FailureKind::unavailable, "no supply picture yet: the ERP was not read so far",
                    "promise desk");
    // What is confirmed stays so.
    if (entry.state == PromiseState::confirmed) request.mode = PromiseMode::confirm;
    const auto until = holdUntil(request, now);
    if (!until) return fail(until.error());

    PromiseAnswer answer = promiseAgain(entry, request);
    entry.state = request.mode == PromiseMode::hold ? PromiseState::held : PromiseState::confirmed;
    answer.id = id;
    answer.state = entry.state;
    answer.hold_until = *until;
    answer.reference = request.reference;
    entry.answer = answer;
    entry.request = std::move(request);
    entry.changed_at = now;
    entry.taken_over = false;
    put(std::move(entry));
    return answer;
}

PromiseAnswer PromiseBook::promiseAgain(const ports::LedgerEntry& old,
                                        const PromiseRequest& request) {
    const std::size_t before = picture_->bookmark();
    withdraw(old);
    PromiseAnswer answer = promiser_->promise(request);
    const OldLines old_lines(old);
    bool worse = false;
    bool continues_all = true;
    for (std::size_t i = 0; i < request.lines.size(); ++i) {
        const PromiseLine& line = request.lines[i];
        const Quantity lots = wholeLots(line, wantedOf(line));
        const LineAnswer* kept = old_lines.continued(request, line);
        continues_all = continues_all && kept != nullptr && promisedOf(*kept) >= lots;
        worse = worse || (kept != nullptr && isWorse(*kept, answer.lines[i], lots,
                                                     sameDays(*old_lines.wanted(line), line)));
    }
    // Everything on one day: kept whole or not at all.
    const bool may_keep = (request.policy != model::DeliveryPolicy::complete || continues_all) &&
                          hasOwnNumbers(request);
    if (!worse || !may_keep) return answer;
    picture_->undoTo(before);
    withdraw(old);
    return keepAndAdd(old, request);
}

PromiseAnswer PromiseBook::keepAndAdd(const ports::LedgerEntry& old,
                                      const PromiseRequest& request) {
    PromiseAnswer answer;
    PromiseRequest additional = request;
    additional.lines.clear();
    std::vector<std::size_t> place;
    const OldLines old_lines(old);
    for (const PromiseLine& line : request.lines) {
        answer.lines.push_back(keptLine(old_lines, request, line));
        PromiseLine rest = beyond(line, promisedOf(answer.lines.back()));
        if (rest.wanted.empty()) continue;
        place.push_back(answer.lines.size() - 1);
        additional.lines.push_back(std::move(rest));
    }
    reserveParts(answer);
    const PromiseAnswer added = promiser_->promise(additional);
    for (std::size_t i = 0; i < place.size(); ++i) append(answer.lines[place[i]], added.lines[i]);
    return answer;
}

void PromiseBook::withdraw(const ports::LedgerEntry& entry) {
    if (!isCountedByErp(entry)) {
        releaseParts(entry.answer);
        return;
    }
    for (const Withdrawal& row : picture_->takenOver().at(entry.id)) picture_->release(row);
}

}  // namespace entrepot::promise
