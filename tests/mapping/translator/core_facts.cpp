#include "tests/mapping/translator/core_facts.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <type_traits>

#include "core/model/schema.h"

namespace entrepot::mapping::test {
namespace {

using model::FieldInfo;
using model::FieldKind;
using model::TypeInfo;

// Texts that are facts; days, quantities, prices and enumerations all are.
const std::set<std::string_view> fact_texts = {
    "number",  "order_number", "order_line", "change_number", "request_number", "request_line",
    "release", "currency",     "unit",       "kind",          "location",       "time",
    "package", "lot"};
const std::set<std::string_view> fact_amounts = {"amount", "net_total", "tax_total", "total",
                                                 "payable"};
const std::set<std::string_view> fact_lists = {"parties",    "ids",     "lines",      "schedule",
                                               "deliveries", "figures", "quantities", "breaks"};
const std::set<std::string_view> fact_structures = {"period", "horizon", "valid"};

template <class T>
const T& as(const void* value) {
    return *static_cast<const T*>(value);
}

template <class T>
std::string numberText(const void* value, bool optional) {
    return !optional && as<T>(value).isZero() ? std::string() : as<T>(value).text();
}

// Empty: nothing is said.
std::string factOf(const FieldInfo& field, const void* value) {
    switch (field.kind) {
        case FieldKind::text:
            return fact_texts.contains(field.name) ? as<std::string>(value) : std::string();
        case FieldKind::quantity:
            return numberText<Quantity>(value, field.is_optional);
        case FieldKind::price:
            return numberText<Price>(value, field.is_optional);
        case FieldKind::amount:
            return fact_amounts.contains(field.name) ? as<Amount>(value).text() : std::string();
        case FieldKind::day:
            return as<Day>(value) == Day{} ? std::string() : formatDay(as<Day>(value));
        case FieldKind::enumeration:
            return std::string(field.enumeration->values[as<std::uint8_t>(value)]);
        case FieldKind::integer:
        case FieldKind::flag:
        case FieldKind::structure:
            return {};
    }
    return {};
}

std::string labelOf(const TypeInfo& type, const void* element, std::size_t index) {
    for (const char* name : {"scheme", "role"})
        if (const FieldInfo* field = type.field(name); field != nullptr)
            return field->kind == FieldKind::text ? as<std::string>(field->get(element))
                                                  : factOf(*field, field->get(element));
    if (type.name == "StockFigure") return as<model::StockFigure>(element).kind;
    return std::to_string(index + 1);
}

void collect(const TypeInfo& type, const void* object, const std::string& path, Facts& facts);

void collectList(const FieldInfo& field, const void* object, const std::string& path,
                 Facts& facts) {
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < field.size(object); ++i) {
        const void* element = field.at(object, i);
        std::string label = labelOf(*field.type, element, i);
        if (const int again = ++seen[label]; again > 1) label += "#" + std::to_string(again);
        const std::string at = path + "[" + label + "]";
        if (const FieldInfo* value = field.type->field("value"); value != nullptr)
            facts[at] = as<std::string>(value->get(element));
        else
            collect(*field.type, element, at, facts);
    }
}

void collect(const TypeInfo& type, const void* object, const std::string& path, Facts& facts) {
    for (const FieldInfo& field : type.fields) {
        const std::string at = (path.empty() ? "" : path + ".") + std::string(field.name);
        if (field.is_list) {
            if (fact_lists.contains(field.name)) collectList(field, object, at, facts);
            continue;
        }
        const void* value = field.get(object);
        if (value == nullptr || field.name == "role") continue;
        if (field.kind == FieldKind::structure) {
            if (fact_structures.contains(field.name)) collect(*field.type, value, at, facts);
        } else if (std::string text = factOf(field, value); !text.empty()) {
            facts[at] = std::move(text);
        }
    }
}

template <class Line>
auto& measuredOf(Line& line) {
    if constexpr (requires { line.figures; })
        return line.figures;
    else
        return line.quantities;
}

// Lines of one item at one place as one; they need not stand together.
template <class Line>
void mergeLines(std::vector<Line>& lines) {
    std::vector<Line> merged;
    for (Line& line : lines) {
        const auto same = std::find_if(merged.begin(), merged.end(), [&](const Line& each) {
            return each.ids == line.ids && each.location == line.location;
        });
        if (same == merged.end()) {
            line.number.clear();  // of rows, not of items
            merged.push_back(std::move(line));
            continue;
        }
        auto& into = measuredOf(*same);
        auto& from = measuredOf(line);
        into.insert(into.end(), from.begin(), from.end());
    }
    lines = std::move(merged);
}

void namePackages(model::ShipNotice& notice) {
    for (model::ShippedLine& line : notice.lines)
        for (const model::Package& package : notice.packages)
            if (package.id == line.package) {
                line.package = package.sscc;
                break;
            }
}

void makeComparable(model::BusinessDocument& document) {
    std::visit(
        [](auto& content) {
            using Content = std::decay_t<decltype(content)>;
            if constexpr (std::is_same_v<Content, model::InventoryReport> ||
                          std::is_same_v<Content, model::SalesReport> ||
                          std::is_same_v<Content, model::Forecast> ||
                          std::is_same_v<Content, model::DeliverySchedule>)
                mergeLines(content.lines);
            if constexpr (std::is_same_v<Content, model::ShipNotice>) namePackages(content);
        },
        document);
}

bool isPosition(std::string_view label) {
    return std::all_of(label.begin(), label.end(),
                       [](unsigned char c) { return std::isdigit(c) != 0; });
}

template <class Kept>
std::string stripped(std::string_view path, Kept kept) {
    std::string text;
    while (!path.empty()) {
        const std::size_t open = path.find('[');
        text += path.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = path.find(']', open);
        if (kept(path.substr(open + 1, close - open - 1)))
            text += path.substr(open, close - open + 1);
        path.remove_prefix(close + 1);
    }
    return text;
}

}  // namespace

Facts coreFacts(model::BusinessDocument document) {
    makeComparable(document);
    Facts facts;
    collect(model::typeOf(document), model::contentOf(document), {}, facts);
    return facts;
}

std::string withoutPositions(std::string_view path) {
    return stripped(path, [](std::string_view label) { return !isPosition(label); });
}

std::string fieldOf(std::string_view path) {
    return stripped(path, [](std::string_view) { return false; });
}

}  // namespace entrepot::mapping::test
