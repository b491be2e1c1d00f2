// Goods that are to go back, or may.
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

struct ReturnLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    Quantity quantity;
    std::string unit;
    std::optional<Price> price;
    std::string reason;
    std::string disposition;  // credit, replace, repair, destroy ...
    std::string invoice_number;
    std::string lot;
    std::vector<std::string> serials;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const ReturnLine&, const ReturnLine&) = default;
};
BOOST_DESCRIBE_STRUCT(ReturnLine, (),
                      (number, ids, description, quantity, unit, price, reason, disposition,
                       invoice_number, lot, serials, references, notes, extras))

struct ReturnRequest {
    std::string number;
    Purpose purpose = Purpose::original;
    std::string type;  // request, authorisation, notice
    std::optional<Day> issued;
    std::string currency;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<ReturnLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const ReturnRequest&, const ReturnRequest&) = default;
};
BOOST_DESCRIBE_STRUCT(ReturnRequest, (),
                      (number, purpose, type, issued, currency, parties, references, lines, notes,
                       extras))

}  // namespace entrepot::model
