#include "core/model/party.h"

#include <algorithm>

namespace entrepot::model {

const Party* findParty(const std::vector<Party>& parties, PartyRole role) {
    const auto found = std::ranges::find(parties, role, &Party::role);
    return found == parties.end() ? nullptr : &*found;
}

}  // namespace entrepot::model
