// The ERP as the broker sees it: what promising needs to know, and where confirmed orders go.
//
// Implemented in adapters/erp by a profile of SQL queries. Blocking; any thread, one at a time.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/item.h"
#include "core/model/site.h"

namespace entrepot::ports {

struct ErpStock {
    ItemKey item;
    SiteKey site;
    Quantity quantity;  // on hand, base units; may be negative in a real ERP
};

struct ErpReceipt {  // purchase or production order that brings goods in
    ItemKey item;
    SiteKey site;
    Day day{};  // available from this day on
    Quantity quantity;
    std::string reference;
};

struct ErpDemand {  // goods already spoken for in the ERP
    ItemKey item;
    SiteKey site;
    Day day{};
    Quantity quantity;
    std::string
        reference;  // formatId of our promise when the ERP took it over from us; else its own
};

// A row of the ERP that was left out because it makes no sense.
struct ErpProblem {
    std::string query;  // "stock"
    std::string key;    // what identifies the row: "MT-10001 / DC-EAST"
    std::string what;   // for an operator
};

struct ErpSnapshot {
    Instant read_at{};
    std::vector<model::Item> items;
    std::vector<model::Site> sites;
    std::vector<model::WorkCalendar> calendars;
    std::vector<model::Lane> lanes;
    std::vector<ErpStock> stock;
    std::vector<ErpReceipt> receipts;
    std::vector<ErpDemand> demand;
    std::vector<ErpProblem> problems;   // the first ones
    std::int64_t problems_dropped = 0;  // further ones
};

struct ErpOrderLine {
    std::string number;
    ItemKey item;
    Quantity quantity;  // base units
    std::string unit;   // base unit
    SiteKey site;
    Day ship_day{};
    Day delivery_day{};
    std::optional<Price> price;
    Quantity price_quantity = Quantity::whole(1);  // base units the price is for: 12 of a case
};

struct ErpOrder {
    PromiseId promise;  // the ERP keeps it; writing the same one again changes nothing
    PartnerKey customer;
    std::string order_number;
    std::string currency;
    std::vector<ErpOrderLine> lines;  // one per promised part
};

class Erp {
public:
    virtual ~Erp() = default;
    virtual Result<ErpSnapshot> read() = 0;
    // Safe to repeat: an order whose promise id is there already is left as it is.
    virtual Result<void> write(const ErpOrder& order) = 0;
    // Takes back what write() handed over, as far as the ERP has not taken it further.
    virtual Result<void> cancel(PromiseId promise) = 0;
};

}  // namespace entrepot::ports
