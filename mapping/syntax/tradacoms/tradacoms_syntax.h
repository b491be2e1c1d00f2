// TRADACOMS' service characters. The one behind a segment's tag is scanned as a repetition, which
// the syntax does not have: so tags end there, and one in the data is told.
#pragma once
#include "mapping/syntax/service_characters.h"

namespace entrepot::mapping::tradacoms {

inline constexpr ServiceCharacters characters{.segment = '\'',
                                              .element = '+',
                                              .component = ':',
                                              .repetition = '=',
                                              .release = '?',
                                              .decimal_mark = '.'};

}  // namespace entrepot::mapping::tradacoms
