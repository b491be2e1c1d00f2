#include "mapping/map/map_compiler.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "mapping/map/entry_parser.h"
#include "mapping/map/field_path.h"
#include "mapping/map/path.h"
#include "mapping/map/place_builder.h"
#include "mapping/map/tree_parser.h"
#include "mapping/map/write_order.h"

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
        std::istringstream passing(top.attributeOr("passing", ""));
        for (std::string name; passing >> name;) map_.passing.push_back(name);
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
        std::size_t loop_steps = 0;  // of the list whose scope it is
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
            } else if (row.name == "tree") {
                addTree(row, at);
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
        if (entry) keepEntry(std::move(entry), row, at);
    }

    void keepEntry(std::optional<Entry> entry, const xml::Element& row, const Standing& at) {
        if (++entry_count_ > entries_max) return;
        if (entry->at.up > 0) lookUp(*entry, row, at);
        if (entry->field.up > 0 && entry->direction != Direction::read)
            copied_.emplace(scopes_[scopes_.size() - 1 - entry->field.up],
                            entry->field.text.substr(3u * entry->field.up));
        if (entry->kind == EntryKind::value && !entry->copy) giveSlot(*entry, at);
        if (entry->kind == EntryKind::list) {
            entry->scope = addListScope(row, *entry, at);
            entry->same = std::exchange(same_, {});
        }
        map_.scopes[at.scope].entries.push_back(std::move(*entry));
    }

    static void narrow(Entry& entry) {
        entry.narrowed = entry.direction == Direction::both;
        entry.direction = Direction::read;
    }

    // What lies above the list's nodes is written only where the list's loop leads through it.
    void lookUp(Entry& entry, const xml::Element& row, const Standing& at) {
        if (entry.at.up >= at.loop_steps) {
            if (entry.direction == Direction::write)
                problems_.add(row, entry.at.text + " is above the loop: it can only be read");
            narrow(entry);
        } else if (entry.direction != Direction::read) {
            std::uint16_t& written = map_.scopes[at.node_scope].above_written;
            written = std::max(written, entry.at.up);
        }
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
        Standing inside{scope, scope, endOf(entry.at, at.rule), "", entry.at.steps.size()};
        if (entry.at.steps.empty()) {
            inside.node_scope = at.node_scope;
            inside.loop_steps = at.loop_steps;
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
        map_.scopes[scope].where =
            parseWhen(row, row.attributeOr("where", ""), contextOf(inside), problems_);
        addEntries(row, inside);
        if (entry.link.by != nullptr) noteLinked(entry, scope, at.scope);
        if (!row.attributeOr("same", "").empty() && entry.field.up > 0)
            same_ = findSame(row, scope);
        finishScope(scope);
        types_.pop_back();
        scopes_.pop_back();
        return scope;
    }

    void addTree(const xml::Element& row, const Standing& at) {
        const auto tree = static_cast<std::uint32_t>(map_.trees.size());
        if (at.scope != at.node_scope || !at.prefix.empty())
            return problems_.add(row, "a tree stands in the document or in a list with a loop");
        auto rule = parseTree(row, contextOf(at), problems_);
        if (!rule) return;
        rule->scope = at.scope;
        map_.trees.push_back(std::move(*rule));
        // Lists inside the nodes first: a level's element takes what is left as its extras.
        for (const xml::Element& child : row.children)
            if (child.name == "list") addTreeList(child, tree, at);
        for (const xml::Element& child : row.children)
            if (child.name == "level") addLevel(child, tree, at);
        Entry entry;
        entry.kind = EntryKind::tree;
        entry.tree = tree;
        entry.line = row.line;
        map_.scopes[at.scope].entries.push_back(std::move(entry));
        map_.scopes[at.scope].trees.push_back(tree);
        finishTree(row, tree);
    }

    // The entry of a list whose elements are nodes of the tree or lie inside them.
    std::optional<std::uint32_t> addListOfTree(const xml::Element& row, std::uint32_t tree,
                                               std::uint32_t level, const Standing& at) {
        auto entry = parseEntry(row, contextOf(at), problems_);
        if (!entry) return std::nullopt;
        if (entry->field.chain.size() != 1) {
            problems_.add(row, "a list of a tree belongs to the object that has the tree");
            return std::nullopt;
        }
        entry->tree = tree;
        entry->level = level;
        const std::size_t before = map_.scopes[at.scope].entries.size();
        keepEntry(std::move(entry), row, at);
        if (map_.scopes[at.scope].entries.size() == before) return std::nullopt;
        return static_cast<std::uint32_t>(before);
    }

    void addTreeList(const xml::Element& row, std::uint32_t tree, const Standing& at) {
        xml::Element list = row;
        std::erase_if(list.attributes,
                      [](const auto& a) { return a.first == "inside" || a.first == "key"; });
        Standing inside = at;
        inside.rule = map_.trees[tree].loop.steps.back().rule;
        const auto entry = addListOfTree(list, tree, no_index, inside);
        if (!entry) return;
        TreeList& links = linksOf(row, tree, map_.scopes[at.scope].entries[*entry].field.last());
        if (map_.scopes[at.scope].entries[*entry].at.steps.empty() || links.nested != no_index)
            problems_.add(row, "a list inside the nodes of a tree has one loop");
        links.nested = *entry;
    }

    TreeList& linksOf(const xml::Element& row, std::uint32_t tree, const model::FieldInfo& list) {
        return treeListOf(row, list, map_.trees[tree], problems_);
    }

    void addLevel(const xml::Element& row, std::uint32_t tree, const Standing& at) {
        auto level = parseLevel(row, map_.trees[tree], contextOf(at), problems_);
        if (!level) return;
        const auto number = static_cast<std::uint32_t>(map_.trees[tree].levels.size());
        map_.trees[tree].levels.push_back(*level);
        if (level->kind == TreeLevel::Kind::document) {
            Standing below = at;
            below.prefix = level->at.text + "/";
            const std::size_t before = map_.scopes[at.scope].entries.size();
            addEntries(row, below);
            if (number > 0) readOnly(row, at.scope, before);
            return;
        }
        if (level->kind == TreeLevel::Kind::group) return addGroup(row, tree, number);
        xml::Element list = row;
        list.name = "list";
        list.attributes = {{"field", row.attributeOr("list", "")}, {"loop", level->at.text}};
        if (const std::string* file = row.attribute("file"))
            list.attributes.emplace_back("file", *file);
        const auto entry = addListOfTree(list, tree, number, at);
        if (!entry) return;
        const Entry& added = map_.scopes[at.scope].entries[*entry];
        TreeLevel& kept = map_.trees[tree].levels[number];
        kept.entry = *entry;
        kept.scope = added.scope;
        (void)linksOf(row, tree, added.field.last());
        if (!row.attributeOr("same", "").empty()) kept.same = findSame(row, kept.scope);
    }

    // The first level of the document is the one that is written.
    void readOnly(const xml::Element& row, std::uint32_t scope, std::size_t from) {
        std::vector<Entry>& entries = map_.scopes[scope].entries;
        for (std::size_t i = from; i < entries.size(); ++i) {
            if (entries[i].direction == Direction::write)
                problems_.add(row, "only the first level of the document is written");
            narrow(entries[i]);
        }
    }

    // Where nodes say that they are one thing: the place of a field that the level maps.
    Path findSame(const xml::Element& row, std::uint32_t scope) {
        const std::string field = row.attributeOr("same", "");
        const auto& entries = map_.scopes[scope].entries;
        const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
            return entry.kind == EntryKind::value && !entry.copy && entry.field.text == field &&
                   entry.direction != Direction::write;
        });
        if (found != entries.end()) return found->at;
        problems_.add(row, "same=\"" + field + "\": there is no such value inside");
        return {};
    }

    // The values of a group are those of the elements below, so its scope is of their type.
    void addGroup(const xml::Element& row, std::uint32_t tree, std::uint32_t number) {
        const model::FieldInfo& of = *map_.trees[tree].levels[number].of;
        types_.push_back(of.type);
        const std::uint32_t scope = addScope(std::string(of.name));
        map_.scopes[scope].extras = nullptr;
        scopes_.push_back(scope);
        addEntries(row, {scope, scope, map_.trees[tree].loop.steps.back().rule, ""});
        finishScope(scope);
        types_.pop_back();
        scopes_.pop_back();
        map_.scopes[scope].not_written.clear();
        TreeLevel& level = map_.trees[tree].levels[number];
        level.scope = scope;
        for (std::uint32_t i = 0; i < map_.scopes[scope].entries.size(); ++i) {
            const Entry& entry = map_.scopes[scope].entries[i];
            if (entry.kind == EntryKind::list || entry.kind == EntryKind::values ||
                entry.kind == EntryKind::pairs)
                problems_.add(row, "a group has single values, not lists");
            if (entry.kind == EntryKind::value && entry.direction != Direction::read &&
                entry.field.up == 0)
                level.values.push_back(i);
        }
    }

    void finishTree(const xml::Element& row, std::uint32_t index) {
        const TreeRule& tree = map_.trees[index];
        if (tree.levels.empty()) problems_.add(row, "a tree needs levels");
        for (const TreeList& list : tree.lists) {
            if (list.nested != no_index && tree.levels.front().kind != TreeLevel::Kind::document)
                problems_.add(row, "lists inside the nodes need a first level of the document");
            if (list.nested != no_index && list.key != nullptr && tree.holderLevel() == no_index)
                problems_.add(row, "lists with a key inside the nodes need a level for those");
            if (list.nested != no_index) tellWritten(list.list, tree, list.nested);
        }
        for (const TreeLevel& level : tree.levels)
            if (level.kind == TreeLevel::Kind::list && level.entry != no_index)
                tellWritten(level.of, tree, level.entry);
    }

    // Ids, links and the values of groups are written by the tree.
    void tellWritten(const model::FieldInfo* list, const TreeRule& tree, std::uint32_t entry) {
        Scope& scope = map_.scopes[map_.scopes[tree.scope].entries[entry].scope];
        const TreeList& links = *tree.find(list);
        std::erase_if(scope.not_written, [&](const FieldPath& field) {
            if (&field.last() == links.key || &field.last() == links.inside) return true;
            return std::any_of(tree.levels.begin(), tree.levels.end(), [&](const TreeLevel& level) {
                if (level.kind != TreeLevel::Kind::group || level.of != list) return false;
                const auto& entries = map_.scopes[level.scope].entries;
                return std::any_of(
                    level.values.begin(), level.values.end(),
                    [&](std::uint32_t value) { return entries[value].field.text == field.text; });
            });
        });
    }

    // Who stands in whom is written by where they stand.
    void noteLinked(const Entry& entry, std::uint32_t scope, std::uint32_t ours) {
        copied_.emplace(scope, entry.link.by->name);
        copied_.emplace(entry.link.inside ? scope : ours, entry.link.set->name);
    }

    void finishScope(std::uint32_t index) {
        Scope& scope = map_.scopes[index];
        for (std::uint32_t i = 0; i < scope.entries.size(); ++i) {
            const Entry& entry = scope.entries[i];
            if (entry.selects) scope.selectors.push_back(i);
            if (entry.mandatory || entry.has_default || entry.ordinal ||
                entry.kind == EntryKind::set ||
                (entry.kind == EntryKind::compute && entry.direction == Direction::read))
                scope.completers.push_back(i);
        }
        listNotWritten(index);
    }

    // A period is written as one value.
    static bool covers(const Entry& entry, const FieldPath& field) {
        if (entry.computed)
            return std::any_of(entry.computed->fields.begin(), entry.computed->fields.end(),
                               [&](const FieldPath& used) { return used.text == field.text; });
        if (entry.field.text == field.text) return true;
        return entry.conversion.from != nullptr && field.text.starts_with(entry.field.text + ".");
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
                           covers(entry, field);
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
    Path same_;  // of the list just compiled
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
    map.line = definition.line;
    const std::string document = definition.attributeOr("document", "");
    map.document = model::findType(document);
    if (definition.name != "map") problems.add(definition, "expected <map>");
    const std::string written_for = definition.attributeOr("grammar", "");
    const bool of_base = std::any_of(
        grammar.bases.begin(), grammar.bases.end(),
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
    orderWriting(map);
    return map;
}

}  // namespace entrepot::mapping
