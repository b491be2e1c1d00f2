// A request for quotation and the quotation that answers it.
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

struct QuoteRequestLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    Quantity quantity;
    std::string unit;
    std::optional<Price> target_price;
    std::optional<Day> wanted;
    std::vector<WantedDelivery> schedule;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const QuoteRequestLine&, const QuoteRequestLine&) = default;
};
BOOST_DESCRIBE_STRUCT(QuoteRequestLine, (),
                      (number, ids, description, quantity, unit, target_price, wanted, schedule,
                       references, notes, extras))

struct QuoteRequest {
    std::string number;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    std::optional<Day> answer_by;
    std::string currency;
    std::optional<Day> wanted;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<PaymentTerms> payment_terms;
    DeliveryTerms delivery_terms;
    Transport transport;
    std::vector<QuoteRequestLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const QuoteRequest&, const QuoteRequest&) = default;
};
BOOST_DESCRIBE_STRUCT(QuoteRequest, (),
                      (number, purpose, issued, answer_by, currency, wanted, parties, references,
                       payment_terms, delivery_terms, transport, lines, notes, extras))

struct PriceBreak {
    Quantity from;  // this quantity or more
    Price price;

    friend bool operator==(const PriceBreak&, const PriceBreak&) = default;
};
BOOST_DESCRIBE_STRUCT(PriceBreak, (), (from, price))

struct QuoteLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::vector<Classification> classifications;
    std::string request_line;
    std::optional<Quantity> quantity;
    std::string unit;
    std::optional<Price> price;
    std::vector<PriceBreak> breaks;
    std::optional<Quantity> minimum;
    std::optional<std::int64_t> lead_days;
    std::optional<Day> available;
    std::vector<WantedDelivery> schedule;
    std::vector<Charge> charges;
    std::vector<Tax> taxes;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const QuoteLine&, const QuoteLine&) = default;
};
BOOST_DESCRIBE_STRUCT(QuoteLine, (),
                      (number, ids, description, classifications, request_line, quantity, unit,
                       price, breaks, minimum, lead_days, available, schedule, charges, taxes,
                       references, notes, extras))

struct Quote {
    std::string number;
    std::string request_number;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    Period valid;
    std::string currency;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<PaymentTerms> payment_terms;
    std::vector<PaymentMeans> payment_means;
    DeliveryTerms delivery_terms;
    Transport transport;
    std::vector<Charge> charges;
    std::vector<Tax> taxes;
    std::vector<QuoteLine> lines;
    std::optional<Amount> total;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const Quote&, const Quote&) = default;
};
BOOST_DESCRIBE_STRUCT(Quote, (),
                      (number, request_number, purpose, issued, valid, currency, parties,
                       references, payment_terms, payment_means, delivery_terms, transport, charges,
                       taxes, lines, total, notes, extras))

}  // namespace entrepot::model
