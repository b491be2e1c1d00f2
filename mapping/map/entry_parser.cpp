#include "mapping/map/entry_parser.h"

#include <algorithm>
#include <charconv>

#include "core/base/nearest.h"
#include "mapping/map/field_path.h"
#include "mapping/map/path.h"

namespace entrepot::mapping {
namespace {

using model::FieldInfo;
using model::FieldKind;

struct KindRow {
    std::string_view element;
    EntryKind kind;
    std::string_view attributes;  // beyond those of every entry
};

constexpr std::string_view common_attributes = " only when file ";
constexpr KindRow kind_rows[] = {
    {"value", EntryKind::value,
     " field at codes default otherwise use dates date-codes format select ordinal omit parts "
     "always decimals beside copy prefix length per per-codes times sign absolute of as "
     "apart "},
    {"period", EntryKind::value, " field at use dates date-codes format "},
    {"values", EntryKind::values, " field at codes parts slots limit "},
    {"pairs", EntryKind::pairs, " field at qualifier max codes scheme content "},
    {"list", EntryKind::list,
     " field loop at-least-one group size max spread key link inside same where "},
    {"constant", EntryKind::constant, " at value always "},
    {"count", EntryKind::count, " at of nodes "},
    {"sum", EntryKind::sum, " at of "},
    {"link", EntryKind::link, " field by at set to "},
    {"compute", EntryKind::compute, " field at value decimals "},
    {"set", EntryKind::set, " field value "},
    {"ignore", EntryKind::ignore, " at field "},
};

bool lists(std::string_view names, std::string_view name) {
    std::string word = " ";
    word.append(name).append(" ");
    return names.find(word) != std::string_view::npos;
}

class EntryParser {
public:
    EntryParser(const xml::Element& element, const EntryContext& context, MapProblems& problems)
        : element_(element), context_(context), problems_(problems) {}

    std::optional<Entry> parse() {
        const auto* row =
            std::find_if(std::begin(kind_rows), std::end(kind_rows),
                         [&](const KindRow& r) { return r.element == element_.name; });
        if (row == std::end(kind_rows)) {
            wrong("<" + element_.name + "> is not known here");
            return std::nullopt;
        }
        for (const auto& [name, value] : element_.attributes)
            if (!lists(row->attributes, name) && !lists(common_attributes, name))
                wrong("<" + element_.name + "> has no attribute " + name);
        entry_.kind = row->kind;
        entry_.line = element_.line;
        entry_.file = element_.attributeOr("file", "");
        parseDirection();
        entry_.when = conditions(attribute("when"), "when");
        parseKind();
        if (failed_) return std::nullopt;
        return std::move(entry_);
    }

    std::vector<When> parseConditions(const std::string& text) { return conditions(text, "where"); }

    std::optional<FixedField> parseFixedField() {
        FixedField fixed;
        fixed.field = field("field");
        fixed.value = attribute("value");
        if (failed_) return std::nullopt;
        if (fixed.field.last().kind == FieldKind::enumeration)
            checkEnumerator(fixed.field.last(), fixed.value);
        if (failed_) return std::nullopt;
        return fixed;
    }

private:
    void wrong(const std::string& what) {
        problems_.add(element_, what);
        failed_ = true;
    }

    std::string attribute(std::string_view name) const { return element_.attributeOr(name, ""); }
    bool has(std::string_view name) const { return element_.attribute(name) != nullptr; }
    bool yes(std::string_view name) const { return attribute(name) == "yes"; }

    void parseDirection() {
        const std::string only = attribute("only");
        if (only == "read") entry_.direction = Direction::read;
        if (only == "write") entry_.direction = Direction::write;
        if (!only.empty() && entry_.direction == Direction::both)
            wrong("only=\"" + only + "\" is none of read, write");
    }

    // "status=rejected; deliveries!="
    std::vector<When> conditions(std::string text, std::string_view attribute) {
        std::vector<When> all;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find(';'), text.size());
            std::string part = text.substr(0, end);
            text.erase(0, end + 1);
            part.erase(0, part.find_first_not_of(' '));
            const std::size_t equals = part.find('=');
            if (equals == std::string::npos || equals == 0) {
                wrong(std::string(attribute) + "=\"" + part +
                      "\" is not a condition such as status=rejected");
                return all;
            }
            When when;
            when.equal = part[equals - 1] != '!';
            when.field = fieldNamed(part.substr(0, equals - !when.equal));
            when.value = part.substr(equals + 1);
            if (failed_) return all;
            all.push_back(std::move(when));
        }
        return all;
    }

    void parseKind() {
        switch (entry_.kind) {
            case EntryKind::value:
                return parseValue();
            case EntryKind::values:
                return parseValues();
            case EntryKind::pairs:
                return parsePairs();
            case EntryKind::list:
                return parseList();
            case EntryKind::tree:
                return;  // has no row of its own
            case EntryKind::constant:
                entry_.at = valuePath("at");
                entry_.text = attribute("value");
                entry_.attached = !yes("always");
                return;
            case EntryKind::count:
            case EntryKind::sum:
                return parseTotal();
            case EntryKind::link:
                return parseLink();
            case EntryKind::compute:
                return parseCompute();
            case EntryKind::set:
                entry_.field = field("field");
                entry_.text = attribute("value");
                entry_.direction = Direction::read;
                if (!failed_ && entry_.field.last().kind == FieldKind::enumeration)
                    checkEnumerator(entry_.field.last(), entry_.text);
                return;
            case EntryKind::ignore:
                if (has("at")) entry_.at = nodeOrValuePath();
                if (has("field")) entry_.field = field("field");
                return;
        }
    }

    void parseValue() {
        entry_.field = field("field");
        entry_.at = valuePath("at");
        if (failed_) return;
        if (entry_.field.last().is_list) return wrong("a list is mapped with <values> or <list>");
        if (element_.name == "period") return parsePeriod();
        if (entry_.field.last().kind == FieldKind::structure)
            return wrong(entry_.field.text + " is a structure; name one of its fields");
        parseConversion(entry_.field.last());
        entry_.mandatory = attribute("use") == "M";
        entry_.has_default = has("default");
        entry_.text = entry_.has_default ? attribute("default") : attribute("otherwise");
        entry_.selects = yes("select");
        entry_.ordinal = yes("ordinal");
        entry_.omit_zero = attribute("omit") == "0";
        entry_.copy = entry_.field.up > 0 || yes("copy");
        entry_.attached = entry_.copy && !yes("always");
        if (has("beside")) parseBeside();
        entry_.prefix = attribute("prefix");
        entry_.apart = attribute("apart");
        entry_.conversion.times = attribute("times");
        if (has("length")) entry_.conversion.length = number("length");
        if (has("per")) parsePer();
        if (has("parts")) parseParts("parts");
        if (entry_.has_default && entry_.field.last().kind == FieldKind::enumeration)
            checkEnumerator(entry_.field.last(), entry_.text);
        if (has("default") && has("otherwise")) wrong("default and otherwise exclude each other");
        if (has("sign")) parseSign();
        if (entry_.selects && entry_.conversion.codes == nullptr && !has("sign"))
            wrong("select needs codes or sign");
        if (has("of")) parseNamed();
    }

    // "-": what is negative on the wire is positive here.
    void parseSign() {
        const std::string sign = attribute("sign");
        const FieldKind kind = entry_.field.last().kind;
        if (sign != "-" && sign != "+") wrong("sign=\"" + sign + "\" is none of + and -");
        if (kind != FieldKind::amount && kind != FieldKind::price && kind != FieldKind::quantity &&
            kind != FieldKind::integer)
            wrong("sign is for numbers");
        entry_.conversion.negated = sign == "-";
        entry_.signed_apart = true;
    }

    const FieldInfo* textField(const model::TypeInfo& type, const std::string& name) {
        const FieldInfo* field = type.field(name);
        if (field != nullptr && !field->is_list && field->kind == FieldKind::text) return field;
        wrong(std::string(type.name) + " has no text " + name);
        return nullptr;
    }

    const FieldInfo* documentList(const std::string& name) {
        const FieldInfo* list = context_.types.front()->field(name);
        if (list != nullptr && list->is_list && list->kind == FieldKind::structure) return list;
        wrong(std::string(context_.types.front()->name) + " has no list " + name);
        return nullptr;
    }

    // of="packages.id" as="sscc": the field names an element; the message has another of its texts.
    void parseNamed() {
        const std::string of = attribute("of");
        const std::size_t dot = std::min(of.find('.'), of.size());
        entry_.link.list = documentList(of.substr(0, dot));
        if (entry_.link.list == nullptr) return;
        entry_.link.by =
            textField(*entry_.link.list->type, of.substr(std::min(dot + 1, of.size())));
        entry_.link.as = textField(*entry_.link.list->type, attribute("as"));
    }

    void parseLink() {
        entry_.field = field("field");
        entry_.at = valuePath("at");
        entry_.direction = Direction::read;
        if (failed_) return;
        const FieldInfo& list = entry_.field.last();
        if (!isDocumentList(list)) return wrong(entry_.field.text + " is no list of the document");
        entry_.link.list = &list;
        entry_.link.by = textField(*list.type, attribute("by"));
        entry_.link.set = textField(*list.type, attribute("set"));
        entry_.link.to = textField(*context_.types.back(), attribute("to"));
    }

    bool isDocumentList(const FieldInfo& list) const {
        return list.is_list && list.kind == FieldKind::structure &&
               entry_.field.chain.size() == 1 && entry_.field.up + 1u == context_.types.size();
    }

    void parsePeriod() {
        const FieldInfo& target = entry_.field.last();
        parseConversion(target);
        if (target.kind == FieldKind::structure) {
            entry_.conversion.from = target.type->field("from");
            entry_.conversion.to = target.type->field("to");
        }
        if (entry_.conversion.from == nullptr || entry_.conversion.to == nullptr)
            wrong(entry_.field.text + " is no period");
        entry_.mandatory = attribute("use") == "M";
    }

    void parseBeside() {
        auto condition = resolveCondition(context_.grammar, endOf(entry_.at, context_.rule),
                                          attribute("beside"));
        if (!condition) return wrong(condition.error());
        entry_.beside.push_back(std::move(*condition));
    }

    // Beside the value ("05"), or anywhere below the scope's node ("cac:Price/cbc:BaseQuantity").
    void parsePer() {
        const std::string text = attribute("per");
        entry_.per_beside = !text.empty() && text.front() >= '0' && text.front() <= '9';
        const RuleIndex from = entry_.per_beside ? endOf(entry_.at, context_.rule) : context_.rule;
        entry_.per =
            taken(resolveValue(context_.grammar, from, entry_.per_beside ? text : prefixed(text)));
        if (has("per-codes")) entry_.per_codes = table(attribute("per-codes"));
        const FieldKind kind = entry_.field.last().kind;
        if (kind != FieldKind::price && kind != FieldKind::amount)
            wrong("per is for prices and amounts");
    }

    // Read into a field or written at a place: one expression serves one direction.
    void parseCompute() {
        const bool read = has("field");
        if (read == has("at")) return wrong("<compute> has field (read) or at (written)");
        const Direction direction = read ? Direction::read : Direction::write;
        if (has("only") && entry_.direction != direction)
            wrong(std::string("<compute") + (read ? " field> is read" : " at> is written") +
                  " only");
        entry_.direction = direction;
        parseExpression(read);
        if (read) {
            entry_.field = field("field");
            if (!failed_) checkComputed(entry_.field);
            if (entry_.field.up > 0) wrong("<compute> reads into its own object");
            if (!failed_) entry_.conversion.field = &entry_.field.last();
        } else {
            entry_.at = valuePath("at");
            if (entry_.at.up > 0) wrong("<compute> writes below its own node");
            if (entry_.at.rule != nullptr && entry_.at.rule->type == ElementType::implied) {
                entry_.conversion.implied = true;
                entry_.conversion.implied_scale = entry_.at.rule->scale;
            }
        }
        entry_.conversion.decimal_marks =
            element_.attributeOr("decimals", context_.defaults.decimal_marks);
    }

    void parseExpression(bool read) {
        auto expression = Expression::parse(attribute("value"));
        if (!expression)
            return wrong("value=\"" + attribute("value") + "\", character " +
                         std::to_string(expression.error().at + 1) + ": " +
                         expression.error().what);
        Computed computed;
        for (const std::string& name : expression->inputs()) {
            if (read) {
                computed.places.push_back(
                    taken(resolveValue(context_.grammar, context_.rule, prefixed(name))));
            } else {
                computed.fields.push_back(fieldNamed(name));
                if (!failed_) checkComputed(computed.fields.back());
            }
        }
        computed.expression = std::move(*expression);
        entry_.computed = std::move(computed);
    }

    void checkComputed(const FieldPath& path) {
        if (path.last().is_list || path.last().kind == FieldKind::structure)
            wrong(path.text + " is no single value");
    }

    void parseValues() {
        entry_.field = field("field");
        entry_.at = valuePath("at");
        if (failed_) return;
        const FieldInfo& list = entry_.field.last();
        if (!list.is_list || list.kind != FieldKind::text)
            return wrong(entry_.field.text + " is not a list of texts");
        parseCodes(list);
        entry_.conversion.field = &list;
        if (has("limit")) entry_.series.limit = number("limit");
        if (has("parts")) parseParts("parts");
        if (has("slots")) {
            parseParts("slots");
            entry_.series.joined = false;
        }
    }

    void parseParts(std::string_view name) {
        entry_.series.count = number(name);
        entry_.series.joined = true;
        entry_.series.by_component = entry_.at.rule != nullptr && isComponent();
    }

    // Parts of a composite lie side by side in it; parts of a segment are its elements.
    bool isComponent() const {
        const RuleIndex rule = endOf(entry_.at, context_.rule);
        const ElementRule* element = context_.grammar.element(rule, entry_.at.element);
        return element != nullptr && element->type == ElementType::composite;
    }

    void parsePairs() {
        entry_.field = field("field");
        entry_.at = valuePath("at");
        if (failed_) return;
        const FieldInfo& list = entry_.field.last();
        if (!list.is_list || list.kind != FieldKind::structure)
            return wrong(entry_.field.text + " is not a list of structures");
        entry_.series.scheme = list.type->field(element_.attributeOr("scheme", "scheme"));
        entry_.series.content = list.type->field(element_.attributeOr("content", "value"));
        if (entry_.series.scheme == nullptr || entry_.series.content == nullptr)
            return wrong(std::string(list.type->name) + " lacks the field for scheme or content");
        parseCodes(*entry_.series.scheme);
        if (entry_.conversion.codes == nullptr) wrong("pairs need codes for their qualifiers");
        entry_.conversion.field = entry_.series.scheme;
        entry_.series.count = has("max") ? number("max") : 1;
        const std::string qualifier = attribute("qualifier");
        if (qualifier.starts_with('.')) {
            entry_.series.qualifier = numberIn(qualifier.substr(1));
            entry_.series.qualifier_inside = true;
        } else {
            entry_.series.qualifier = entry_.at.element;
            entry_.at.element = static_cast<std::uint16_t>(entry_.at.element + 1);
            entry_.series.step = 2;
        }
    }

    void parseList() {
        entry_.field = field("field");
        if (has("loop")) entry_.at = nodePath("loop");
        if (failed_) return;
        const FieldInfo& list = entry_.field.last();
        if (!list.is_list || list.kind != FieldKind::structure)
            wrong(entry_.field.text + " is not a list of structures");
        if (entry_.field.up > 0) parseDocumentList();
        if (has("loop") && entry_.at.steps.empty()) wrong("a loop must name a node below this one");
        entry_.at_least_one = yes("at-least-one");
        if (has("group")) parseGroup();
        if (has("spread") && !failed_) parseSpread();
    }

    // A list of the document whose elements stand inside ours, which names them, or which they
    // name.
    void parseDocumentList() {
        const FieldInfo& list = entry_.field.last();
        entry_.link.inside = has("inside");
        if (!isDocumentList(list) || !has("key") || has("link") == has("inside") || !has("loop"))
            return wrong(
                "a list belongs to its own scope, or is the document's with key and link or "
                "inside");
        entry_.link.list = &list;
        entry_.link.by = textField(*list.type, attribute("key"));
        if (entry_.link.inside) {
            if (context_.types.back() != list.type)
                wrong("inside is for elements of the same list");
            entry_.link.set = textField(*list.type, attribute("inside"));
            return;
        }
        entry_.link.set = textField(*context_.types.back(), attribute("link"));
    }

    void parseGroup() {
        entry_.group.first = number("group");
        if (has("size")) entry_.group.size = number("size");
        entry_.group.count = number("max");
        const RuleIndex node = endOf(entry_.at, context_.rule);
        if (failed_ || context_.grammar.rule(node).kind != RuleKind::segment ||
            context_.grammar.element(node, static_cast<std::uint16_t>(entry_.group.end() - 1)) ==
                nullptr)
            wrong("the loop has no " + attribute("max") + " groups from element " +
                  attribute("group"));
    }

    void parseSpread() {
        const FieldInfo* spread = entry_.field.last().type->field(attribute("spread"));
        if (spread == nullptr || !spread->is_list)
            return wrong(std::string(entry_.field.last().type->name) + " has no list " +
                         attribute("spread"));
        entry_.spread = spread;
    }

    void parseTotal() {
        if (has("nodes")) {
            entry_.at = valuePath("at");
            entry_.counted = nodePath("nodes");
            if (has("of")) wrong("of and nodes exclude each other");
            entry_.direction = Direction::write;
            return;
        }
        const std::string of = attribute("of");
        const std::size_t dot = std::min(of.find('.'), of.size());
        entry_.field = fieldNamed(of.substr(0, dot));
        entry_.at = valuePath("at");
        if (failed_) return;
        const FieldInfo& list = entry_.field.last();
        if (!list.is_list) return wrong(of + " does not begin with a list");
        if (entry_.kind == EntryKind::count) return;
        entry_.summed = list.type == nullptr ? nullptr : list.type->field(of.substr(dot + 1));
        if (entry_.summed == nullptr) return wrong(of + " is not a field of a list's elements");
        parseConversion(*entry_.summed);
    }

    void parseConversion(const FieldInfo& target) {
        Conversion& conversion = entry_.conversion;
        conversion.field = &target;
        conversion.dates = element_.attributeOr("dates", context_.defaults.dates);
        preferFitting(conversion.dates);
        conversion.absolute = yes("absolute");
        conversion.decimal_marks =
            element_.attributeOr("decimals", context_.defaults.decimal_marks);
        if (entry_.at.rule != nullptr && entry_.at.rule->type == ElementType::implied) {
            conversion.implied = true;
            conversion.implied_scale = entry_.at.rule->scale;
        }
        if (const std::string format = attribute("format"); !format.empty()) {
            conversion.format_component = numberIn(format.substr(1));
            conversion.date_formats = table(attribute("date-codes"));
        }
        parseCodes(target);
    }

    // Of several patterns the first that the element has room for is written.
    void preferFitting(std::string& patterns) const {
        const ElementRule* rule = entry_.at.rule;
        if (rule == nullptr || rule->length_max == 0) return;
        for (std::size_t at = 0; at < patterns.size();) {
            const std::size_t end = std::min(patterns.find('|', at), patterns.size());
            const std::string pattern = patterns.substr(at, end - at);
            if (pattern.size() <= rule->length_max) {
                if (at > 0) patterns = pattern + "|" + patterns;
                return;
            }
            at = end + 1;
        }
    }

    void parseCodes(const FieldInfo& target) {
        if (!has("codes")) return;
        const CodeTable* codes = table(attribute("codes"));
        entry_.conversion.codes = codes;
        if (codes == nullptr || target.kind != FieldKind::enumeration) return;
        for (const CodeRow& row : codes->rows())
            entry_.conversion.enumerators.push_back(checkEnumerator(target, row.meaning));
    }

    const CodeTable* table(const std::string& id) {
        const CodeTable* found = context_.codes.find(id);
        if (found == nullptr)
            wrong("there is no code table " + id + suggestion(id, context_.codes.ids()));
        return found;
    }

    std::uint8_t checkEnumerator(const FieldInfo& target, const std::string& name) {
        std::vector<std::string> known;
        for (const std::string_view value : target.enumeration->values) known.emplace_back(value);
        const auto found = std::find(known.begin(), known.end(), name);
        if (found == known.end())
            wrong(std::string(target.name) + " knows no " + name + suggestion(name, known));
        return static_cast<std::uint8_t>(found - known.begin());
    }

    FieldPath field(std::string_view name) { return fieldNamed(attribute(name)); }

    FieldPath fieldNamed(const std::string& name) {
        auto path = resolveField(context_.types, name);
        if (path) return std::move(*path);
        wrong(path.error());
        return {};
    }

    Path valuePath(std::string_view name) {
        return taken(resolveValue(context_.grammar, context_.rule, prefixed(attribute(name))));
    }

    Path nodePath(std::string_view name) {
        return taken(resolveNode(context_.grammar, context_.rule, prefixed(attribute(name))));
    }

    Path nodeOrValuePath() {
        const std::string text = prefixed(attribute("at"));
        if (auto node = resolveNode(context_.grammar, context_.rule, text)) return std::move(*node);
        return taken(resolveValue(context_.grammar, context_.rule, text));
    }

    std::string prefixed(const std::string& text) const {
        return text == "." && !context_.prefix.empty()
                   ? context_.prefix.substr(0, context_.prefix.size() - 1)
                   : context_.prefix + text;
    }

    Path taken(tl::expected<Path, std::string> path) {
        if (path) return std::move(*path);
        wrong(path.error());
        return {};
    }

    std::uint16_t number(std::string_view name) { return numberIn(attribute(name)); }

    std::uint16_t numberIn(const std::string& text) {
        std::uint16_t value = 0;
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc() || stop != end || value == 0)
            wrong("\"" + text + "\" is not a number");
        return value;
    }

    const xml::Element& element_;
    const EntryContext& context_;
    MapProblems& problems_;
    Entry entry_;
    bool failed_ = false;
};

}  // namespace

void MapProblems::add(const xml::Element& element, std::string_view what) {
    if (!text_.empty()) text_ += '\n';
    text_ += element.attributeOr("file", file_) + ":" + std::to_string(element.line) + ": ";
    text_ += what;
}

std::optional<Entry> parseEntry(const xml::Element& element, const EntryContext& context,
                                MapProblems& problems) {
    return EntryParser(element, context, problems).parse();
}

std::vector<When> parseWhen(const xml::Element& element, const std::string& text,
                            const EntryContext& context, MapProblems& problems) {
    return EntryParser(element, context, problems).parseConditions(text);
}

std::optional<FixedField> parseFixed(const xml::Element& element, const EntryContext& context,
                                     MapProblems& problems) {
    return EntryParser(element, context, problems).parseFixedField();
}

}  // namespace entrepot::mapping
