// The grammars we ship against the fact tables, where the machine has them.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "tests/mapping/syntax/recording.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;
using Row = std::map<std::string, std::string>;

namespace {

std::vector<std::string> fields(const std::string& line) {
    std::vector<std::string> out;
    std::istringstream in(line);
    for (std::string field; std::getline(in, field, '\t');) out.push_back(field);
    return out;
}

std::vector<Row> rowsOf(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> names = fields(line);
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const std::vector<std::string> values = fields(line);
        Row row;
        for (std::size_t i = 0; i < names.size(); ++i)
            row[names[i]] = i < values.size() ? values[i] : "";
        rows.push_back(std::move(row));
    }
    return rows;
}

// The structure as lines "depth segment usage max", openers as the loop's usage and max.
void flatten(const Grammar& grammar, RuleIndex parent, int depth, std::vector<std::string>& out) {
    for (RuleIndex at = grammar.rule(parent).first_child; at != no_rule;
         at = grammar.rule(at).next_sibling) {
        const Rule& rule = grammar.rule(at);
        const bool opener = depth > 0 && at == grammar.rule(parent).first_child;
        const Rule& counted = opener ? grammar.rule(parent) : rule;
        if (rule.kind == RuleKind::loop) {
            flatten(grammar, at, depth + 1, out);
            continue;
        }
        out.push_back(std::to_string(depth) + " " + rule.name + " " +
                      (counted.usage == Usage::mandatory ? "M " : "O ") +
                      (counted.occurs_max == unbounded ? "*" : std::to_string(counted.occurs_max)));
    }
}

std::string usageOf(const std::string& letter) {
    return letter == "M" ? "M " : "O ";
}

std::vector<std::string> x12Structure(const std::vector<Row>& rows) {
    std::vector<std::string> out;
    for (Row row : rows) {
        if (row["segment"] == "ST" || row["segment"] == "SE") continue;
        const std::string max = row["looprepeat"].empty() ? row["max"] : row["looprepeat"];
        out.push_back(row["level"] + " " + row["segment"] + " " + usageOf(row["req"]) +
                      (max == ">1" ? "*" : max));
    }
    return out;
}

std::vector<std::string> edifactStructure(const std::vector<Row>& rows) {
    std::vector<std::string> out;
    std::string group;
    for (Row row : rows) {
        if (row["tag"] == "UNH" || row["tag"] == "UNT") continue;
        if (row["tag"].empty()) {
            group = usageOf(row["status"]) + row["max"];
            continue;
        }
        const std::string counted = group.empty() ? usageOf(row["status"]) + row["max"] : group;
        group.clear();
        out.push_back(row["level"] + " " + row["tag"] + " " + counted);
    }
    return out;
}

// "3" or "3.2" of a segment: usage, least and greatest length, kind.
std::string described(const ElementRule& rule, bool edifact) {
    std::string out = rule.reference + (rule.usage == Usage::mandatory ? " M" : " O");
    if (rule.type == ElementType::composite) return out;
    out += " " + std::to_string(rule.length_min) + ".." + std::to_string(rule.length_max);
    if (edifact) return out;
    switch (rule.type) {
        case ElementType::implied:
            return out + " N" + std::to_string(rule.scale);
        case ElementType::real:
            return out + " R";
        case ElementType::date:
            return out + " DT";
        case ElementType::time:
            return out + " TM";
        default:
            return out + " text";
    }
}

// Tables other than 004010's have kinds from a source that knows no N0, and lack some references.
std::string loose(std::string text, bool without_reference) {
    if (without_reference) text.erase(0, text.find(' '));
    if (text.ends_with(" N0")) text.replace(text.size() - 2, 2, "R");
    return text;
}

// Where a table takes one element for another: 127 in VEH for 751, another one for 306.
bool isMistaken(const exchange::MessageFormat& format, const std::string& segment,
                const std::string& position) {
    static const std::set<std::string> places = {"004030 VEH 5", "004030 VEH 6", "004030 VEH 7",
                                                 "003060 CSH 2", "003060 IT8 2"};
    return places.contains(format.version + " " + segment + " " + position);
}

void compareSegments(const Grammar& grammar, const std::vector<Row>& rows, bool edifact) {
    const bool exact = edifact || grammar.format.version == "004010";
    std::map<std::string, std::map<std::string, std::string>> wanted;
    for (Row row : rows) {
        const std::string id = row[edifact ? "tag" : "segment"];
        const std::string ref = row[edifact ? "code" : "ref"];
        const std::string use = row[edifact ? "status" : "req"] == "M" ? " M" : " O";
        std::string text = ref + use;
        if (!row["type"].empty() && row["type"] != "comp") {
            text += " " + row["min"] + ".." + row["maxlen"];
            const bool plain = row["type"] == "AN" || row["type"] == "ID" || row["type"] == "B";
            if (!edifact) text += plain ? " text" : " " + row["type"];
        }
        wanted[id][row["position"]] = text;
    }
    for (const SegmentRule& segment : grammar.segments) {
        if (!wanted.contains(segment.id)) continue;
        std::map<std::string, std::string> ours;
        for (std::uint32_t i = 0; i < segment.element_count; ++i) {
            const ElementRule& element = grammar.elements[segment.first_element + i];
            const std::string position = std::to_string(element.position);
            ours[position] = described(element, edifact);
            for (std::uint32_t j = 0; j < element.component_count; ++j) {
                const ElementRule& part = grammar.components[element.first_component + j];
                ours[position + "." + std::to_string(part.position)] = described(part, edifact);
            }
        }
        const auto& theirs = wanted[segment.id];
        CHECK(ours.size() == theirs.size());
        for (const auto& [position, text] : theirs) {
            INFO(grammar.format.text() << " " << segment.id << " " << position);
            if (isMistaken(grammar.format, segment.id, position)) continue;
            const bool nameless = !exact && text.starts_with(' ');
            CHECK((exact ? ours[position] : loose(ours[position], nameless)) ==
                  (exact ? text : loose(text, nameless)));
        }
    }
}

}  // namespace

TEST_CASE("shipped grammars agree with the fact tables") {
    const fs::path facts = fs::path(ENTREPOT_SOURCE_DIR) / "../shared/facts";
    if (!fs::exists(facts)) {
        std::cout << "SKIPPED: no fact tables at ../shared/facts\n";
        return;
    }
    const GrammarStore& store = mapping::test::shippedGrammars();
    for (const exchange::MessageFormat& format : store.formats()) {
        const bool edifact = format.syntax == "edifact";
        if (!edifact && format.syntax != "x12") continue;
        const bool service = format.version.size() == 1;
        const fs::path folder =
            facts / format.syntax / (service ? "service_v" + format.version : format.version);
        const fs::path structure =
            folder / (edifact ? "messages" : "sets") / (format.type + ".tsv");
        if (!fs::exists(structure)) continue;
        const auto grammar = store.find(format);
        REQUIRE(grammar.has_value());
        INFO(format.text());
        std::vector<std::string> ours;
        flatten(**grammar, 0, 0, ours);
        const std::vector<Row> rows = rowsOf(structure);
        CHECK(ours == (edifact ? edifactStructure(rows) : x12Structure(rows)));
        compareSegments(**grammar, rowsOf(folder / "segments.tsv"), edifact);
        if (edifact || format.version == "003060") continue;  // whose notes are 004010's
        std::map<std::string, std::set<std::string>> notes;
        for (Row row : rowsOf(folder / "notes.tsv")) notes[row["segment"]].insert(row["note"]);
        for (const SegmentRule& segment : (*grammar)->segments) {
            std::set<std::string> found;
            for (const SyntaxNote& note : segment.notes) found.insert(note.text);
            INFO(segment.id);
            CHECK(found == notes[segment.id]);
        }
    }
}
