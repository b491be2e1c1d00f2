// Turns the entries of a map into the places that reading goes through.
#pragma once
#include "mapping/map/map.h"

namespace entrepot::mapping {

void buildPlaces(Map& map);

}  // namespace entrepot::mapping
