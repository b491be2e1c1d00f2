// From what was learnt to what would accept it: a partner's folder for a person to review.
//
//   partner.xml                                        identities seen, severities
//   overrides/grammars/<syntax>/<version>/<type>.xml   use, lengths, codes, repeats
//
// What a grammar can say is said there. What it cannot (counts, order, maps) becomes a severity
// when every message has it, and a remark when only some have: those are better told to the
// partner.
#pragma once
#include <string>
#include <vector>

#include "core/exchange/partner.h"
#include "mapping/learn/lesson.h"

namespace entrepot::mapping::learn {

struct DraftFile {
    std::string path;  // below the partner's folder
    std::string text;
};

// How a finding is dealt with.
enum class Cure : std::uint8_t {
    none,      // nothing to do: it refuses nothing
    grammar,   // by the override of the grammar
    severity,  // stands in every message: accepted with errors
    review,    // stands in some: left to a person
};

// `messages`: of the format, or all interchanges.
Cure cureOf(const FindingKey& key, const FindingLesson& lesson, std::uint64_t messages);

// `known` is the partner as agreed so far; null when there is none. `name` is its key.
std::vector<DraftFile> draftOf(const Lesson& lesson, const std::string& name,
                               const exchange::Partner* known);

}  // namespace entrepot::mapping::learn
