// How far an order is: the question and the report.
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

struct StatusRequestLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::string order_number;
    std::string order_line;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const StatusRequestLine&, const StatusRequestLine&) = default;
};
BOOST_DESCRIBE_STRUCT(StatusRequestLine, (),
                      (number, ids, description, order_number, order_line, references, notes,
                       extras))

struct StatusRequest {
    std::string number;
    std::optional<Day> issued;
    std::string order_number;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<StatusRequestLine> lines;  // none: of the whole order
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const StatusRequest&, const StatusRequest&) = default;
};
BOOST_DESCRIBE_STRUCT(StatusRequest, (),
                      (number, issued, order_number, parties, references, lines, notes, extras))

struct LineState {
    std::string status;  // our words: received, in-production, shipped, delivered, backordered,
                         // cancelled, ...
    std::optional<Quantity> quantity;
    std::string unit;
    std::optional<Day> day;
    std::string text;

    friend bool operator==(const LineState&, const LineState&) = default;
};
BOOST_DESCRIBE_STRUCT(LineState, (), (status, quantity, unit, day, text))

struct StatusLine {
    std::string number;  // made up (1, 2, ...) where the form has none
    std::vector<ItemIdentifier> ids;
    std::string description;
    std::string order_number;
    std::string order_line;
    std::optional<Quantity> ordered;
    std::string unit;
    std::vector<LineState> states;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const StatusLine&, const StatusLine&) = default;
};
BOOST_DESCRIBE_STRUCT(StatusLine, (),
                      (number, ids, description, order_number, order_line, ordered, unit, states,
                       references, notes, extras))

struct StatusReport {
    std::string number;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    std::string order_number;
    std::string request_number;
    std::string status;  // of the whole order
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<StatusLine> lines;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const StatusReport&, const StatusReport&) = default;
};
BOOST_DESCRIBE_STRUCT(StatusReport, (),
                      (number, purpose, issued, order_number, request_number, status, parties,
                       references, lines, notes, extras))

}  // namespace entrepot::model
