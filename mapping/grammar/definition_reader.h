// Small helpers to read definition files (grammars, element dictionaries) with all their mistakes
// told at once, each with file and line.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "mapping/grammar/grammar.h"
#include "mapping/xml/element.h"

namespace entrepot::mapping {

// Marks an element that stands in another file than the one being compiled: a base's row in a
// grammar that extends it, a shared block.
inline constexpr std::string_view file_attribute = "file";

// What is wrong with one definition file; a Failure when there is anything.
class DefinitionProblems {
public:
    explicit DefinitionProblems(std::string file) : file_(std::move(file)) {}

    void add(std::uint32_t line, std::string_view what);
    void add(const xml::Element& element, std::string_view what);
    bool none() const { return text_.empty(); }
    Failure failure() const;

private:
    void add(const std::string& file, std::uint32_t line, std::string_view what);

    std::string file_;
    std::string text_;
};

// Reads attributes of one element; each mistake goes to `problems`.
class AttributeReader {
public:
    AttributeReader(const xml::Element& element, DefinitionProblems& problems)
        : element_(element), problems_(problems) {}

    std::string text(std::string_view name) const { return element_.attributeOr(name, ""); }
    std::string required(std::string_view name) const;
    // A whole number; "*" means unbounded.
    std::uint32_t number(std::string_view name, std::uint32_t otherwise) const;
    std::optional<Day> day(std::string_view name) const;
    // M, O (C and X count as optional), N = not used.
    Usage usage() const;
    // Complains about attributes that are not in the list.
    void allow(std::initializer_list<std::string_view> names) const;

private:
    const xml::Element& element_;
    DefinitionProblems& problems_;
};

// The words of "850 855".
std::vector<std::string> wordsOf(std::string_view text);

// Type and lengths from "AN", "N2", "an..35", "n6", "date" ...; false when it is none of them.
bool parseElementType(std::string_view text, ElementRule& rule);

// "P0607", or as EDIFACT prints it, "D5(030,020)"; false when malformed.
bool parseSyntaxNote(std::string_view text, SyntaxNote& note);
// Several, with blanks between; each must name elements that are there.
std::vector<SyntaxNote> readNotes(const xml::Element& row, std::size_t elements,
                                  DefinitionProblems& problems);

}  // namespace entrepot::mapping
