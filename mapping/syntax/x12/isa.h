// The ISA segment: fixed width, and where all service characters of an X12 interchange come from.
//
//   byte  0   3  4  6  7        17 18 20 21       31 32 34 35            50 51 53 54            69
//         ISA *  01 *  02       *  03 *  04       *  05 *  06            *  07 *  08            *
//   byte  70     76 77   81 82 83 84    89 90        99 100 101 102 103 104 105
//         09     *  10   *  11 *  12    *  13        *  14  *   15  *   16  terminator
//
// Whatever CR/LF follows the terminator is noise. Some senders pad or trim elements: those are read
// by their separators and told. An ISA16 that is missing or blank means that there are no
// components.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/syntax/service_characters.h"

namespace entrepot::mapping {

inline constexpr std::size_t isa_bytes = 106;
inline constexpr std::size_t isa_bytes_max = 300;  // a padded one
inline constexpr std::size_t isa_elements = 16;
inline constexpr std::array<std::size_t, isa_elements> isa_widths = {2, 10, 2, 10, 2, 15, 2, 15,
                                                                     6, 4,  1, 5,  9, 1,  1, 1};

struct Isa {
    std::array<std::string_view, isa_elements> elements;  // into the bytes given
    ServiceCharacters characters;
    std::size_t length = 0;                 // terminator included
    std::vector<std::size_t> wrong_widths;  // element numbers

    std::string_view element(std::size_t number) const { return elements[number - 1]; }
};

// `bytes` begin at "ISA" and hold up to isa_bytes_max. Nothing when it is no ISA segment.
std::optional<Isa> parseIsa(std::string_view bytes);

}  // namespace entrepot::mapping
