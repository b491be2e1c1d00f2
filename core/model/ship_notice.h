// What is on its way: the lines shipped, the orders they answer, the packages they stand in.
//
// Packages and lines are flat lists that point at each other, since forms nest them in every order
// (shipment-order-tare-pack-item, shipment-pack-order-item, ...).
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

struct Package {
    std::string id;                     // within the notice
    std::string parent;                 // the package it stands in; empty = stands by itself
    std::string type;                   // our words: pallet, carton, container, ...
    std::string sscc;                   // 18 digits
    std::vector<Reference> marks;       // other numbers on it
    std::optional<std::int64_t> count;  // of packages like this, where they have no numbers
    std::vector<Measure> measures;
    std::vector<Extra> extras;

    friend bool operator==(const Package&, const Package&) = default;
};
BOOST_DESCRIBE_STRUCT(Package, (), (id, parent, type, sscc, marks, count, measures, extras))

struct ShippedLine {
    std::string number;
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::string order_number;  // the buyer's order
    std::string order_line;
    std::optional<Day> order_issued;
    Quantity shipped;
    std::string unit;
    std::optional<Quantity> ordered;
    std::optional<Quantity> outstanding;
    std::string status;
    std::string package;      // Package::id; empty = not said
    std::string destination;  // number of the store it is marked for
    std::string lot;
    std::optional<Day> expires;
    std::vector<std::string> serials;
    std::vector<Measure> measures;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const ShippedLine&, const ShippedLine&) = default;
};
BOOST_DESCRIBE_STRUCT(ShippedLine, (),
                      (number, ids, description, order_number, order_line, order_issued, shipped,
                       unit, ordered, outstanding, status, package, destination, lot, expires,
                       serials, measures, references, notes, extras))

struct ShipNotice {
    std::string number;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    std::optional<Day> shipped;
    std::optional<Day> arrives;
    std::vector<Party> parties;
    std::vector<Contact> contacts;
    std::vector<Reference> references;
    DeliveryTerms delivery_terms;
    Transport transport;
    std::vector<Measure> measures;
    std::vector<Package> packages;  // a package stands before those inside it
    std::vector<ShippedLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const ShipNotice&, const ShipNotice&) = default;
};
BOOST_DESCRIBE_STRUCT(ShipNotice, (),
                      (number, purpose, issued, shipped, arrives, parties, contacts, references,
                       delivery_terms, transport, measures, packages, lines, notes, extras))

}  // namespace entrepot::model
