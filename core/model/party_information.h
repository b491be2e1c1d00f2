// Master data of parties: names, addresses, numbers, contacts.
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

struct PartyInformation {
    std::string number;
    Purpose purpose = Purpose::original;
    std::optional<Day> issued;
    Period valid;
    std::vector<Party> parties;
    std::vector<Reference> references;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const PartyInformation&, const PartyInformation&) = default;
};
BOOST_DESCRIBE_STRUCT(PartyInformation, (),
                      (number, purpose, issued, valid, parties, references, notes, extras))

}  // namespace entrepot::model
