// Turns an OutputTree into the Tree that writers take, in the grammar's order, and tells what does
// not fit the grammar: missing, too often, too long (texts are cut), not a code of the list.
#pragma once
#include "mapping/map/output_tree.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

// Findings go into `report`; `tree` is cleared first and owns its texts.
void emitTree(const OutputTree& output, const FindingCollector& collector,
              exchange::MessageReport& report, Tree& tree);

// The first `count` characters of UTF-8 text.
std::string_view firstCharacters(std::string_view text, std::size_t count);

}  // namespace entrepot::mapping
