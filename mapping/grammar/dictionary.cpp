#include "mapping/grammar/dictionary.h"

#include <algorithm>
#include <limits>

#include "mapping/grammar/definition_reader.h"

namespace entrepot::mapping {
namespace {

ElementUse readUse(const xml::Element& row, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"ref", "use", "max", "name"});
    return {read.required("ref"), read.usage(), read.number("max", 1), read.text("name")};
}

void readElement(const xml::Element& row, Dictionary& into, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"id", "name", "type", "min", "max"});
    ElementRule rule;
    rule.reference = read.required("id");
    rule.name = read.text("name");
    const std::string type = read.required("type");
    if (!type.empty() && !parseElementType(type, rule))
        problems.add(row, "\"" + type + "\" is not an element type");
    rule.length_max = read.number("max", rule.length_max);
    const std::uint32_t length_min = read.number("min", rule.length_min);
    if (length_min > std::numeric_limits<std::uint16_t>::max() ||
        (rule.length_max != 0 && length_min > rule.length_max)) {
        problems.add(row, "the least length is above the greatest");
    } else {
        rule.length_min = static_cast<std::uint16_t>(length_min);
    }
    if (!into.elements.emplace(rule.reference, rule).second)
        problems.add(row, "element " + rule.reference + " is defined twice");
}

void readComposite(const xml::Element& row, Dictionary& into, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"id", "name", "date", "date-format"});
    CompositeDefinition composite;
    composite.name = read.text("name");
    composite.date_component = static_cast<std::uint16_t>(read.number("date", 0));
    composite.date_format_component = static_cast<std::uint16_t>(read.number("date-format", 0));
    for (const xml::Element& component : row.children)
        composite.components.push_back(readUse(component, problems));
    const std::string id = read.required("id");
    if (!into.composites.emplace(id, std::move(composite)).second)
        problems.add(row, "composite " + id + " is defined twice");
}

void readSegment(const xml::Element& row, Dictionary& into, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"id", "name", "notes"});
    SegmentDefinition segment{read.text("name"), {}, {}};
    for (const xml::Element& element : row.children)
        segment.elements.push_back(readUse(element, problems));
    const std::string notes = read.text("notes");
    for (std::size_t at = 0; at < notes.size();) {
        const std::size_t end = std::min(notes.find(' ', at), notes.size());
        const std::string text = notes.substr(at, end - at);
        at = end + 1;
        SyntaxNote note;
        if (!parseSyntaxNote(text, note)) {
            problems.add(row, "\"" + text + "\" is not a syntax note such as P0607");
        } else if (*std::max_element(note.positions.begin(), note.positions.end()) >
                   segment.elements.size()) {
            problems.add(row, "note " + text + " names an element the segment does not have");
        } else {
            segment.notes.push_back(std::move(note));
        }
    }
    const std::string id = read.required("id");
    if (!into.segments.emplace(id, std::move(segment)).second)
        problems.add(row, "segment " + id + " is defined twice");
}

void readCodeList(const xml::Element& row, Dictionary& into, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    read.allow({"element", "complete", "name"});
    CodeList list;
    list.id = read.required("element");
    list.complete = row.attributeOr("complete", "true") == "true";
    for (const xml::Element& code : row.children) {
        const AttributeReader read_code(code, problems);
        read_code.allow({"id", "name"});
        const std::string id = read_code.required("id");
        if (!list.codes.emplace(id, read_code.text("name")).second)
            problems.add(code, "code " + id + " is listed twice");
    }
    compileCodes(list);
    const std::string id = list.id;
    if (!into.code_lists.emplace(id, std::move(list)).second)
        problems.add(row, "the codes of " + id + " are listed twice");
}

void readShared(const xml::Element& row, Dictionary& into, DefinitionProblems& problems) {
    const AttributeReader read(row, problems);
    const std::string id = read.required("id");
    if (!into.shared.emplace(id, row).second)
        problems.add(row, "shared block " + id + " is defined twice");
}

void readRow(const xml::Element& row, Dictionary& into, DefinitionProblems& problems) {
    if (row.name == "element") return readElement(row, into, problems);
    if (row.name == "composite") return readComposite(row, into, problems);
    if (row.name == "segment") return readSegment(row, into, problems);
    if (row.name == "codes") return readCodeList(row, into, problems);
    if (row.name == "shared") return readShared(row, into, problems);
    problems.add(row, "<" + row.name + "> is not known here");
}

// Every element and composite that is used is defined.
void checkReferences(const Dictionary& dictionary, DefinitionProblems& problems) {
    const auto known = [&](const std::string& ref) {
        return dictionary.elements.contains(ref) || dictionary.composites.contains(ref);
    };
    for (const auto& [id, segment] : dictionary.segments)
        for (const ElementUse& use : segment.elements)
            if (!known(use.ref))
                problems.add(1, "segment " + id + " uses the unknown element " + use.ref);
    for (const auto& [id, composite] : dictionary.composites)
        for (const ElementUse& use : composite.components)
            if (!dictionary.elements.contains(use.ref))
                problems.add(1, "composite " + id + " uses the unknown element " + use.ref);
}

}  // namespace

void compileCodes(CodeList& list) {
    list.keys.clear();
    for (const auto& [code, title] : list.codes)
        if (const NameKey key = nameKey(code); key != 0) list.keys.push_back(key);
    std::sort(list.keys.begin(), list.keys.end());
}

Result<Dictionary> loadDictionary(const std::filesystem::path& folder) {
    Dictionary dictionary;
    for (const char* name : {"elements.xml", "segments.xml", "codes.xml", "shared.xml"}) {
        const std::filesystem::path file = folder / name;
        if (!std::filesystem::exists(file)) continue;
        const auto content = xml::loadFile(file);
        if (!content) return fail(content.error());
        DefinitionProblems problems(file.string());
        for (const xml::Element& row : content->children) readRow(row, dictionary, problems);
        if (std::string_view(name) == "segments.xml") checkReferences(dictionary, problems);
        if (!problems.none()) return fail(problems.failure());
    }
    return dictionary;
}

}  // namespace entrepot::mapping
