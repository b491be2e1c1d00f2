// Small XML files of our own (grammars, maps, code tables, configuration, partners) as a tree of
// elements with file and line. Not for documents of partners: those stream through mapping/syntax.
//
// Safe by construction: DOCTYPE refused, no external fetch, depth bounded. Thread-safe.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace entrepot::mapping::xml {

struct Element {
    std::string name;  // local name; our own files use one namespace or none
    std::vector<std::pair<std::string, std::string>> attributes;  // as written, in order
    std::vector<Element> children;
    std::string text;  // character data directly inside, blanks at both ends taken off
    std::uint32_t line = 0;

    // Nothing when absent.
    const std::string* attribute(std::string_view name) const;
    std::string attributeOr(std::string_view name, std::string_view otherwise) const;
    const Element* child(std::string_view name) const;
    // In its old place, or behind the others.
    void setAttribute(std::string_view name, std::string value);
};

struct LoadOptions {
    // Validate against this XSD; every violation is reported, with file and line.
    std::optional<std::filesystem::path> schema;
};

// A failure's text has one line per problem, each "file:line: what".
Result<Element> loadFile(const std::filesystem::path& file, const LoadOptions& options = {});
Result<Element> loadText(std::string_view text, std::string_view name,
                         const LoadOptions& options = {});

}  // namespace entrepot::mapping::xml
