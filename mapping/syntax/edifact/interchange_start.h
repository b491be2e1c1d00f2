// How an EDIFACT interchange begins: UNA, if there, and the first of UNB.
//
//   byte  0   3 4 5 6 7 8       UNA:+.? '   component, element, decimal mark, release,
//         UNA : + . ?   '                   repetition (syntax 4) or blank, terminator
//
// Without UNA the defaults hold, or the control characters IS1, IS3, IS4 of level B when the byte
// behind "UNB" is one.
#pragma once
#include <optional>
#include <string_view>

#include "mapping/syntax/service_characters.h"

namespace entrepot::mapping {

inline constexpr std::size_t una_bytes = 9;
inline constexpr std::size_t edifact_start_bytes = 64;  // enough to see both

struct EdifactStart {
    ServiceCharacters characters;
    bool has_una = false;
    std::size_t una_bytes = 0;  // of "UNA" to its terminator; one less than due in some files
    std::size_t unb = 0;        // where UNB stands in the bytes given
    int syntax_version = 3;
    std::string_view level;  // "UNOC"; empty when it cannot be seen
};

// `bytes` begin at "UNA" or "UNB". Nothing when it is no interchange.
std::optional<EdifactStart> parseEdifactStart(std::string_view bytes);

}  // namespace entrepot::mapping
