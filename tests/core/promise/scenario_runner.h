// Plays a planner's note (tests/scenarios/*.scenario) against the promise book and a store in
// memory.
//
// One row a fact, in the order things happen; `#` begins a remark.
//
//     today DAY              horizon DAYS           item ITEM
//     calendar NAME mon tue ...                     closed NAME DAY...
//     site SITE [calendar NAME]
//     lane SITE to REGION [transit DAYS] [calendar NAME] [preference N]
//     stock ITEM SITE QUANTITY
//     supply|demand ITEM SITE QUANTITY on DAY [as REFERENCE | for ORDER]
//     forget stock|supply|demand    reading         what the ERP says from the next reading on
//     order|hold|check ORDER ITEM QUANTITY [wanted DAY] [lot N] [policy P] [splits N] [region R]
//         [until INSTANT] [as REFERENCE]            rows in a row of one order are its lines
//     part ORDER QUANTITY wanted DAY                another delivery of its last line
//     change ORDER ...  confirm ORDER  cancel ORDER  day is DAY  time is INSTANT  restart
//
//     promise ORDER[/LINE] QUANTITY ship DAY [there DAY] [from SITE]    all of them, or none is
//     checked unmet ORDER[/LINE] QUANTITY                   reason ORDER[/LINE] ID [name=value]...
//     state ORDER STATE     same ORDER ORDER        refused ORDER KIND
//     free ITEM SITE QUANTITY on DAY
//
// Without a lane every site delivers to everybody the same day.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/promise/batch_runner.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_ledger_store.h"

namespace entrepot::test {

class ScenarioRunner {
public:
    ScenarioRunner();
    // What did not come as written, one text each with its line number.
    std::vector<std::string> play(const std::string& text);

private:
    using Words = std::vector<std::string>;

    void row(const Words& words);
    bool fact(const Words& words);
    void supplyRow(const Words& words);
    void orderRow(const Words& words);
    void addLine(const Words& words);
    void act(const Words& words);
    void expect(const Words& words);
    void expectPromise(const Words& words);
    void expectReason(const Words& words);
    void expectFree(const Words& words);

    void read();
    void restart();
    void send();
    void run(const std::string& name, decltype(promise::Command::what) what);
    void closeExpectations();
    const promise::LineAnswer* line(const std::string& name);
    void complain(const std::string& what);

    ManualClock clock_;
    MemoryLedgerStore store_;
    IdSource ids_;
    promise::PromiseLimits limits_;
    std::unique_ptr<promise::PromiseBook> book_;
    std::unique_ptr<promise::BatchRunner> runner_;

    ports::ErpSnapshot erp_;
    bool erp_is_read_ = false;
    std::map<std::string, promise::PromiseRequest> requests_;
    std::string pending_;       // the order whose lines are being read
    std::string pending_verb_;  // order, hold, check, change
    std::map<std::string, Result<promise::PromiseAnswer>> answers_;
    std::map<std::string, promise::LineAnswer> unseen_;  // by order/line: what is still unexpected
    std::vector<std::string> complaints_;
    int line_number_ = 0;
};

}  // namespace entrepot::test
