// What a partner has and what it sold: inventory reports and sales (product activity) reports.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/model/common.h"
#include "core/model/item.h"
#include "core/model/party.h"

namespace entrepot::model {

// One number about one item at one place.
struct StockFigure {
    std::string kind;  // on-hand, available, allocated, on-order, in-transit, returned, damaged,
                       // minimum, maximum, sold, received ...
    Quantity quantity;
    std::string unit;
    Period period;         // or the day it is of: from = to
    std::string location;  // number of the store, where one line serves several
    std::optional<Price> price;
    std::optional<Amount> amount;

    friend bool operator==(const StockFigure&, const StockFigure&) = default;
};
BOOST_DESCRIBE_STRUCT(StockFigure, (), (kind, quantity, unit, period, location, price, amount))

struct InventoryLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::string location;  // Party number or warehouse
    std::vector<StockFigure> figures;
    std::string lot;
    std::optional<Day> expires;
    std::optional<Day> next_receipt;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const InventoryLine&, const InventoryLine&) = default;
};
BOOST_DESCRIBE_STRUCT(InventoryLine, (),
                      (number, ids, description, location, figures, lot, expires, next_receipt,
                       references, notes, extras))

struct InventoryReport {
    std::string number;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    Period period;
    std::string currency;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<InventoryLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const InventoryReport&, const InventoryReport&) = default;
};
BOOST_DESCRIBE_STRUCT(InventoryReport, (),
                      (number, purpose, issued, period, currency, parties, references, lines, notes,
                       extras))

struct SalesLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::string location;
    std::vector<StockFigure> figures;
    std::vector<Party> parties;  // whom it was sold to, where that is told
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const SalesLine&, const SalesLine&) = default;
};
BOOST_DESCRIBE_STRUCT(SalesLine, (),
                      (number, ids, description, location, figures, parties, references, notes,
                       extras))

struct SalesReport {
    std::string number;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    Period period;
    std::string currency;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<SalesLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const SalesReport&, const SalesReport&) = default;
};
BOOST_DESCRIBE_STRUCT(SalesReport, (),
                      (number, purpose, issued, period, currency, parties, references, lines, notes,
                       extras))

}  // namespace entrepot::model
