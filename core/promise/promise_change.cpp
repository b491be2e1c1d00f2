// The part of PromiseBook that replaces one promise by another at once.
//
// The old reservations are taken back and the new request is promised on what is then free. When
// supply has shrunk since the old promise, that may give a line less or later than it had; then
// every line keeps what it has and only what is wanted on top is promised anew.
#include <algorithm>
#include <set>

#include "core/promise/promise_book.h"
#include "core/promise/reasons.h"

namespace entrepot::promise {
namespace {

Quantity wantedOf(const PromiseLine& line) {
    Quantity sum;
    for (const WantedPart& part : line.wanted) sum += part.quantity;
    return sum;
}

Quantity promisedOf(const LineAnswer& line, Day until) {
    Quantity sum;
    for (const PromisedPart& part : line.parts)
        if (part.delivery_day <= until) sum += part.quantity;
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

const PromiseLine* lineOf(const PromiseRequest& request, const std::string& number) {
    const auto found = std::ranges::find(request.lines, number, &PromiseLine::number);
    return found == request.lines.end() ? nullptr : &*found;
}

const LineAnswer* lineOf(const PromiseAnswer& answer, const std::string& number) {
    const auto found = std::ranges::find(answer.lines, number, &LineAnswer::number);
    return found == answer.lines.end() ? nullptr : &*found;
}

// The old line a new one continues; nothing when what it has no longer serves.
const LineAnswer* continued(const ports::LedgerEntry& old, const PromiseRequest& request,
                            const PromiseLine& line) {
    if (old.request.region != request.region || old.request.policy != request.policy)
        return nullptr;
    const PromiseLine* before = lineOf(old.request, line.number);
    if (before == nullptr || before->item != line.item || before->lot != line.lot) return nullptr;
    // With these policies the day is part of what was promised.
    if (request.policy != model::DeliveryPolicy::split && !sameDays(*before, line)) return nullptr;
    return lineOf(old.answer, line.number);
}

bool isWorse(const ports::LedgerEntry& old, const PromiseRequest& request, const PromiseLine& line,
             const LineAnswer& now) {
    const LineAnswer* before = continued(old, request, line);
    if (before == nullptr) return false;
    const Quantity wanted = wholeLots(line, wantedOf(line));
    const bool same_days = sameDays(*lineOf(old.request, line.number), line);
    for (const PromisedPart& part : before->parts) {
        const Day day = same_days ? part.delivery_day : Day::max();
        if (promisedOf(now, day) < std::min(promisedOf(*before, day), wanted)) return true;
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

LineAnswer keptLine(const ports::LedgerEntry& old, const PromiseRequest& request,
                    const PromiseLine& line) {
    LineAnswer kept{
        .number = line.number, .item = line.item, .parts = {}, .unmet = {}, .reasons = {}};
    const LineAnswer* before = continued(old, request, line);
    if (before == nullptr) return kept;
    kept.parts = firstParts(*before, wholeLots(line, wantedOf(line)));
    addReason(kept.reasons, because(reasons::kept_promise, promisedOf(kept, Day::max()).text()));
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
    bool worse = false;
    bool continues_all = true;
    for (std::size_t i = 0; i < request.lines.size(); ++i) {
        const PromiseLine& line = request.lines[i];
        worse = worse || isWorse(old, request, line, answer.lines[i]);
        const LineAnswer* kept = continued(old, request, line);
        continues_all = continues_all && kept != nullptr &&
                        promisedOf(*kept, Day::max()) >= wholeLots(line, wantedOf(line));
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
    for (const PromiseLine& line : request.lines) {
        answer.lines.push_back(keptLine(old, request, line));
        PromiseLine rest = beyond(line, promisedOf(answer.lines.back(), Day::max()));
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
