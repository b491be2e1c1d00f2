#include "mapping/syntax/edifact/level.h"

#include <algorithm>
#include <array>

namespace entrepot::mapping {
namespace {

constexpr std::array<SyntaxLevel, 15> levels = {{{"UNOA", Charset::ascii},
                                                 {"UNOB", Charset::ascii},
                                                 {"UNOC", Charset::latin1},
                                                 {"UNOD", Charset::latin2},
                                                 {"UNOE", Charset::cyrillic},
                                                 {"UNOF", Charset::greek},
                                                 {"UNOG", Charset::latin3},
                                                 {"UNOH", Charset::latin4},
                                                 {"UNOI", Charset::arabic},
                                                 {"UNOJ", Charset::hebrew},
                                                 {"UNOK", Charset::latin5},
                                                 {"UNOL", Charset::latin9},
                                                 {"UNOW", Charset::utf8},
                                                 {"UNOX", Charset::utf8},
                                                 {"UNOY", Charset::utf8}}};

}  // namespace

const SyntaxLevel* syntaxLevel(std::string_view name) {
    const auto found = std::find_if(levels.begin(), levels.end(),
                                    [&](const SyntaxLevel& level) { return level.name == name; });
    return found == levels.end() ? nullptr : &*found;
}

}  // namespace entrepot::mapping
