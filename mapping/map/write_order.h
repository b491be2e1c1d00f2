// Which entries of a scope are written, in which order, and which of them need a look at all.
#pragma once
#include "mapping/map/map.h"

namespace entrepot::mapping {

// Fills Scope::written of all scopes, which then must not change.
void orderWriting(Map& map);

}  // namespace entrepot::mapping
