// What many documents say: purpose, references, charges, taxes, terms, transport, and what no
// field takes.
//
// Absent means: the partner did not say.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/time.h"

namespace entrepot::model {

// What the document is to the one sent before under its number.
enum class Purpose : std::uint8_t { original, replace, change, cancel, confirmation, duplicate };
BOOST_DESCRIBE_ENUM(Purpose, original, replace, change, cancel, confirmation, duplicate)

// Something the map has no field for: where it stood and what it said.
struct Extra {
    std::string path;  // "REF[01=ZZ]/02"
    std::string value;

    friend bool operator==(const Extra&, const Extra&) = default;
};
BOOST_DESCRIBE_STRUCT(Extra, (), (path, value))

// Schemes: contract, promotion, department, customer-order, quote, order, order-line, response,
// sales-order (the seller's number of the order), ship-notice, invoice, delivery-note,
// bill-of-lading, pro (the carrier's), receipt, lot, release, catalogue, payment, return, report,
// document (any other), buyer-reference, cost-centre, account, project, vendor, dock, line-feed,
// kanban, engineering-change, marks, container, tax-exemption.
struct Reference {
    std::string scheme;
    std::string value;
    std::string line;  // of the document referred to
    std::optional<Day> issued;

    friend bool operator==(const Reference&, const Reference&) = default;
};
BOOST_DESCRIBE_STRUCT(Reference, (), (scheme, value, line, issued))

// Either end may be open.
struct Period {
    std::optional<Day> from;
    std::optional<Day> to;  // the last day of it

    friend bool operator==(const Period&, const Period&) = default;
};
BOOST_DESCRIBE_STRUCT(Period, (), (from, to))

// Part of a line, wanted on a day of its own.
struct WantedDelivery {
    Quantity quantity;
    std::optional<Day> day;  // absent: the document's wanted day
    std::string location;    // number of the store, where one line serves several

    friend bool operator==(const WantedDelivery&, const WantedDelivery&) = default;
};
BOOST_DESCRIBE_STRUCT(WantedDelivery, (), (quantity, day, location))

enum class ChargeKind : std::uint8_t { allowance, charge };
BOOST_DESCRIBE_ENUM(ChargeKind, allowance, charge)

// An allowance lowers what is to be paid, a charge raises it; all numbers are positive.
struct Charge {
    ChargeKind kind = ChargeKind::charge;
    std::string code;  // why; our words: freight, packing, handling, discount, rebate, ...
    std::string text;
    std::optional<Amount> amount;
    std::optional<Price> percent;
    std::optional<Amount> base;  // what the percentage is of
    std::optional<Price> rate;   // per `quantity` of `unit`
    std::optional<Quantity> quantity;
    std::string unit;
    std::string tax_category;  // as of Tax
    std::optional<Price> tax_percent;

    friend bool operator==(const Charge&, const Charge&) = default;
};
BOOST_DESCRIBE_STRUCT(Charge, (),
                      (kind, code, text, amount, percent, base, rate, quantity, unit, tax_category,
                       tax_percent))

struct Tax {
    std::string type;      // vat, sales, excise, gst ...
    std::string category;  // standard, zero, exempt, reverse-charge ...
    std::optional<Price> percent;
    std::optional<Amount> base;
    std::optional<Amount> amount;
    std::string exemption;  // the reason in words

    friend bool operator==(const Tax&, const Tax&) = default;
};
BOOST_DESCRIBE_STRUCT(Tax, (), (type, category, percent, base, amount, exemption))

struct PaymentTerms {
    std::string text;
    std::optional<Price> discount_percent;
    std::optional<std::int64_t> discount_days;
    std::optional<Day> discount_until;
    std::optional<Amount> discount;
    std::optional<std::int64_t> net_days;
    std::optional<Day> due;

    friend bool operator==(const PaymentTerms&, const PaymentTerms&) = default;
};
BOOST_DESCRIBE_STRUCT(PaymentTerms, (),
                      (text, discount_percent, discount_days, discount_until, discount, net_days,
                       due))

// How it is or was paid: credit-transfer, direct-debit, card, cash, cheque.
struct PaymentMeans {
    std::string code;
    std::string text;
    std::string account;  // IBAN or number
    std::string account_name;
    std::string bank;       // BIC or routing number
    std::string reference;  // to be given with the payment
    std::string mandate;
    std::optional<Day> due;

    friend bool operator==(const PaymentMeans&, const PaymentMeans&) = default;
};
BOOST_DESCRIBE_STRUCT(PaymentMeans, (),
                      (code, text, account, account_name, bank, reference, mandate, due))

// Schemes: unspsc, cpv, hs, or as the partner says.
struct Classification {
    std::string scheme;
    std::string value;

    friend bool operator==(const Classification&, const Classification&) = default;
};
BOOST_DESCRIBE_STRUCT(Classification, (), (scheme, value))

struct DeliveryTerms {
    std::string code;   // Incoterms: EXW, FCA, DAP ...
    std::string place;  // the named place
    std::string payer;  // of the freight: collect, prepaid, third-party

    friend bool operator==(const DeliveryTerms&, const DeliveryTerms&) = default;
};
BOOST_DESCRIBE_STRUCT(DeliveryTerms, (), (code, place, payer))

struct Transport {
    std::string mode;     // road, rail, sea, air, parcel
    std::string service;  // as agreed with the carrier
    std::string carrier;  // SCAC or name
    std::string tracking;
    std::string vehicle;    // trailer, vessel, flight
    std::string equipment;  // container, seal
    std::string routing;

    friend bool operator==(const Transport&, const Transport&) = default;
};
BOOST_DESCRIBE_STRUCT(Transport, (),
                      (mode, service, carrier, tracking, vehicle, equipment, routing))

struct Measure {
    std::string kind;  // gross-weight, net-weight, volume, length, width, height, pieces
    Quantity value;
    std::string unit;

    friend bool operator==(const Measure&, const Measure&) = default;
};
BOOST_DESCRIBE_STRUCT(Measure, (), (kind, value, unit))

}  // namespace entrepot::model
