// What was paid, and for which invoices.
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
#include "core/model/party.h"

namespace entrepot::model {

struct RemittedDocument {
    std::string number;
    std::string type;  // invoice, credit-note
    std::string order_number;
    std::optional<Day> issued;
    std::optional<Amount> invoiced;
    std::optional<Amount> paid;
    std::optional<Amount> discount;
    std::vector<Charge> adjustments;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const RemittedDocument&, const RemittedDocument&) = default;
};
BOOST_DESCRIBE_STRUCT(RemittedDocument, (),
                      (number, type, order_number, issued, invoiced, paid, discount, adjustments,
                       references, notes, extras))

struct Remittance {
    std::string number;
    std::optional<Day> issued;
    std::optional<Day> paid_on;
    std::string method;  // transfer, cheque, card ...
    std::string currency;
    std::optional<Amount> total;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<RemittedDocument> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const Remittance&, const Remittance&) = default;
};
BOOST_DESCRIBE_STRUCT(Remittance, (),
                      (number, issued, paid_on, method, currency, total, parties, references, lines,
                       notes, extras))

}  // namespace entrepot::model
