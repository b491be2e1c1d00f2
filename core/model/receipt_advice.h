// What arrived, against what was announced: accepted, rejected, short, over.
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

struct ReceivedLine {
    std::string number;
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::string order_number;
    std::string order_line;
    std::optional<Quantity> shipped;
    Quantity accepted;
    std::optional<Quantity> rejected;
    std::optional<Quantity> short_by;
    std::optional<Quantity> over_by;
    std::string unit;
    std::string reason;
    std::string package;  // its SSCC
    std::string lot;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const ReceivedLine&, const ReceivedLine&) = default;
};
BOOST_DESCRIBE_STRUCT(ReceivedLine, (),
                      (number, ids, description, order_number, order_line, shipped, accepted,
                       rejected, short_by, over_by, unit, reason, package, lot, references, notes,
                       extras))

struct ReceiptAdvice {
    std::string number;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    std::optional<Day> received;
    std::string order_number;
    std::string notice_number;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<ReceivedLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const ReceiptAdvice&, const ReceiptAdvice&) = default;
};
BOOST_DESCRIBE_STRUCT(ReceiptAdvice, (),
                      (number, purpose, issued, received, order_number, notice_number, parties,
                       references, lines, notes, extras))

}  // namespace entrepot::model
