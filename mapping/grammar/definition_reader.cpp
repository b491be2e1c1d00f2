#include "mapping/grammar/definition_reader.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace entrepot::mapping {
namespace {

bool parseNumber(std::string_view text, std::uint32_t& number) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && !text.empty();
}

struct NamedType {
    std::string_view name;
    ElementType type;
};

constexpr NamedType named_types[] = {
    {"AN", ElementType::text},         {"ID", ElementType::identifier},
    {"R", ElementType::real},          {"DT", ElementType::date},
    {"TM", ElementType::time},         {"B", ElementType::binary},
    {"a", ElementType::alphabetic},    {"an", ElementType::text},
    {"n", ElementType::numeric},       {"text", ElementType::text},
    {"decimal", ElementType::real},    {"code", ElementType::identifier},
    {"date", ElementType::date},       {"time", ElementType::time},
    {"numeric", ElementType::numeric}, {"alphabetic", ElementType::alphabetic},
    {"integer", ElementType::implied},
};

const NamedType* namedType(std::string_view name) {
    const auto* found = std::find_if(std::begin(named_types), std::end(named_types),
                                     [&](const NamedType& row) { return row.name == name; });
    return found == std::end(named_types) ? nullptr : found;
}

// "an..35" or "n6": type, then the length.
bool parseFormat(std::string_view text, ElementRule& rule) {
    const auto digits = text.find_first_of(".0123456789");
    if (digits == std::string_view::npos) return false;
    const NamedType* named = namedType(text.substr(0, digits));
    if (named == nullptr || named->name.size() > 2) return false;
    std::string_view length = text.substr(digits);
    const bool variable = length.starts_with("..");
    if (variable) length.remove_prefix(2);
    std::uint32_t number = 0;
    if (!parseNumber(length, number) || number > std::numeric_limits<std::uint16_t>::max())
        return false;
    rule.type = named->type;
    rule.length_max = number;
    rule.length_min = variable ? std::uint16_t{1} : static_cast<std::uint16_t>(number);
    return true;
}

}  // namespace

void DefinitionProblems::add(std::uint32_t line, std::string_view what) {
    add(file_, line, what);
}

void DefinitionProblems::add(const xml::Element& element, std::string_view what) {
    add(element.attributeOr(file_attribute, file_), element.line, what);
}

void DefinitionProblems::add(const std::string& file, std::uint32_t line, std::string_view what) {
    if (!text_.empty()) text_ += '\n';
    text_ += file + ":" + std::to_string(line) + ": ";
    text_ += what;
}

Failure DefinitionProblems::failure() const {
    return {FailureKind::invalid, text_, file_};
}

std::string AttributeReader::required(std::string_view name) const {
    const std::string* found = element_.attribute(name);
    if (found != nullptr && !found->empty()) return *found;
    problems_.add(element_, "<" + element_.name + "> needs " + std::string(name) + "=\"...\"");
    return {};
}

std::uint32_t AttributeReader::number(std::string_view name, std::uint32_t otherwise) const {
    const std::string* found = element_.attribute(name);
    if (found == nullptr) return otherwise;
    if (*found == "*") return unbounded;
    std::uint32_t value = 0;
    if (parseNumber(*found, value)) return value;
    problems_.add(element_, std::string(name) + "=\"" + *found + "\" is not a number");
    return otherwise;
}

std::optional<Day> AttributeReader::day(std::string_view name) const {
    const std::string* found = element_.attribute(name);
    if (found == nullptr) return std::nullopt;
    const auto day = parseDay(*found);
    if (!day)
        problems_.add(element_,
                      std::string(name) + "=\"" + *found + "\" is not a day (2026-11-21)");
    return day;
}

Usage AttributeReader::usage() const {
    const std::string letter = element_.attributeOr("use", "O");
    if (letter == "M") return Usage::mandatory;
    if (letter == "O" || letter == "C" || letter == "X") return Usage::optional;
    if (letter == "N") return Usage::unused;
    problems_.add(element_, "use=\"" + letter + "\" is none of M, O, C, X, N");
    return Usage::optional;
}

void AttributeReader::allow(std::initializer_list<std::string_view> names) const {
    for (const auto& [name, value] : element_.attributes)
        if (name != file_attribute && std::find(names.begin(), names.end(), name) == names.end())
            problems_.add(element_, "<" + element_.name + "> has no attribute " + name);
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) all.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
}

bool parseElementType(std::string_view text, ElementRule& rule) {
    if (text.size() == 2 && text[0] == 'N' && text[1] >= '0' && text[1] <= '9') {
        rule.type = ElementType::implied;
        rule.scale = static_cast<std::uint8_t>(text[1] - '0');
        return true;
    }
    if (const NamedType* named = namedType(text)) {
        rule.type = named->type;
        return true;
    }
    return parseFormat(text, rule);
}

namespace {

// "D5(030,020)": positions count in tens.
bool parseDependencyNote(std::string_view text, SyntaxNote& note) {
    constexpr std::string_view kinds = "1PRECL7";  // D1 to D7
    if (text.size() < 8 || text[1] < '1' || text[1] > '7' || text[2] != '(' || text.back() != ')')
        return false;
    note.kind = static_cast<NoteKind>(kinds[static_cast<std::size_t>(text[1] - '1')]);
    for (std::string_view rest = text.substr(3, text.size() - 4); !rest.empty();) {
        std::uint32_t position = 0;
        const std::string_view part = rest.substr(0, rest.find(','));
        if (!parseNumber(part, position) || position == 0 || position % 10 != 0) return false;
        note.positions.push_back(static_cast<std::uint16_t>(position / 10));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    }
    return note.positions.size() > 1;
}

bool parseConditionNote(std::string_view text, SyntaxNote& note) {
    constexpr std::string_view kinds = "PRECL";
    if (text.size() < 5 || text.size() % 2 == 0) return false;
    if (kinds.find(text[0]) == std::string_view::npos) return false;
    note.kind = static_cast<NoteKind>(text[0]);
    for (std::size_t at = 1; at < text.size(); at += 2) {
        std::uint32_t position = 0;
        if (!parseNumber(text.substr(at, 2), position) || position == 0) return false;
        note.positions.push_back(static_cast<std::uint16_t>(position));
    }
    return true;
}

}  // namespace

bool parseSyntaxNote(std::string_view text, SyntaxNote& note) {
    const bool parsed =
        text.starts_with('D') ? parseDependencyNote(text, note) : parseConditionNote(text, note);
    if (!parsed) return false;
    note.text = text;
    const auto highest = *std::max_element(note.positions.begin(), note.positions.end());
    if (highest > 64) return true;
    for (const std::uint16_t position : note.positions)
        note.mask |= std::uint64_t{1} << (position - 1);
    note.first = std::uint64_t{1} << (note.positions.front() - 1);
    return true;
}

std::vector<SyntaxNote> readNotes(const xml::Element& row, std::size_t elements,
                                  DefinitionProblems& problems) {
    std::vector<SyntaxNote> read;
    const std::string notes = row.attributeOr("notes", "");
    for (std::size_t at = 0; at < notes.size();) {
        const std::size_t end = std::min(notes.find(' ', at), notes.size());
        const std::string text = notes.substr(at, end - at);
        at = end + 1;
        SyntaxNote note;
        if (!parseSyntaxNote(text, note)) {
            problems.add(row, "\"" + text + "\" is not a syntax note such as P0607 or D5(030,020)");
        } else if (*std::max_element(note.positions.begin(), note.positions.end()) > elements) {
            problems.add(row,
                         "note " + text + " names an element the " + row.name + " does not have");
        } else {
            read.push_back(std::move(note));
        }
    }
    return read;
}

}  // namespace entrepot::mapping
