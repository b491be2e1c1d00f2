// An invoice or credit note, with its charges, taxes and sums as the seller states them.
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

enum class InvoiceKind : std::uint8_t {
    invoice,
    credit_note,
    debit_note,
    corrected,
    proforma,
    self_billed
};
BOOST_DESCRIBE_ENUM(InvoiceKind, invoice, credit_note, debit_note, corrected, proforma, self_billed)

struct InvoiceLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::vector<Classification> classifications;
    std::string order_number;
    std::string order_line;
    Quantity quantity;
    std::string unit;
    std::optional<Price> price;
    std::optional<Quantity> price_quantity;  // the price is for so many; absent = 1
    std::optional<Amount> amount;            // of the line, before taxes
    std::optional<Price> gross_price;        // before the allowances in `price`
    Period period;
    std::vector<Charge> charges;
    std::vector<Tax> taxes;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const InvoiceLine&, const InvoiceLine&) = default;
};
BOOST_DESCRIBE_STRUCT(InvoiceLine, (),
                      (number, ids, description, classifications, order_number, order_line,
                       quantity, unit, price, price_quantity, amount, gross_price, period, charges,
                       taxes, references, notes, extras))

struct Invoice {
    std::string number;
    InvoiceKind kind = InvoiceKind::invoice;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    std::optional<Day> tax_point;
    std::optional<Day> shipped;
    std::optional<Day> delivered;
    Period period;
    std::string currency;
    std::string order_number;
    std::optional<Day> order_issued;
    std::vector<Party> parties;
    std::vector<Contact> contacts;
    std::vector<Reference> references;
    std::vector<PaymentTerms> payment_terms;
    std::vector<PaymentMeans> payment_means;
    DeliveryTerms delivery_terms;
    Transport transport;
    std::vector<InvoiceLine> lines;
    std::vector<Charge> charges;
    std::vector<Tax> taxes;
    std::optional<Amount> lines_total;
    std::optional<Amount> charges_total;
    std::optional<Amount> allowances_total;
    std::optional<Amount> net_total;  // without taxes
    std::optional<Amount> tax_total;
    std::optional<Amount> total;  // with taxes
    std::optional<Amount> prepaid;
    std::optional<Amount> rounding;
    std::optional<Amount> payable;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const Invoice&, const Invoice&) = default;
};
BOOST_DESCRIBE_STRUCT(Invoice, (),
                      (number, kind, purpose, issued, tax_point, shipped, delivered, period,
                       currency, order_number, order_issued, parties, contacts, references,
                       payment_terms, payment_means, delivery_terms, transport, lines, charges,
                       taxes, lines_total, charges_total, allowances_total, net_total, tax_total,
                       total, prepaid, rounding, payable, notes, extras))

}  // namespace entrepot::model
