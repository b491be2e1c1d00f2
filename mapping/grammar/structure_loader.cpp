#include "mapping/grammar/structure_loader.h"

#include <algorithm>
#include <bit>
#include <set>

#include "mapping/grammar/definition_reader.h"
#include "mapping/grammar/element_changes.h"
#include "mapping/grammar/segment_compiler.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t rules_max = 200'000;  // what shared blocks may grow to

bool isEdi(const exchange::MessageFormat& format) {
    return format.syntax == "x12" || format.syntax == "edifact" || format.syntax == "tradacoms";
}

void markMandatory(Grammar& grammar) {
    for (SegmentRule& segment : grammar.segments)
        for (std::uint32_t i = 0; i < std::min(segment.element_count, 64u); ++i)
            if (grammar.elements[segment.first_element + i].usage == Usage::mandatory)
                segment.mandatory |= std::uint64_t{1} << i;
}

class StructureCompiler {
public:
    StructureCompiler(const Dictionary& dictionary, Grammar& grammar, DefinitionProblems& problems)
        : dictionary_(dictionary),
          grammar_(grammar),
          problems_(problems),
          segments_(grammar, dictionary, problems) {}

    void compile(const xml::Element& top) {
        for (const xml::Element& child : top.children)
            if (child.name == "shared") own_shared_.emplace(child.attributeOr("id", ""), &child);
        Rule message;
        message.kind = RuleKind::message;
        message.name = grammar_.format.type;
        message.usage = Usage::mandatory;
        message.any_order = isAnyOrder(top);
        grammar_.rules.push_back(std::move(message));
        RuleIndex last = no_rule;
        addChildren(top, 0, last);
        if (grammar_.rules.size() == 1) problems_.add(top, "the message has no segment");
    }

private:
    // Appends the rows of `from` below `parent`, after `last`.
    void addChildren(const xml::Element& from, RuleIndex parent, RuleIndex& last) {
        for (const xml::Element& row : from.children) {
            if (row.name == "segment") {
                addSegment(row, parent, last);
            } else if (row.name == "loop") {
                addLoop(row, parent, last);
            } else if (row.name == "use") {
                AttributeReader(row, problems_).allow({"shared"});
                splice(row, parent, last);
            } else if (parent == 0 && (row.name == "change" || row.name == "codes")) {
                continue;  // see applyElementChanges
            } else if (row.name != "shared" && row.name != "attribute" && row.name != "column") {
                problems_.add(row, "<" + row.name + "> is not known here");
            }
        }
    }

    // A block that is open already is left out: that is where recursion ends. What was compiled
    // before, with the same blocks open of those that it could open, is copied.
    void splice(const xml::Element& row, RuleIndex parent, RuleIndex& last) {
        const std::string id = row.attributeOr("shared", "");
        const xml::Element* block = sharedBlock(id);
        if (block == nullptr) return problems_.add(row, "there is no shared block " + id);
        if (std::find(open_.begin(), open_.end(), block) != open_.end()) return;
        if (grammar_.rules.size() > rules_max)
            return problems_.add(row, "shared blocks make more than 200000 rules");
        const auto [done, added] = compiled_.try_emplace({block, openWithin(*block)});
        if (!added && !isEdi(grammar_.format)) return copy(done->second, row, parent, last);
        Compiled compiled{parent, static_cast<RuleIndex>(grammar_.rules.size()), 0, no_rule};
        open_.push_back(block);
        addChildren(*block, parent, last);
        open_.pop_back();
        compiled.end = static_cast<RuleIndex>(grammar_.rules.size());
        if (compiled.end > compiled.begin) compiled.last = last;
        done->second = compiled;
    }

    // Rules [begin, end), compiled below `parent`; `last` is the last of them at the top.
    struct Compiled {
        RuleIndex parent = no_rule;
        RuleIndex begin = 0;
        RuleIndex end = 0;
        RuleIndex last = no_rule;
    };

    void copy(const Compiled& from, const xml::Element& row, RuleIndex parent, RuleIndex& last) {
        if (from.last == no_rule) return;
        for (RuleIndex at = from.begin; at != from.last; at = grammar_.rules[at].next_sibling)
            checkOnce(row, parent, grammar_.rules[at].name);
        checkOnce(row, parent, grammar_.rules[from.last].name);
        const auto begin = static_cast<RuleIndex>(grammar_.rules.size());
        const auto moved = [&](RuleIndex index) {
            return index == no_rule ? no_rule : index - from.begin + begin;
        };
        grammar_.rules.reserve(std::max(grammar_.rules.capacity(),
                                        std::bit_ceil<std::size_t>(begin + from.end - from.begin)));
        for (RuleIndex at = from.begin; at < from.end; ++at) {
            Rule rule = grammar_.rules[at];
            rule.parent = rule.parent == from.parent ? parent : moved(rule.parent);
            rule.first_child = moved(rule.first_child);
            rule.next_sibling = at == from.last ? no_rule : moved(rule.next_sibling);
            grammar_.rules.push_back(std::move(rule));
        }
        link(begin, parent, last);
        last = moved(from.last);
    }

    void link(RuleIndex index, RuleIndex parent, RuleIndex& last) {
        (last == no_rule ? grammar_.rules[parent].first_child : grammar_.rules[last].next_sibling) =
            index;
        last = index;
    }

    using Blocks = std::vector<const xml::Element*>;  // sorted

    // Those open blocks that this one could open, by itself or by another.
    Blocks openWithin(const xml::Element& block) {
        const Blocks& reachable = reachableFrom(block);
        Blocks open;
        for (const xml::Element* each : open_)
            if (std::binary_search(reachable.begin(), reachable.end(), each)) open.push_back(each);
        std::sort(open.begin(), open.end());
        return open;
    }

    const Blocks& reachableFrom(const xml::Element& block) {
        const auto [entry, added] = reachable_.try_emplace(&block);
        if (!added) return entry->second;
        std::set<const xml::Element*> found;
        collectBlocks(block, found);
        entry->second.assign(found.begin(), found.end());
        return entry->second;
    }

    void collectBlocks(const xml::Element& from, std::set<const xml::Element*>& found) const {
        for (const xml::Element& row : from.children) {
            if (const std::string* id = row.attribute("shared"))
                if (const xml::Element* block = sharedBlock(*id);
                    block != nullptr && found.insert(block).second)
                    collectBlocks(*block, found);
            collectBlocks(row, found);
        }
    }

    const xml::Element* sharedBlock(const std::string& id) const {
        if (const auto own = own_shared_.find(id); own != own_shared_.end()) return own->second;
        const auto found = dictionary_.shared.find(id);
        return found == dictionary_.shared.end() ? nullptr : &found->second;
    }

    RuleIndex addRule(const xml::Element& row, RuleKind kind, RuleIndex parent, RuleIndex& last) {
        const AttributeReader read(row, problems_);
        Rule rule;
        rule.name = read.required("id");
        rule.kind = kind;
        rule.usage = read.usage();
        rule.occurs_max = read.number("max", 1);
        rule.parent = parent;
        checkOnce(row, parent, rule.name);
        const auto index = static_cast<RuleIndex>(grammar_.rules.size());
        if (rule.occurs_max == 0) problems_.add(row, "max=\"0\": leave the row out instead");
        grammar_.rules.push_back(std::move(rule));
        link(index, parent, last);
        return index;
    }

    bool isAnyOrder(const xml::Element& row) {
        const std::string order = row.attributeOr("order", "standard");
        if (order != "standard" && order != "any")
            problems_.add(row, "order=\"" + order + "\" is none of standard, any");
        if (order == "any" && isEdi(grammar_.format))
            problems_.add(row, "order=\"any\" is for XML");
        return order == "any";
    }

    void checkOnce(const xml::Element& row, RuleIndex parent, const std::string& name) {
        if (!isEdi(grammar_.format) && grammar_.child(parent, name) != no_rule)
            problems_.add(row, name + " stands twice at the same level");
    }

    void addSegment(const xml::Element& row, RuleIndex parent, RuleIndex& last) {
        AttributeReader(row, problems_)
            .allow({"id", "use", "max", "name", "type", "min-length", "max-length", "codes"});
        const RuleIndex index = addRule(row, RuleKind::segment, parent, last);
        const std::string name = grammar_.rules[index].name;
        std::uint32_t segment = no_index;
        const bool is_inline = row.attribute("type") != nullptr || !row.children.empty();
        if (!is_inline) segment = segments_.fromDictionary(name);
        if (segment == no_index && (is_inline || !isEdi(grammar_.format)))
            segment = segments_.fromInline(row);
        if (segment == no_index)
            problems_.add(row, "segment " + name + " is not defined in segments.xml");
        grammar_.rules[index].segment = segment;
        grammar_.rules[index].key = nameKey(name);
    }

    void addLoop(const xml::Element& row, RuleIndex parent, RuleIndex& last) {
        AttributeReader(row, problems_).allow({"id", "use", "max", "name", "shared", "order"});
        const RuleIndex index = addRule(row, RuleKind::loop, parent, last);
        const xml::Element* block = sharedBlock(row.attributeOr("shared", ""));
        grammar_.rules[index].any_order =
            isAnyOrder(row) || (block != nullptr && isAnyOrder(*block));
        RuleIndex last_child = no_rule;
        if (row.child("attribute") != nullptr)
            grammar_.rules[index].segment = segments_.fromInline(row);
        addChildren(row, index, last_child);
        if (row.attribute("shared") != nullptr) splice(row, index, last_child);
        const RuleIndex first = grammar_.rules[index].first_child;
        if (!isEdi(grammar_.format)) return;
        if (first == no_rule || grammar_.rules[first].kind != RuleKind::segment)
            return problems_.add(row, "loop " + grammar_.rules[index].name +
                                          " must begin with the segment that opens it");
        if (grammar_.rules[first].occurs_max != 1)
            problems_.add(row, "the segment that opens loop " + grammar_.rules[index].name +
                                   " must have max=\"1\"");
        grammar_.rules[index].key = grammar_.rules[first].key;
        checkReachable(row, index);
    }

    // A row behind an unlimited one of the same segment, with nothing mandatory between, would
    // never match.
    void checkReachable(const xml::Element& row, RuleIndex index) {
        const Rule& rule = grammar_.rules[index];
        bool taken = false;
        for (RuleIndex at = grammar_.rules[rule.parent].first_child; at != index;
             at = grammar_.rules[at].next_sibling) {
            const Rule& earlier = grammar_.rules[at];
            if (earlier.key == rule.key && earlier.occurs_max == unbounded) {
                taken = true;
            } else if (earlier.usage == Usage::mandatory) {
                taken = false;
            }
        }
        if (taken)
            problems_.add(row, "loop " + rule.name + " is ambiguous: an earlier row takes every " +
                                   grammar_.rules[rule.first_child].name);
    }

    const Dictionary& dictionary_;
    Grammar& grammar_;
    DefinitionProblems& problems_;
    SegmentCompiler segments_;
    std::map<std::string, const xml::Element*, std::less<>> own_shared_;
    std::vector<const xml::Element*> open_;
    std::map<const xml::Element*, Blocks> reachable_;
    std::map<std::pair<const xml::Element*, Blocks>, Compiled> compiled_;
};

}  // namespace

Result<Grammar> compileStructure(const StructureText& text, const exchange::MessageFormat& format,
                                 const Dictionary& dictionary) {
    const xml::Element& top = text.top;
    DefinitionProblems problems(text.file.string());
    Grammar grammar;
    grammar.format = format;
    grammar.name = top.attributeOr("name", "");
    if (top.name != "grammar") problems.add(top, "expected <grammar>");
    if (const std::string id = top.attributeOr("id", ""); id != format.text())
        problems.add(top, "id=\"" + id + "\" but the file is " + format.text());
    StructureCompiler(dictionary, grammar, problems).compile(top);
    applyElementChanges(top, grammar, problems);
    markMandatory(grammar);
    grammar.dated_codes = std::any_of(grammar.code_lists.begin(), grammar.code_lists.end(),
                                      [](const CodeList& list) { return !list.dated.empty(); });
    for (const auto& [id, segment] : dictionary.segments)
        grammar.known_segments.push_back(nameKey(id));
    std::sort(grammar.known_segments.begin(), grammar.known_segments.end());
    if (!problems.none()) return fail(problems.failure());
    return grammar;
}

}  // namespace entrepot::mapping
