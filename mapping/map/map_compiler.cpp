#include "mapping/map/map_compiler.h"

#include <algorithm>
#include <set>

#include "mapping/map/entry_parser.h"
#include "mapping/map/field_path.h"
#include "mapping/map/path.h"
#include "mapping/map/place_builder.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t scope_depth_max = 16;
constexpr std::size_t entries_max = 10'000;

class MapCompiler {
public:
    MapCompiler(Map& map, const CodeTables& codes, MapProblems& problems)
        : map_(map), codes_(codes), problems_(problems) {}

    void compile(const xml::Element& top) {
        defaults_.dates = top.attributeOr("dates", "YYYYMMDD");
        defaults_.decimal_marks = top.attributeOr("decimals", ".");
        for (const xml::Element& child : top.children)
            if (child.name == "shared") shared_.emplace(child.attributeOr("id", ""), &child);
        types_.push_back(map_.document);
        scopes_.push_back(addScope("document"));
        addEntries(top, {0, 0, 0, ""});
        finishScope(0);
    }

private:
    struct Standing {
        std::uint32_t scope = 0;
        std::uint32_t node_scope = 0;  // whose node the paths start from; owner of the slots
        RuleIndex rule = 0;
        std::string prefix;
    };

    std::uint32_t addScope(const std::string& name) {
        Scope scope;
        scope.type = types_.back();
        scope.name = name;
        const model::FieldInfo* extras = scope.type->field(model::extras_field);
        if (extras != nullptr && extras->is_list) scope.extras = extras;
        map_.scopes.push_back(std::move(scope));
        return static_cast<std::uint32_t>(map_.scopes.size() - 1);
    }

    void addEntries(const xml::Element& from, const Standing& at) {
        for (const xml::Element& row : from.children) {
            if (row.name == "shared") continue;
            if (row.name == "use") {
                splice(row, at);
            } else if (row.name == "fixed") {
                addFixed(row, at);
            } else {
                addEntry(row, at);
            }
        }
    }

    void splice(const xml::Element& row, Standing at) {
        const std::string id = row.attributeOr("shared", "");
        const auto block = shared_.find(id);
        if (block == shared_.end()) return problems_.add(row, "there is no shared block " + id);
        if (++use_depth_ > scope_depth_max)
            return problems_.add(row, "shared block " + id + " uses itself");
        if (const std::string below = row.attributeOr("at", ""); !below.empty())
            at.prefix += below + "/";
        addEntries(*block->second, at);
        --use_depth_;
    }

    EntryContext contextOf(const Standing& at) const {
        return {*map_.grammar, codes_, defaults_, types_, at.rule, at.prefix};
    }

    void addFixed(const xml::Element& row, const Standing& at) {
        if (auto fixed = parseFixed(row, contextOf(at), problems_))
            map_.scopes[at.scope].fixed.push_back(std::move(*fixed));
    }

    void addEntry(const xml::Element& row, const Standing& at) {
        auto entry = parseEntry(row, contextOf(at), problems_);
        if (!entry || ++entry_count_ > entries_max) return;
        if (entry->field.up > 0 && entry->direction != Direction::read)
            copied_.emplace(scopes_[scopes_.size() - 1 - entry->field.up],
                            entry->field.text.substr(3u * entry->field.up));
        if (entry->kind == EntryKind::value && !entry->copy) giveSlot(*entry, at);
        if (entry->kind == EntryKind::list) entry->scope = addListScope(row, *entry, at);
        map_.scopes[at.scope].entries.push_back(std::move(*entry));
    }

    // Entries of one field: the first listed wins when reading, and is the one that is written.
    void giveSlot(Entry& entry, const Standing& at) {
        for (const Entry& earlier : map_.scopes[at.scope].entries) {
            if (earlier.kind != EntryKind::value || earlier.copy ||
                earlier.field.text != entry.field.text)
                continue;
            entry.slot = earlier.slot;
            entry.priority = static_cast<std::uint8_t>(earlier.priority + 1);
            const bool written = earlier.direction != Direction::read && earlier.when.empty();
            if (written && entry.direction == Direction::both && entry.when.empty())
                entry.direction = Direction::read;
        }
        if (entry.priority == 0) entry.slot = map_.scopes[at.node_scope].slot_count++;
    }

    std::uint32_t addListScope(const xml::Element& row, const Entry& entry, const Standing& at) {
        if (types_.size() >= scope_depth_max) {
            problems_.add(row, "lists are nested too deep");
            return at.scope;
        }
        types_.push_back(entry.field.last().type);
        const std::uint32_t scope = addScope(entry.field.text);
        scopes_.push_back(scope);
        Standing inside{scope, scope, endOf(entry.at, at.rule), ""};
        if (entry.at.steps.empty()) {
            inside.node_scope = at.node_scope;
            inside.rule = at.rule;
            inside.prefix = at.prefix;
            map_.scopes[scope].holder = at.scope;
            map_.scopes[scope].list = &entry.field.last();
            map_.scopes[scope].extras = nullptr;
            std::vector<std::uint32_t>& siblings = map_.scopes[at.node_scope].inner;
            map_.scopes[scope].inner_number = static_cast<std::uint32_t>(siblings.size());
            siblings.push_back(scope);
            if (entry.field.chain.size() > 1)
                problems_.add(row, "a list inside a structure needs a loop of its own");
        }
        addEntries(row, inside);
        finishScope(scope);
        types_.pop_back();
        scopes_.pop_back();
        return scope;
    }

    void finishScope(std::uint32_t index) {
        Scope& scope = map_.scopes[index];
        for (std::uint32_t i = 0; i < scope.entries.size(); ++i) {
            const Entry& entry = scope.entries[i];
            if (entry.selects) scope.selectors.push_back(i);
            if (entry.mandatory || entry.has_default || entry.ordinal ||
                entry.kind == EntryKind::set)
                scope.completers.push_back(i);
        }
        listNotWritten(index);
    }

    // What of the type no entry writes: told when a document has it.
    void listNotWritten(std::uint32_t index) {
        Scope& scope = map_.scopes[index];
        for (FieldPath& field : allFields(*scope.type)) {
            const bool fixed =
                std::any_of(scope.fixed.begin(), scope.fixed.end(),
                            [&](const FixedField& f) { return f.field.text == field.text; });
            const bool written =
                std::any_of(scope.entries.begin(), scope.entries.end(), [&](const Entry& entry) {
                    return entry.direction != Direction::read && entry.field.up == 0 &&
                           entry.kind != EntryKind::count && entry.kind != EntryKind::sum &&
                           entry.field.text == field.text;
                });
            const bool copied = copied_.contains({index, field.text});
            if (!fixed && !written && !copied) scope.not_written.push_back(std::move(field));
        }
    }

    Map& map_;
    const CodeTables& codes_;
    MapProblems& problems_;
    MapDefaults defaults_;
    std::vector<const model::TypeInfo*> types_;  // of the objects around, outermost first
    std::vector<std::uint32_t> scopes_;          // ... and their scopes
    std::set<std::pair<std::uint32_t, std::string>> copied_;  // fields written in inner scopes
    std::map<std::string, const xml::Element*, std::less<>> shared_;
    std::size_t use_depth_ = 0;
    std::size_t entry_count_ = 0;
};

std::optional<exchange::MessageFormat> parseFormat(const std::string& text) {
    const std::size_t first = text.find('/');
    const std::size_t second = text.find('/', first + 1);
    if (first == std::string::npos || second == std::string::npos) return std::nullopt;
    return exchange::MessageFormat{
        text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

}  // namespace

Result<Map> compileMap(const xml::Element& definition, const std::string& file,
                       const Grammar& grammar, const CodeTables& codes) {
    MapProblems problems(file);
    Map map;
    map.grammar = &grammar;
    map.file = file;
    const std::string document = definition.attributeOr("document", "");
    map.document = model::findType(document);
    if (definition.name != "map") problems.add(definition, "expected <map>");
    const std::string written_for = definition.attributeOr("grammar", "");
    const bool of_base =
        std::any_of(grammar.bases.begin(), grammar.bases.end(),
                    [&](const exchange::MessageFormat& base) { return base.text() == written_for; });
    if (written_for != grammar.format.text() && !of_base)
        problems.add(definition, "the map is for " + definition.attributeOr("grammar", "?") +
                                     ", the grammar is " + grammar.format.text());
    if (map.document == nullptr)
        problems.add(definition, "the model has no document \"" + document + "\"");
    if (const std::string answer = definition.attributeOr("answer", ""); !answer.empty()) {
        map.answer = parseFormat(answer);
        if (!map.answer)
            problems.add(definition, "answer=\"" + answer + "\" is not syntax/version/type");
    }
    if (map.document != nullptr) MapCompiler(map, codes, problems).compile(definition);
    if (!problems.none()) return fail(problems.failure());
    buildPlaces(map);
    return map;
}

}  // namespace entrepot::mapping
