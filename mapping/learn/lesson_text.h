// What was learnt, for people and for programs.
#pragma once
#include <string>
#include <vector>

#include "mapping/learn/lesson.h"

namespace entrepot::mapping::learn {

using Table = std::vector<std::vector<std::string>>;  // the first row is the head

Table messageTable(const Lesson& lesson);
Table findingTable(const Lesson& lesson);  // with what the draft does about each
Table placeTable(const Lesson& lesson);    // segments and loops with their qualifiers

std::string lessonJson(const Lesson& lesson);

}  // namespace entrepot::mapping::learn
