// A compiled map: how one message type and one type of the model correspond, in both directions.
//
// Compiled from schemas/maps/<syntax>/<version>/<type>.xml against the grammar (rule indices) and
// the model's description (FieldInfo), so applying it compares integers and follows pointers.
// Immutable; shared by all threads; refers to its Grammar and CodeTables, which must live longer.
//
//   scope     an object of the model being filled: the document (scope 0) or an element of a list
//   entry     one line of the map inside a scope; what writing goes through, in order
//   place     a node of the message the map looks at; what reading goes through, as a tree
//   binding   a value at a place and the entry that takes it
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/model/schema.h"
#include "mapping/grammar/grammar.h"
#include "mapping/map/code_table.h"
#include "mapping/map/expression.h"

namespace entrepot::mapping {

struct Condition;

struct Step {
    RuleIndex rule = no_rule;
    std::vector<Condition> conditions;
};

// From the scope's node downwards. No steps: the node itself.
struct Path {
    std::uint16_t up = 0;  // nodes to go upwards first
    std::vector<Step> steps;
    RuleIndex end = no_rule;    // of the node it leads to
    std::uint16_t element = 0;  // 0 = the node as a whole
    std::uint16_t component = 1;
    const ElementRule* rule = nullptr;  // of the value, where the grammar has one
    std::string text;                   // as written in the map
};

struct Condition {
    Path path;  // from the step's node
    std::string value;
    bool equal = true;  // false: [01!=IR]
};

// "address.city": fields to go through. Leading "../" counts scopes to go outwards.
struct FieldPath {
    std::uint16_t up = 0;
    std::vector<const model::FieldInfo*> chain;
    std::string text;

    const model::FieldInfo& last() const { return *chain.back(); }
};

// How text becomes the field's value and back.
struct Conversion {
    const model::FieldInfo* field = nullptr;
    const model::FieldInfo* from = nullptr;  // of a period: the days at its ends
    const model::FieldInfo* to = nullptr;
    const CodeTable* codes = nullptr;
    std::vector<std::uint8_t> enumerators;  // by row of `codes`, for enumerations
    std::string dates;                      // patterns
    std::string times;                      // patterns of a text that is a time; empty: it is none
    const CodeTable* date_formats = nullptr;
    std::uint16_t format_component = 0;  // which holds the date's format code; 0 = none
    std::string decimal_marks = ".";
    std::uint8_t implied_scale = 0;  // X12 Nn
    bool implied = false;
    bool negated = false;
    bool absolute = false;     // read without its sign
    std::uint16_t length = 0;  // only texts of so many characters are read; 0 = all
};

enum class Direction : std::uint8_t { both, read, write };

enum class EntryKind : std::uint8_t {
    value,     // one value <-> one field
    values,    // values <-> a list of texts
    pairs,     // qualifier and value, repeated <-> a list of {scheme, value}
    list,      // nodes <-> a list of structures
    tree,      // a hierarchy told by flat nodes with ids and parents
    constant,  // written; expected when read
    count,     // written: how many elements a list has
    sum,       // written: sum of a field over a list
    link,      // read: elements of another list, by number, get a text of this one
    compute,   // read into a field, or written: what an expression gives
    set,       // read: gives the field a value when the conditions hold in the end
    ignore,    // known, but of no use to the model
};

struct When {  // the entry counts only when this holds in the model
    FieldPath field;
    std::string value;  // empty: absent, empty list; of a list: its size
    bool equal = true;
};

// Where the parts of one entry lie when it has several.
struct Series {
    std::uint16_t count = 1;        // how many at most
    std::uint16_t step = 1;         // elements (or components) from one to the next
    bool by_component = false;      // step over components instead of elements
    std::uint16_t limit = 0;        // values: how many the form takes in all; 0 = no limit
    std::uint16_t qualifier = 0;    // pairs: element (or component) of the first qualifier
    bool qualifier_inside = false;  // pairs: the qualifier is a component of the same element
    bool joined = false;            // the parts make one text, with a blank between
    const model::FieldInfo* scheme = nullptr;  // pairs: fields of the structure
    const model::FieldInfo* content = nullptr;
};

// Elements of a list that lie side by side in one node: 03 04, 05 06, 07 08 ...
struct Group {
    std::uint16_t first = 0;  // element where they begin; 0 = one node is one element
    std::uint16_t size = 1;   // elements of one
    std::uint16_t count = 1;  // how many at most

    std::uint16_t end() const { return static_cast<std::uint16_t>(first + size * count); }
};

// Elements of one list that name those of another.
struct Link {
    const model::FieldInfo* list = nullptr;  // the one named; of the document
    const model::FieldInfo* by = nullptr;    // its field that is named
    const model::FieldInfo* set = nullptr;   // link: its field that is set
    const model::FieldInfo* to = nullptr;    // link: to this field of our element
    bool inside = false;                     // list: its elements name ours by `set`, not ours them
    const model::FieldInfo* as = nullptr;    // value: which of its fields stands in the message
};

// What an expression's inputs name: places below the scope's node, or fields of its object.
struct Computed {
    Expression expression;
    std::vector<Path> places;       // read
    std::vector<FieldPath> fields;  // written
};

struct Entry {
    EntryKind kind = EntryKind::value;
    Direction direction = Direction::both;
    FieldPath field;
    Path at;
    Conversion conversion;
    Series series;
    std::string text;  // constant; default of a value
    bool has_default = false;
    bool mandatory = false;
    bool attached = false;      // written only where a node is anyway: constants, copies
    bool copy = false;          // the field's own place is elsewhere: written, but not read here
    bool selects = false;       // elements whose code or sign does not fit belong to another list
    bool signed_apart = false;  // its sign says to which list an element belongs
    bool ordinal = false;       // absent: the number of the element in its list
    bool omit_zero = false;
    bool at_least_one = false;  // list: an empty one still has its node
    std::vector<When> when;
    std::vector<Condition> beside;  // of the value's own node: [03=TE] for the number in 04
    std::string prefix;             // value: taken off when reading, put on when writing
    std::string apart;              // value: written behind it, with the number of the node, from
                                    // the second node of an element that is spread
    Path per;                       // value: the number of units it is for; element 0 = one
    bool per_beside = false;        // ... from the value's node, not the scope's
    const CodeTable* per_codes = nullptr;
    Path counted;                      // count: of these nodes, not of a list
    std::optional<Computed> computed;  // compute
    Link link;                         // link; value that names an element; list of the document
    Path same;                         // ... list: nodes with the same value are one element
    Group group;                       // list: its elements lie side by side in a node
    const model::FieldInfo* spread = nullptr;  // list: written once for each element of this
    std::uint16_t slot = 0;                    // same field, same slot; in the scope
    std::uint8_t priority = 0;                 // lower wins, among the entries of a slot
    std::uint32_t scope = no_index;            // list: of its elements
    std::uint32_t tree = no_index;   // tree: which; list: the tree whose nodes have its elements
    std::uint32_t level = no_index;  // ... and the level; none: below the nodes of all levels
    const model::FieldInfo* summed = nullptr;  // sum: field of the list's elements
    bool narrowed = false;  // can only be read where it stands, though the map does not say so
    std::string file;       // when it is not the map's
    std::uint32_t line = 0;
};

struct FixedField {  // the elements of this list have it
    FieldPath field;
    std::string value;
};

// A hierarchy in flat nodes: X12 HL, EDIFACT CPS. Each node has an id and says its parent's; what
// kind of node it is, its level, follows from conditions.
struct TreeLevel {
    enum class Kind : std::uint8_t {
        document,  // its values are the document's
        list,      // each node is an element of a list
        group,     // its values are those of all elements of a list below it
    };
    Kind kind = Kind::document;
    bool root = true;                      // document: what stands in nothing stands in it
    Path at;                               // the loop's, with conditions
    std::uint32_t scope = no_index;        // list, group: of its entries
    std::uint32_t entry = no_index;        // list: in the tree's scope
    const model::FieldInfo* of = nullptr;  // list, group: the list
    std::vector<std::uint32_t> values;     // group: the entries that tell groups apart
    Path same;                             // list: nodes with the same value here are one element
};

// A list whose elements stand in the tree.
struct TreeList {
    const model::FieldInfo* list = nullptr;
    const model::FieldInfo* key = nullptr;     // text: the node's id; others stand in these
    const model::FieldInfo* inside = nullptr;  // text: the key of what the element stands in
    std::uint32_t nested = no_index;           // entry, when its elements lie inside the nodes
};

struct TreeRule {
    Path loop;  // without conditions
    Path id;    // from the loop's node, as all below
    Path parent;
    Path children;  // flag: has nodes below; element 0 = not told
    std::vector<TreeLevel> levels;
    std::vector<TreeList> lists;
    bool loose = false;              // numbers need not be there, nor be unique
    std::uint32_t scope = 0;         // that has it
    std::uint32_t place = no_index;  // of the lists inside its nodes

    const TreeList* find(const model::FieldInfo* list) const;
    const TreeList* containers() const;  // the list with a key; null when there is none
    std::uint32_t holderLevel() const;   // of nodes that have containers inside; none if not told
};

// What writing needs of an entry to know that there is nothing to do; most fields are absent.
struct WrittenEntry {
    const Entry* entry = nullptr;
    // Of the scope's object: without it nothing is written. None: the entry is always looked at.
    const model::FieldInfo* field = nullptr;
    std::uint16_t up = 0;  // nodes above the scope's
};

struct AbovePlace {
    std::uint16_t up = 0;
    std::uint32_t place = no_index;
};

struct Scope {
    const model::TypeInfo* type = nullptr;
    std::string name;  // "lines", for messages
    std::vector<Entry> entries;
    std::vector<WrittenEntry> written;  // in the order of writing: attached ones go last
    std::vector<FixedField> fixed;
    std::vector<When> where;                 // written: only elements of which these hold
    std::vector<FieldPath> not_written;      // fields no entry writes
    std::vector<std::uint32_t> inner;        // scopes of lists without nodes of their own
    const model::FieldInfo* list = nullptr;  // this scope, when it is one of those: its list
    std::uint32_t holder = no_index;         // ... the scope that has the list
    std::uint32_t inner_number = 0;          // ... and its place in `inner` of the node's scope
    std::uint16_t slot_count = 0;
    std::vector<std::uint32_t> selectors;   // entries that say whether a node belongs to the list
    std::vector<std::uint32_t> trees;       // into Map::trees
    std::vector<AbovePlace> above;          // of entries that look upwards
    std::uint16_t above_written = 0;        // how far up entries write
    std::vector<std::uint32_t> completers;  // entries with something to do for absent values
    const model::FieldInfo* extras = nullptr;  // where leftovers go, when the type has room
    std::uint32_t place = no_index;            // root of its places; none for inner scopes
};

using PlaceIndex = std::uint32_t;

struct Binding {
    std::uint16_t element = 1;
    std::uint16_t component = 1;
    std::uint16_t part = 0;  // of the entry's series
    bool plain = false;  // one value into one field of the scope's object, with nothing beside it
    std::uint32_t scope = 0;
    const Entry* entry = nullptr;
};

struct ListPlace {
    std::uint32_t scope = 0;  // that has the list entry
    const Entry* entry = nullptr;
};

struct PlaceChild {
    RuleIndex rule = no_rule;
    PlaceIndex place = 0;
};

struct Place {
    RuleIndex rule = no_rule;
    std::vector<Condition> conditions;
    std::vector<PlaceChild> children;       // by rule
    RuleIndex first_rule = no_rule;         // of the children
    std::vector<std::uint32_t> child_from;  // by rule - first_rule: where its children begin
    std::vector<Binding> bindings;          // by element, then component
    std::vector<ListPlace> lists;
    bool takes_all = false;

    std::span<const PlaceChild> childrenFor(RuleIndex child) const {
        const std::size_t at = child - first_rule;  // a rule before the first one is far behind all
        if (at + 1 >= child_from.size()) return {};
        return std::span(children).subspan(child_from[at], child_from[at + 1] - child_from[at]);
    }
};

struct Map {
    const Grammar* grammar = nullptr;
    const model::TypeInfo* document = nullptr;
    std::optional<exchange::MessageFormat> answer;
    std::string file;
    std::uint32_t line = 0;     // of <map>
    std::vector<Scope> scopes;  // 0 = the document
    std::vector<TreeRule> trees;
    std::vector<std::string> passing;  // attributes of no use where their element's text is taken
    std::vector<Place> places;         // point into the scopes: a map is moved, not copied

    Map() = default;
    Map(Map&&) = default;
    Map& operator=(Map&&) = default;
};

}  // namespace entrepot::mapping
