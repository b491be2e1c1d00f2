#include "core/exchange/erp_desk.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/crash_point.h"

namespace entrepot::exchange {

SupplyReading readingOf(const ports::ErpSnapshot& snapshot) {
    return {snapshot.read_at,
            snapshot.items.size(),
            snapshot.sites.size(),
            snapshot.receipts.size(),
            snapshot.demand.size(),
            snapshot.problems.size() + static_cast<std::size_t>(snapshot.problems_dropped)};
}

Result<SupplyReading> ErpDesk::readSupply() {
    const std::lock_guard lock(mutex_);
    auto snapshot = ports_.erp.read();
    if (!snapshot) {
        ports_.events.note({EventId::erp_away, {}, {}, {{"why", describe(snapshot.error())}}});
        return fail(snapshot.error());
    }
    const SupplyReading reading = readingOf(*snapshot);
    if (reading.left_out > 0) tellLeftOut(*snapshot, reading.left_out);
    auto items = std::make_shared<ItemDirectory>(snapshot->items);
    auto taken = ports_.desk.supply(std::move(*snapshot));
    if (!taken) return fail(taken.error());
    ports_.items.set(std::move(items));
    ports_.events.note({EventId::erp_read, {}, {}, {{"items", std::to_string(reading.items)}}});
    return reading;
}

void ErpDesk::tellLeftOut(const ports::ErpSnapshot& snapshot, std::size_t count) {
    const ports::ErpProblem& first = snapshot.problems.front();
    ports_.events.note({EventId::erp_rows_left_out,
                        {},
                        {},
                        {{"rows", std::to_string(count)},
                         {"first", first.query + " " + first.key + ": " + first.what}}});
}

Result<std::size_t> ErpDesk::handOver(std::size_t limit) {
    const std::lock_guard lock(mutex_);
    auto tasks = ports_.outbox.due(ports_.clock.now(), limit);
    if (!tasks) return fail(tasks.error());
    std::size_t succeeded = 0;
    for (const ports::ErpTask& task : *tasks) {
        auto handed = handOver(task);
        if (!handed) return fail(handed.error());
        ++succeeded;
    }
    return succeeded;
}

Result<void> ErpDesk::handOver(const ports::ErpTask& task) {
    const bool cancelled = task.promise.state != promise::PromiseState::confirmed;
    auto written =
        cancelled ? ports_.erp.cancel(task.promise.id) : ports_.erp.write(erpOrderOf(task.promise));
    crashPoint("erp-written");
    if (written) {
        ports_.events.note({EventId::erp_order_written,
                            {},
                            task.promise.request.customer,
                            {{"order", task.promise.request.order_number}}});
        return ports_.outbox.done(task.id);
    }
    ports_.events.note(
        {EventId::erp_order_failed,
         {},
         task.promise.request.customer,
         {{"order", task.promise.request.order_number}, {"why", describe(written.error())}}});
    const Instant next =
        ports_.clock.now() + pauseBefore(static_cast<int>(task.attempts) + 1, policy_,
                                         static_cast<std::uint64_t>(task.id));
    auto noted = ports_.outbox.failed(task.id, describe(written.error()), next);
    return noted ? Result<void>(fail(written.error())) : noted;
}

ports::ErpOrder erpOrderOf(const ports::LedgerEntry& promise) {
    ports::ErpOrder order;
    order.promise = promise.id;
    order.customer = promise.request.customer;
    order.order_number = promise.request.order_number;
    order.currency = promise.request.currency;
    for (const promise::LineAnswer& line : promise.answer.lines) {
        const auto asked =
            std::ranges::find(promise.request.lines, line.number, &promise::PromiseLine::number);
        check(asked != promise.request.lines.end(), "an answered line was asked");
        for (const promise::PromisedPart& part : line.parts)
            order.lines.push_back({line.number, line.item, part.quantity, asked->unit, part.site,
                                   part.ship_day, part.delivery_day, asked->price,
                                   asked->price_quantity});
    }
    return order;
}

}  // namespace entrepot::exchange
