// The whole state of promising in memory: the supply picture, the ledger, and what one does to
// them.
//
// Each call changes memory at once and is noted for the next stored batch; keep() after the batch
// is stored, undo() when it could not be. Pure but for the ids; owned by the promise thread.
//
// A promise is reserved by its parts, until a reading of the ERP lists it among the open demand:
// from then on by what the ERP lists. It is fulfilled when it was listed, is no more, and its last
// ship day has passed.
#pragma once
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/base/id_source.h"
#include "core/base/result.h"
#include "core/ports/ledger_store.h"
#include "core/promise/ledger.h"
#include "core/promise/order_promiser.h"
#include "core/promise/promise.h"
#include "core/promise/promise_limits.h"
#include "core/promise/supply_picture.h"

namespace entrepot::promise {

class PromiseBook {
public:
    PromiseBook(IdSource& ids, PromiseLimits limits) : ids_(ids), limits_(limits) {}

    // At start: what the store holds open.
    void load(std::vector<ports::LedgerEntry> entries);
    // A new reading. What it changes in the ledger is noted and is not undone.
    void install(SupplyPicture picture, Instant now);
    void moveTo(Day today);
    const SupplyPicture* picture() const { return picture_ ? &*picture_ : nullptr; }
    const Ledger& ledger() const { return ledger_; }

    // Optional, before a few of the calls below: fetches what they will read, all at once.
    void expect(std::span<const PromiseRequest* const> requests);

    // `not_found` means: not open. Whether it ever was, the store knows.
    Result<PromiseAnswer> ask(const PromiseRequest& request, Instant now);
    Result<PromiseAnswer> confirm(PromiseId id, Instant now);
    Result<PromiseAnswer> cancel(PromiseId id, Instant now);
    // Replaces the promise. No line gets less or later than it has, unless the request says so.
    Result<PromiseAnswer> change(PromiseId id, const PromiseRequest& request, Instant now);
    void expireDue(Instant now);

    // What the store says of a promise after a commit whose outcome was unknown.
    void adopt(const ports::LedgerEntry& stored);

    // What was done since the last keep() or undo().
    ports::LedgerBatch batch(Instant now) const;
    // How this promise was closed since then.
    std::optional<PromiseState> closedNow(PromiseId id) const;
    std::vector<PromiseId> touched() const;
    void keep();
    void undo();

private:
    struct Note {
        PromiseId id;
        bool is_new = false;
        std::optional<ports::LedgerEntry> closed;  // with its last state
    };

    Result<void> validate(const PromiseRequest& request) const;
    Result<void> validate(const PromiseLine& line) const;
    Result<std::optional<Instant>> holdUntil(const PromiseRequest& request, Instant now) const;

    void put(ports::LedgerEntry entry);
    void close(PromiseId id, PromiseState state, Instant now);
    Note& note(PromiseId id);

    bool isCountedByErp(const ports::LedgerEntry& entry) const;
    bool isFulfilled(const ports::LedgerEntry& entry, const SupplyPicture& picture) const;
    void reserveAll();
    void reserveParts(const PromiseAnswer& answer);
    void releaseParts(const PromiseAnswer& answer);
    void withdraw(const ports::LedgerEntry& entry);

    PromiseAnswer promiseAgain(const ports::LedgerEntry& old, const PromiseRequest& request);
    PromiseAnswer keepAndAdd(const ports::LedgerEntry& old, const PromiseRequest& request);

    IdSource& ids_;
    PromiseLimits limits_;
    std::optional<SupplyPicture> picture_;
    std::optional<OrderPromiser> promiser_;  // on the picture
    Ledger ledger_;
    std::vector<Note> notes_;
    std::unordered_map<PromiseId, std::size_t> note_of_;
};

}  // namespace entrepot::promise
