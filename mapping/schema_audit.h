// Audits all definitions: grammars, dialects, code tables, maps, partners' differences. What
// `entrepot check schemas` prints and a test requires to be empty.
//
//   does not load            unknown paths, fields, codes; ambiguous rules; "file:line: what"
//   no source                a field of schemas/maps/required.xml that a map does not read
//   one way only             a field read and not written, or the reverse, and no only="..."
//   no map, no grammar       a grammar nobody maps, an answer format that does not exist
//   unreachable code         a code listed twice in a table for reading
//   round trip               a sample that is not the same after reading, writing and reading again
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mapping/translator.h"

namespace entrepot::mapping {

struct AuditProblem {
    std::string where;  // file, perhaps with line; or a format
    std::string what;
};

// `samples`: a folder of payloads to try the round trip with.
std::vector<AuditProblem> auditSchemas(
    const SchemaTranslator& translator,
    const std::optional<std::filesystem::path>& samples = std::nullopt);

}  // namespace entrepot::mapping
