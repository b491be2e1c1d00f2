#include "tests/bench/promise_bench.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <string>

#include "core/promise/promise_desk.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_ledger_store.h"

namespace entrepot::bench {
namespace {

using namespace entrepot::promise;

constexpr std::size_t series_count = 100'000;
constexpr std::size_t item_count = series_count / 2;
constexpr int days = 365;
constexpr std::size_t lines = 1'000'000;
constexpr std::size_t desk_lines = 300'000;
constexpr std::size_t timed_lines = 200'000;
constexpr std::size_t round_lines = 1'000;
constexpr std::size_t expected_together = 20;  // as the desk does
const Day today = Day(std::chrono::year(2026) / 12 / 1);

struct Question {
    std::uint32_t item = 0;
    int site = 0;
    int day = 0;
    Quantity quantity;

    std::size_t series() const { return std::size_t{item} * 2 + static_cast<std::size_t>(site); }
};

std::vector<Question> questions() {
    std::mt19937_64 random(7);
    std::vector<Question> all(lines);
    for (Question& each : all)
        each = {static_cast<std::uint32_t>(random() % item_count), static_cast<int>(random() % 2),
                static_cast<int>(random() % days),
                Quantity::whole(static_cast<std::int64_t>(1 + random() % 20))};
    return all;
}

std::vector<std::int64_t> balances(std::size_t series) {
    std::vector<std::int64_t> all(days);
    std::int64_t balance = static_cast<std::int64_t>(series % 100) * Quantity::units_per_one;
    for (int day = 0; day < days; ++day) {
        if (day % 90 == static_cast<int>(series % 90)) balance += 500'000;
        all[static_cast<std::size_t>(day)] = balance;
    }
    return all;
}

// The reference: one flat array a series; both question and reservation run over the suffix.
class FlatArrays {
public:
    FlatArrays() : cells_(series_count * days) {
        for (std::size_t series = 0; series < series_count; ++series)
            std::ranges::copy(balances(series), at(series));
    }
    bool promise(const Question& asked) {
        std::int64_t* from = at(asked.series()) + asked.day;
        std::int64_t* end = at(asked.series()) + days;
        if (*std::min_element(from, end) < asked.quantity.units()) return false;
        for (; from != end; ++from) *from -= asked.quantity.units();
        return true;
    }

private:
    std::int64_t* at(std::size_t series) { return cells_.data() + series * days; }
    std::vector<std::int64_t> cells_;
};

class Blocks {
public:
    Blocks() : availability_(series_count, days) {
        for (std::size_t series = 0; series < series_count; ++series)
            availability_.load(static_cast<SeriesIndex>(series), balances(series));
    }
    bool promise(const Question& asked) {
        const auto series = static_cast<SeriesIndex>(asked.series());
        if (availability_.available(series, asked.day) < asked.quantity) return false;
        availability_.add(series, asked.day, Quantity() - asked.quantity);
        return true;
    }

private:
    Availability availability_;
};

std::string itemKey(std::uint32_t item) {
    return "ITEM-" + std::to_string(100'000 + item);
}

ports::ErpSnapshot snapshot() {
    ports::ErpSnapshot snapshot;
    const SiteKey sites[] = {SiteKey("plant-1"), SiteKey("plant-2")};
    for (std::size_t series = 0; series < series_count; ++series) {
        const ItemKey item(itemKey(static_cast<std::uint32_t>(series / 2)));
        const SiteKey& site = sites[series % 2];
        snapshot.stock.push_back(
            {item, site, Quantity::whole(static_cast<std::int64_t>(series % 100))});
        for (int day = static_cast<int>(series % 90); day < days; day += 90)
            snapshot.receipts.push_back({item, site, today + Days(day), Quantity::whole(50), "PO"});
    }
    snapshot.lanes = {{sites[0], "US", 2, "", 0}, {sites[1], "US", 4, "", 1}};
    return snapshot;
}

PromiseRequest request(const Question& asked, std::size_t number) {
    PromiseRequest request;
    request.mode = PromiseMode::confirm;
    request.reference = "R-" + std::to_string(number);
    request.region = "US";
    request.lines.push_back({.number = "1",
                             .item = ItemKey(itemKey(asked.item)),
                             .wanted = {{asked.quantity, today + Days(asked.day)}}});
    return request;
}

struct Speed {
    double lines_per_second = 0;
    double p99_ns = 0;
};

using Timer = std::chrono::steady_clock;

// Time on the processor: other programs on the machine do not count.
double processorNanoseconds() {
    return static_cast<double>(std::clock()) * (1e9 / CLOCKS_PER_SEC);
}

double nanoseconds(Timer::duration duration) {
    return std::chrono::duration<double, std::nano>(duration).count();
}

double p99(std::vector<double> all) {
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 99 / 100);
    std::nth_element(all.begin(), at, all.end());
    return *at;
}

// Thousand by thousand, so that a question has just been read when it is put, as in the broker. In
// the last rounds the clock is read around each line.
Speed measure(const std::function<void(std::size_t)>& prepare,
              const std::function<void(std::size_t)>& line) {
    double total = 0;
    std::vector<double> each;
    each.reserve(timed_lines);
    for (std::size_t round = 0; round < lines / round_lines; ++round) {
        const std::size_t first = round * round_lines;
        for (std::size_t i = first; i < first + round_lines; ++i) prepare(i);
        if (first + timed_lines < lines) {
            const double start = processorNanoseconds();
            for (std::size_t i = first; i < first + round_lines; ++i) line(i);
            total += processorNanoseconds() - start;
            continue;
        }
        for (std::size_t i = first; i < first + round_lines; ++i) {
            const auto before = Timer::now();
            line(i);
            each.push_back(nanoseconds(Timer::now() - before));
        }
    }
    return {static_cast<double>(lines - timed_lines) * 1e9 / total, p99(std::move(each))};
}

template <class Structure>
Speed measureStructure(const std::vector<Question>& asked) {
    const auto structure = std::make_unique<Structure>();
    std::size_t promised = 0;
    const Speed speed = measure([](std::size_t) {},
                                [&](std::size_t i) { promised += structure->promise(asked[i]); });
    if (promised == 0) std::abort();
    return speed;
}

Speed measurePromiser(const std::vector<Question>& asked) {
    SupplyPicture picture(snapshot(), today, days);
    OrderPromiser promiser(picture);
    std::vector<PromiseRequest> orders(round_lines);
    std::size_t parts = 0;
    const auto prepare = [&](std::size_t i) { orders[i % round_lines] = request(asked[i], i); };
    std::vector<const PromiseRequest*> next;
    const Speed speed = measure(prepare, [&](std::size_t i) {
        if (i % expected_together == 0) {
            next.clear();
            for (std::size_t k = 0; k < expected_together; ++k)
                next.push_back(&orders[(i + k) % round_lines]);
            promiser.expect(next);
        }
        parts += promiser.promise(orders[i % round_lines]).lines[0].parts.size();
        picture.keep();
    });
    if (parts == 0) std::abort();
    return speed;
}

// A customer keeps many orders under way; an order's time runs from asking to the answer.
Speed measureDesk(const std::vector<Question>& asked) {
    constexpr std::size_t under_way_max = 500;
    test::ManualClock clock{today + std::chrono::hours(8)};
    test::MemoryLedgerStore store;
    IdSource ids;
    PromiseDesk desk(store, clock, ids);
    if (!desk.start() || !desk.supply(snapshot())) std::abort();
    std::vector<PromiseRequest> orders;
    for (std::size_t i = 0; i < desk_lines; ++i) orders.push_back(request(asked[i], i));
    std::vector<double> each(desk_lines);
    std::atomic<std::size_t> answered{0};
    const auto start = Timer::now();
    for (std::size_t i = 0; i < desk_lines; ++i) {
        for (std::size_t seen = answered; i - seen >= under_way_max; seen = answered)
            answered.wait(seen);
        desk.ask(std::move(orders[i]),
                 [&, i, before = Timer::now()](const Result<PromiseAnswer>& answer) {
                     if (!answer) std::abort();
                     each[i] = nanoseconds(Timer::now() - before);
                     ++answered;
                     answered.notify_one();
                 });
    }
    desk.stop();
    const double total = nanoseconds(Timer::now() - start);
    return {static_cast<double>(desk_lines) * 1e9 / total, p99(std::move(each))};
}

void report(std::vector<BenchFigure>& figures, const std::string& name, Speed speed,
            Speed reference) {
    figures.push_back({name, speed.lines_per_second, "lines/s", "flat suffix loop",
                       reference.lines_per_second,
                       speed.lines_per_second / reference.lines_per_second});
    figures.push_back({name + " p99", speed.p99_ns, "ns/line", "flat suffix loop", reference.p99_ns,
                       speed.p99_ns / reference.p99_ns});
}

}  // namespace

std::vector<BenchFigure> promiseBench() {
    const auto asked = questions();
    const Speed flat = measureStructure<FlatArrays>(asked);
    std::vector<BenchFigure> figures;
    report(figures, "promise availability", measureStructure<Blocks>(asked), flat);
    report(figures, "promise single-line orders", measurePromiser(asked), flat);
    report(figures, "promise desk, store in memory", measureDesk(asked), flat);
    return figures;
}

}  // namespace entrepot::bench
