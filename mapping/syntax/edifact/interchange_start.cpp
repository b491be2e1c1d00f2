#include "mapping/syntax/edifact/interchange_start.h"

#include <algorithm>

namespace entrepot::mapping {
namespace {

constexpr char is1 = '\x1F';
constexpr char is3 = '\x1D';
constexpr char is4 = '\x1C';

bool isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool canSeparate(char c) {
    return !isAlphanumeric(c) && c != ' ' && c != '\0';
}

bool areDistinct(const ServiceCharacters& characters) {
    const char marks[] = {characters.component, characters.element, characters.segment};
    if (!std::all_of(std::begin(marks), std::end(marks), canSeparate)) return false;
    const char release = characters.release;
    const bool release_free = release == '\0' || std::find(std::begin(marks), std::end(marks),
                                                           release) == std::end(marks);
    return marks[0] != marks[1] && marks[1] != marks[2] && marks[0] != marks[2] && release_free;
}

char orNone(char c) {
    return c == ' ' ? '\0' : c;
}

// A UNA that lost its blank: "UNA:+.?'" and UNB at once, or on a line of its own.
bool isTrimmed(std::string_view bytes) {
    const std::string_view behind = bytes.substr(una_bytes - 1);
    const bool own_line = bytes[una_bytes - 2] == '\'' && (behind[0] == '\r' || behind[0] == '\n');
    return own_line || behind.starts_with("UNB");
}

ServiceCharacters fromUna(std::string_view una, bool whole) {
    ServiceCharacters characters;
    characters.component = una[3];
    characters.element = una[4];
    characters.decimal_mark = una[5];
    characters.release = orNone(una[6]);
    characters.repetition = whole ? orNone(una[7]) : '\0';
    characters.segment = whole ? una[8] : una[7];
    return characters;
}

ServiceCharacters withoutUna(char behind_unb) {
    ServiceCharacters characters;
    if (behind_unb == is3) {
        characters.component = is1;
        characters.element = is3;
        characters.segment = is4;
        return characters;
    }
    characters.release = '?';
    return characters;
}

// "UNOC:3" behind "UNB+".
void readSyntax(std::string_view syntax, EdifactStart& start) {
    const std::size_t end = std::min(syntax.find(start.characters.element), syntax.size());
    syntax = syntax.substr(0, end);
    const std::size_t colon = std::min(syntax.find(start.characters.component), syntax.size());
    start.level = syntax.substr(0, colon);
    if (colon + 1 < syntax.size() && syntax[colon + 1] >= '1' && syntax[colon + 1] <= '9')
        start.syntax_version = syntax[colon + 1] - '0';
}

}  // namespace

std::optional<EdifactStart> parseEdifactStart(std::string_view bytes) {
    EdifactStart start;
    start.has_una = bytes.starts_with("UNA");
    if (start.has_una) {
        if (bytes.size() < una_bytes) return std::nullopt;
        start.una_bytes = isTrimmed(bytes) ? una_bytes - 1 : una_bytes;
        start.characters = fromUna(bytes, start.una_bytes == una_bytes);
        start.unb = bytes.find_first_not_of(" \t\r\n", start.una_bytes);
        if (start.unb == std::string_view::npos) return std::nullopt;
    }
    const std::string_view unb = bytes.substr(start.unb);
    if (!unb.starts_with("UNB") || unb.size() < 5) return std::nullopt;
    if (!start.has_una) start.characters = withoutUna(unb[3]);
    if (unb[3] != start.characters.element || !areDistinct(start.characters)) return std::nullopt;
    readSyntax(unb.substr(4), start);
    ServiceCharacters& characters = start.characters;
    if (start.syntax_version < 4) {
        characters.repetition = '\0';
    } else if (!start.has_una && characters.release != '\0') {
        characters.repetition = '*';
    }
    if (characters.repetition == characters.element ||
        characters.repetition == characters.component ||
        characters.repetition == characters.segment || isAlphanumeric(characters.repetition))
        characters.repetition = '\0';
    return start;
}

}  // namespace entrepot::mapping
