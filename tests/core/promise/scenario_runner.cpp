#include "tests/core/promise/scenario_runner.h"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

namespace entrepot::test {
namespace {

using namespace promise;

const Instant start = Day(std::chrono::year(2026) / 12 / 1) + std::chrono::hours(8);

Quantity quantity(const std::string& text) {
    return Quantity::parse(text).value();
}

Day day(const std::string& text) {
    return parseDay(text).value();
}

// The word after `name`; empty when it is not there.
std::string after(const std::vector<std::string>& words, const std::string& name) {
    const auto found = std::ranges::find(words, name);
    return found == words.end() || found + 1 == words.end() ? std::string() : *(found + 1);
}

std::string nameOf(PromiseState state) {
    constexpr std::array names{"checked", "held", "confirmed", "cancelled", "expired", "fulfilled"};
    return names.at(static_cast<std::size_t>(state));
}

model::DeliveryPolicy policy(const std::string& name) {
    if (name == "complete") return model::DeliveryPolicy::complete;
    if (name == "partial") return model::DeliveryPolicy::partial;
    return model::DeliveryPolicy::split;
}

std::string text(const PromisedPart& part) {
    return part.quantity.text() + " ship " + formatDay(part.ship_day) + " there " +
           formatDay(part.delivery_day) + " from " + part.site.value;
}

std::string text(const std::vector<model::Reason>& reasons) {
    std::string all;
    for (const model::Reason& reason : reasons) {
        all += "\n      " + reason.id;
        for (const model::Extra& value : reason.values) all += " " + value.path + "=" + value.value;
    }
    return all;
}

}  // namespace

ScenarioRunner::ScenarioRunner() : clock_(start) {
    restart();
}

std::vector<std::string> ScenarioRunner::play(const std::string& note) {
    std::istringstream lines(note);
    for (std::string each; std::getline(lines, each);) {
        ++line_number_;
        std::istringstream stream(each.substr(0, each.find('#')));
        Words words;
        for (std::string word; stream >> word;) words.push_back(word);
        if (!words.empty()) row(words);
    }
    send();
    closeExpectations();
    return complaints_;
}

void ScenarioRunner::complain(const std::string& what) {
    complaints_.push_back("line " + std::to_string(line_number_) + ": " + what);
}

void ScenarioRunner::row(const Words& words) {
    static const std::set<std::string> orders{"order", "hold", "check", "change", "part"};
    static const std::set<std::string> acts{"reading", "confirm", "cancel",
                                            "day",     "time",    "restart"};
    if (orders.contains(words[0])) return orderRow(words);
    send();
    if (acts.contains(words[0])) return act(words);
    if (!fact(words)) expect(words);
}

bool ScenarioRunner::fact(const Words& words) {
    const std::string& what = words[0];
    if (what == "today") {
        clock_.set(day(words[1]) + std::chrono::hours(8));
    } else if (what == "horizon") {
        limits_.horizon_days = std::stoi(words[1]);
        restart();
    } else if (what == "item") {
        erp_.items.push_back({.key = ItemKey(words[1]), .description = "", .units = {}, .ids = {}});
    } else if (what == "calendar") {
        const std::array<std::string, 7> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
        model::WorkCalendar calendar{.key = words[1], .weekdays = 0, .holidays = {}};
        for (std::size_t i = 0; i < names.size(); ++i)
            if (std::ranges::count(words, names[i]) > 0)
                calendar.weekdays = static_cast<std::uint8_t>(calendar.weekdays | 1U << i);
        erp_.calendars.push_back(calendar);
    } else if (what == "closed") {
        auto calendar = std::ranges::find(erp_.calendars, words[1], &model::WorkCalendar::key);
        for (std::size_t i = 2; i < words.size(); ++i) calendar->holidays.push_back(day(words[i]));
    } else if (what == "site") {
        erp_.sites.push_back({.key = SiteKey(words[1]),
                              .name = "",
                              .country = "",
                              .calendar = after(words, "calendar")});
    } else if (what == "lane") {
        const auto number = [&](const char* name) {
            return after(words, name).empty() ? 0 : std::stoi(after(words, name));
        };
        erp_.lanes.push_back({SiteKey(words[1]), words[3], number("transit"),
                              after(words, "calendar"), number("preference")});
    } else if (what == "stock" || what == "supply" || what == "demand") {
        supplyRow(words);
    } else if (what == "forget") {
        if (words[1] == "stock") erp_.stock.clear();
        if (words[1] == "supply") erp_.receipts.clear();
        if (words[1] == "demand") erp_.demand.clear();
    } else {
        return false;
    }
    return true;
}

void ScenarioRunner::supplyRow(const Words& words) {
    const ItemKey item(words[1]);
    const SiteKey site(words[2]);
    const Quantity amount = quantity(words[3]);
    if (words[0] == "stock") {
        erp_.stock.push_back({item, site, amount});
        return;
    }
    std::string reference = after(words, "as");
    if (const std::string order = after(words, "for"); !order.empty())
        reference = formatId(answers_.at(order)->id.value);
    const Day on = day(after(words, "on"));
    if (words[0] == "supply") {
        erp_.receipts.push_back({item, site, on, amount, reference});
    } else {
        erp_.demand.push_back({item, site, on, amount, reference});
    }
}

// Orders.

void ScenarioRunner::orderRow(const Words& words) {
    const std::string& name = words[1];
    if (words[0] == "part") {
        requests_[name].lines.back().wanted.push_back({quantity(words[2]), day(words[4])});
        return;
    }
    if (pending_ != name || pending_verb_ != words[0]) {
        send();
        pending_ = name;
        pending_verb_ = words[0];
        requests_[name] = PromiseRequest{};
    }
    addLine(words);
}

void ScenarioRunner::addLine(const Words& words) {
    PromiseRequest& request = requests_[pending_];
    const std::string until = after(words, "until");
    request.mode = words[0] == "check"                    ? PromiseMode::check
                   : words[0] == "hold" || !until.empty() ? PromiseMode::hold
                                                          : PromiseMode::confirm;
    if (!until.empty()) request.hold_until = parseInstant(until);
    request.reference = after(words, "as").empty() ? pending_ : after(words, "as");
    request.order_number = pending_;
    request.region = after(words, "region").empty() ? "US" : after(words, "region");
    request.policy = policy(after(words, "policy"));
    if (!after(words, "splits").empty()) request.splits_max = std::stoi(after(words, "splits"));
    PromiseLine line{.number = std::to_string(request.lines.size() + 1),
                     .item = ItemKey(words[2]),
                     .wanted = {{quantity(words[3]), std::nullopt}}};
    if (!after(words, "lot").empty()) line.lot = quantity(after(words, "lot"));
    if (!after(words, "wanted").empty()) line.wanted[0].day = day(after(words, "wanted"));
    request.lines.push_back(line);
}

void ScenarioRunner::send() {
    if (pending_.empty()) return;
    const std::string name = std::exchange(pending_, {});
    const PromiseRequest& request = requests_[name];
    if (pending_verb_ == "change") {
        run(name, Change{answers_.at(name)->id, request});
    } else {
        run(name, Ask{request});
    }
}

void ScenarioRunner::run(const std::string& name, decltype(Command::what) what) {
    closeExpectations();
    if (!erp_is_read_) read();
    Command command{std::move(what), [&](Result<PromiseAnswer> answer) {
                        answers_.insert_or_assign(name, std::move(answer));
                    }};
    runner_->run({&command, 1});
}

// What happens.

void ScenarioRunner::act(const Words& words) {
    if (words[0] == "confirm" || words[0] == "cancel") {
        const PromiseId id = answers_.at(words[1])->id;
        if (words[0] == "confirm") run(words[1], Confirm{id});
        if (words[0] == "cancel") run(words[1], Cancel{id});
        return;
    }
    closeExpectations();
    if (words[0] == "restart") restart();
    if (words[0] == "reading" || words[0] == "restart") read();
    if (words[0] == "day") clock_.set(day(words[2]) + std::chrono::hours(8));
    if (words[0] == "time") clock_.set(parseInstant(words[2]).value());
    runner_->run({});
}

void ScenarioRunner::restart() {
    runner_.reset();
    book_ = std::make_unique<PromiseBook>(ids_, limits_);
    runner_ = std::make_unique<BatchRunner>(*book_, store_, clock_);
    if (!runner_->open()) complain("the ledger cannot be opened");
}

void ScenarioRunner::read() {
    ports::ErpSnapshot snapshot = erp_;
    if (snapshot.lanes.empty()) {
        std::set<SiteKey> sites;
        for (const auto& row : erp_.stock) sites.insert(row.site);
        for (const auto& row : erp_.receipts) sites.insert(row.site);
        for (const SiteKey& site : sites) snapshot.lanes.push_back({site, "*", 0, "", 0});
    }
    erp_is_read_ = true;
    if (!runner_->install(SupplyPicture(snapshot, clock_.today(), limits_.horizon_days)))
        complain("the reading was refused");
}

// What should have come of it.

const LineAnswer* ScenarioRunner::line(const std::string& name) {
    const auto slash = name.find('/');
    const auto answer = answers_.find(name.substr(0, slash));
    const std::string number = slash == std::string::npos ? "1" : name.substr(slash + 1);
    if (answer == answers_.end()) {
        complain("nothing was asked for " + name);
    } else if (!answer->second) {
        complain(name + " was refused: " + describe(answer->second.error()));
    } else {
        for (const LineAnswer& each : answer->second->lines)
            if (each.number == number) return &each;
        complain("no line " + name);
    }
    return nullptr;
}

void ScenarioRunner::expect(const Words& words) {
    const std::string& what = words[0];
    if (what == "promise") return expectPromise(words);
    if (what == "reason") return expectReason(words);
    if (what == "free") return expectFree(words);
    const std::string order = words[1].substr(0, words[1].find('/'));
    if (what == "unmet") {
        const LineAnswer* found = line(words[1]);
        if (found == nullptr) return;
        unseen_.try_emplace(words[1], *found).first->second.unmet = Quantity();
        if (found->unmet != quantity(words[2]))
            complain("unmet is " + found->unmet.text() + text(found->reasons));
    } else if (what == "refused") {
        const auto& answer = answers_.at(order);
        if (answer) return complain("it was not refused");
        if (entrepot::nameOf(answer.error().kind) != words[2])
            complain("refused as " + describe(answer.error()));
    } else if (what == "state") {
        const auto stored = store_.find(answers_.at(order)->id);
        const PromiseState state = *stored ? (*stored)->state : answers_.at(order)->state;
        if (nameOf(state) != words[2]) complain("it is " + nameOf(state));
    } else if (what == "same") {
        if (answers_.at(words[1])->id != answers_.at(words[2])->id) complain("two promises");
    } else {
        complain("what is " + what + "?");
    }
}

void ScenarioRunner::expectPromise(const Words& words) {
    const LineAnswer* found = line(words[1]);
    if (found == nullptr) return;
    LineAnswer& left = unseen_.try_emplace(words[1], *found).first->second;
    const std::string there = after(words, "there");
    const std::string from = after(words, "from");
    const auto fits = [&](const PromisedPart& part) {
        return part.quantity == quantity(words[2]) && part.ship_day == day(after(words, "ship")) &&
               (there.empty() || part.delivery_day == day(there)) &&
               (from.empty() || part.site.value == from);
    };
    const auto part = std::ranges::find_if(left.parts, fits);
    if (part != left.parts.end()) {
        left.parts.erase(part);
        return;
    }
    std::string all = "no such delivery, but";
    for (const PromisedPart& each : found->parts) all += "\n      " + text(each);
    complain(all + text(found->reasons));
}

// Every delivery must have been expected, once one of the line was.
void ScenarioRunner::closeExpectations() {
    for (const auto& [name, left] : unseen_) {
        for (const PromisedPart& part : left.parts)
            complain("above, " + name + " has also " + text(part));
        if (!left.unmet.isZero()) complain("above, " + name + " has unmet " + left.unmet.text());
    }
    unseen_.clear();
}

void ScenarioRunner::expectReason(const Words& words) {
    const LineAnswer* found = line(words[1]);
    if (found == nullptr) return;
    const auto has = [&](const model::Reason& reason, const std::string& pair) {
        const auto mark = pair.find('=');
        return std::ranges::any_of(reason.values, [&](const model::Extra& value) {
            return value.path == pair.substr(0, mark) && value.value == pair.substr(mark + 1);
        });
    };
    for (const model::Reason& reason : found->reasons)
        if (reason.id == words[2] &&
            std::all_of(words.begin() + 3, words.end(),
                        [&](const std::string& pair) { return has(reason, pair); }))
            return;
    complain("no such reason, but" + text(found->reasons));
}

void ScenarioRunner::expectFree(const Words& words) {
    if (!erp_is_read_) read();
    const SupplyPicture& picture = *book_->picture();
    const auto series = picture.findSeries(ItemKey(words[1]), SiteKey(words[2]));
    if (!series) return complain("no such item at this site");
    const Quantity free =
        picture.availability().available(*series, picture.dayIndex(day(after(words, "on"))));
    if (free != quantity(words[3])) complain("free is " + free.text());
}

}  // namespace entrepot::test
