#include "mapping/grammar/dictionary.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

#include "mapping/grammar/grammar_delta.h"

namespace entrepot::mapping {
namespace {

void compileCodes(CodeList& list) {
    list.keys.clear();
    for (const auto& [code, title] : list.codes)
        if (const NameKey key = nameKey(code); key != 0) list.keys.push_back(key);
    std::sort(list.keys.begin(), list.keys.end());
}

class DictionaryReader {
public:
    DictionaryReader(Dictionary& into, const std::string& file)
        : into_(into), file_(file), problems_(file) {}

    void read(const xml::Element& row) {
        if (row.name == "element") return readElement(row);
        if (row.name == "composite") return readComposite(row);
        if (row.name == "segment") return readSegment(row);
        if (row.name == "codes") return readCodeList(row);
        if (row.name == "shared") return readShared(row);
        problems_.add(row, "<" + row.name + "> is not known here");
    }

    // Every element and composite that is used is defined.
    void checkReferences() {
        const auto known = [&](const std::string& ref) {
            return into_.elements.contains(ref) || into_.composites.contains(ref);
        };
        for (const auto& [id, segment] : into_.segments)
            for (const ElementUse& use : segment.elements)
                if (!known(use.ref))
                    problems_.add(1, "segment " + id + " uses the unknown element " + use.ref);
        for (const auto& [id, composite] : into_.composites)
            for (const ElementUse& use : composite.components)
                if (!into_.elements.contains(use.ref))
                    problems_.add(1, "composite " + id + " uses the unknown element " + use.ref);
    }

    const DefinitionProblems& problems() const { return problems_; }

private:
    // The id of a row; nothing when it stood in this file before.
    std::optional<std::string> idOf(const xml::Element& row, std::string_view attribute,
                                    const char* what) {
        std::string id = AttributeReader(row, problems_).required(attribute);
        if (seen_.insert(row.name + " " + id).second) return id;
        problems_.add(row, std::string(what) + " " + id + " is defined twice");
        return std::nullopt;
    }

    // What an extends="yes" row starts from: the definition of the version below.
    template <class Definition>
    Definition startOf(const xml::Element& row, const std::string& id,
                       const std::map<std::string, Definition, std::less<>>& known) {
        if (row.attributeOr("extends", "") != "yes") return {};
        const auto found = known.find(id);
        if (found != known.end()) return found->second;
        problems_.add(row, "there is no " + id + " in the version below to extend");
        return {};
    }

    void readElement(const xml::Element& row) {
        const AttributeReader read(row, problems_);
        read.allow({"id", "name", "type", "min", "max"});
        ElementRule rule;
        const auto id = idOf(row, "id", "element");
        if (!id) return;
        rule.reference = *id;
        rule.name = read.text("name");
        const std::string type = read.required("type");
        if (!type.empty() && !parseElementType(type, rule))
            problems_.add(row, "\"" + type + "\" is not an element type");
        rule.length_max = read.number("max", rule.length_max);
        const std::uint32_t length_min = read.number("min", rule.length_min);
        if (length_min > std::numeric_limits<std::uint16_t>::max() ||
            (rule.length_max != 0 && length_min > rule.length_max)) {
            problems_.add(row, "the least length is above the greatest");
        } else {
            rule.length_min = static_cast<std::uint16_t>(length_min);
        }
        into_.elements.insert_or_assign(*id, std::move(rule));
    }

    // Rows in order; at="3" changes the third, others come behind.
    void readUses(const xml::Element& row, std::vector<ElementUse>& uses) {
        for (const xml::Element& child : row.children) {
            const AttributeReader read(child, problems_);
            read.allow({"ref", "use", "max", "name", "at"});
            ElementUse use{read.required("ref"), read.usage(), read.number("max", 1),
                           read.text("name")};
            const std::uint32_t at = read.number("at", 0);
            if (at == 0) {
                uses.push_back(std::move(use));
            } else if (at > uses.size()) {
                problems_.add(child, "there is no position " + std::to_string(at) + " to change");
            } else {
                uses[at - 1] = std::move(use);
            }
        }
    }

    void readComposite(const xml::Element& row) {
        const AttributeReader read(row, problems_);
        read.allow({"id", "name", "date", "date-format", "notes", "extends"});
        const auto id = idOf(row, "id", "composite");
        if (!id) return;
        CompositeDefinition composite = startOf(row, *id, into_.composites);
        if (row.attribute("name") != nullptr) composite.name = read.text("name");
        composite.date_component =
            static_cast<std::uint16_t>(read.number("date", composite.date_component));
        composite.date_format_component =
            static_cast<std::uint16_t>(read.number("date-format", composite.date_format_component));
        readUses(row, composite.components);
        if (row.attribute("notes") != nullptr)
            composite.notes = readNotes(row, composite.components.size(), problems_);
        into_.composites.insert_or_assign(*id, std::move(composite));
    }

    void readSegment(const xml::Element& row) {
        const AttributeReader read(row, problems_);
        read.allow({"id", "name", "notes", "extends"});
        const auto id = idOf(row, "id", "segment");
        if (!id) return;
        SegmentDefinition segment = startOf(row, *id, into_.segments);
        if (row.attribute("name") != nullptr) segment.name = read.text("name");
        readUses(row, segment.elements);
        if (row.attribute("notes") != nullptr)
            segment.notes = readNotes(row, segment.elements.size(), problems_);
        into_.segments.insert_or_assign(*id, std::move(segment));
    }

    void readCodeList(const xml::Element& row) {
        AttributeReader(row, problems_).allow({"element", "complete", "name", "extends"});
        const auto id = idOf(row, "element", "the code list of");
        if (!id) return;
        CodeList list = readCodes(row, problems_, startOf(row, *id, into_.code_lists));
        list.id = *id;
        into_.code_lists.insert_or_assign(*id, std::move(list));
    }

    void readShared(const xml::Element& row) {
        const auto id = idOf(row, "id", "shared block");
        if (!id) return;
        xml::Element block = row;
        markFile(block, file_);
        into_.shared.insert_or_assign(*id, std::move(block));
    }

    Dictionary& into_;
    std::string file_;
    DefinitionProblems problems_;
    std::set<std::string> seen_;
};

}  // namespace

CodeList readCodes(const xml::Element& row, DefinitionProblems& problems, CodeList onto) {
    if (row.attribute("complete") != nullptr || row.attributeOr("extends", "") != "yes")
        onto.complete = row.attributeOr("complete", "true") == "true";
    std::set<std::string> seen;
    for (const xml::Element& code : row.children) {
        const AttributeReader read(code, problems);
        read.allow({"id", "name", "from", "to"});
        const std::string id = read.required("id");
        if (const Validity validity{read.day("from"), read.day("to")}; validity.from || validity.to)
            onto.dated.insert_or_assign(id, validity);
        if (!seen.insert(id).second) problems.add(code, "code " + id + " is listed twice");
        onto.codes.insert_or_assign(id, read.text("name"));
    }
    compileCodes(onto);
    return onto;
}

Result<Dictionary> loadDictionary(const std::filesystem::path& folder, Dictionary base) {
    for (const char* name : {"elements.xml", "segments.xml", "codes.xml", "shared.xml"}) {
        const std::filesystem::path file = folder / name;
        if (!std::filesystem::exists(file)) continue;
        const auto content = xml::loadFile(file);
        if (!content) return fail(content.error());
        DictionaryReader reader(base, file.string());
        for (const xml::Element& row : content->children) reader.read(row);
        if (std::string_view(name) == "segments.xml") reader.checkReferences();
        if (!reader.problems().none()) return fail(reader.problems().failure());
    }
    return base;
}

}  // namespace entrepot::mapping
