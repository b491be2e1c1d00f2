// Reads one entry of a map file: attributes into an Entry, everything resolved and checked.
#pragma once
#include <span>
#include <string>

#include "mapping/grammar/definition_reader.h"
#include "mapping/map/code_table.h"
#include "mapping/map/map.h"

namespace entrepot::mapping {

// Where mistakes of a map go: into the file that the wrong element stands in.
class MapProblems {
public:
    explicit MapProblems(std::string file) : file_(std::move(file)) {}
    void add(const xml::Element& element, std::string_view what);
    bool none() const { return text_.empty(); }
    Failure failure() const { return {FailureKind::invalid, text_, file_}; }

private:
    std::string file_;
    std::string text_;
};

// What holds for the whole map.
struct MapDefaults {
    std::string dates;          // patterns
    std::string decimal_marks;  // the first is written
};

// Where the entry stands.
struct EntryContext {
    const Grammar& grammar;
    const CodeTables& codes;
    const MapDefaults& defaults;
    std::span<const model::TypeInfo* const> types;  // of the objects around, outermost first
    RuleIndex rule = 0;                             // of the scope's node
    std::string prefix;                             // of all paths here; ends with "/", or empty
};

// Nothing when it is wrong; `problems` says how. A list's scope is not compiled here.
std::optional<Entry> parseEntry(const xml::Element& element, const EntryContext& context,
                                MapProblems& problems);
// Conditions on fields, "status=rejected; deliveries!=".
std::vector<When> parseWhen(const xml::Element& element, const std::string& text,
                            const EntryContext& context, MapProblems& problems);
std::optional<FixedField> parseFixed(const xml::Element& element, const EntryContext& context,
                                     MapProblems& problems);

}  // namespace entrepot::mapping
