// Fields of a map that go one way only, though the map does not say only="read" or only="write":
// what reading takes would be gone when the document is written, or the reverse. And fields that
// would be written over others. For the audit.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "mapping/map/map.h"

namespace entrepot::mapping {

struct LossyField {
    std::string file;
    std::uint32_t line = 0;
    std::string what;
};

std::vector<LossyField> lossyFields(const Map& map);

}  // namespace entrepot::mapping
