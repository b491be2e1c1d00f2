#include "mapping/check/document_checks.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"
#include "mapping/check/check_digit.h"
#include "mapping/check/field_places.h"
#include "mapping/map/locate.h"
#include "mapping/map/tree_position.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;
using model::FieldKind;

// Sums are counted in 10^-10: the scale of a quantity times a price.
__extension__ using Units = __int128;
constexpr int sum_scale = 10;
constexpr std::size_t values_max = 1'000'000;  // added in one sum

constexpr Units powerOfTen(int exponent) {
    Units power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

struct Number {
    std::int64_t units = 0;
    int scale = 0;
};

Number numberOf(const model::FieldInfo& field, const void* value) {
    switch (field.kind) {
        case FieldKind::amount:
            return {static_cast<const Amount*>(value)->units(), Amount::scale};
        case FieldKind::price:
            return {static_cast<const Price*>(value)->units(), Price::scale};
        case FieldKind::quantity:
            return {static_cast<const Quantity*>(value)->units(), Quantity::scale};
        default:
            return {*static_cast<const std::int64_t*>(value), 0};
    }
}

std::optional<Units> scaled(Units units, int from) {
    Units result = units;
    if (from <= sum_scale) {
        if (__builtin_mul_overflow(units, powerOfTen(sum_scale - from), &result))
            return std::nullopt;
        return result;
    }
    return units / powerOfTen(from - sum_scale);
}

std::string textOf(Units units) {
    const Units rounding = powerOfTen(sum_scale - Amount::scale);
    const Units half = units < 0 ? -rounding / 2 : rounding / 2;
    return formatScaled(static_cast<std::int64_t>((units + half) / rounding), Amount::scale);
}

// One product at one place; nothing when something is absent or it grows beyond all measure.
std::optional<Units> valueOf(const Product& product, const ModelSite& site) {
    if (site.value == nullptr) return std::nullopt;
    const Number first = numberOf(product.first.last(), site.value);
    Units units = first.units;
    int scale = first.scale;
    for (const model::FieldInfo* factor : product.factors) {
        const void* value = factor->get(site.holder);
        if (value == nullptr) return std::nullopt;
        const Number number = numberOf(*factor, value);
        if (__builtin_mul_overflow(units, static_cast<Units>(number.units), &units))
            return std::nullopt;
        scale += number.scale;
    }
    const void* divisor = product.divisor == nullptr ? nullptr : product.divisor->get(site.holder);
    if (divisor != nullptr) {
        const Number number = numberOf(*product.divisor, divisor);
        if (number.units == 0 || __builtin_mul_overflow(units, powerOfTen(number.scale), &units))
            return std::nullopt;
        units /= number.units;
    }
    return scaled(units, scale);
}

struct Sum {
    Units units = 0;
    std::size_t values = 0;
};

std::optional<Sum> sumOf(const Product& product, const void* object) {
    Sum sum;
    bool known = true;
    visitSites(product.first, object, [&](const ModelSite& site) {
        if (!known || ++sum.values > values_max) return;
        const auto value = valueOf(product, site);
        known = value && !__builtin_add_overflow(sum.units, *value, &sum.units);
    });
    if (!known || sum.values > values_max) return std::nullopt;
    // A single field that is not there is unknown; a list without elements is zero.
    return sum;
}

std::optional<Sum> sumOf(const std::vector<Term>& terms, const void* object) {
    Sum all;
    for (const Term& term : terms) {
        std::optional<Sum> one;
        for (const Product& product : term.choices)
            if (one = sumOf(product, object); one) break;
        if (!one) return std::nullopt;
        const Units signed_units = term.negative ? -one->units : one->units;
        if (__builtin_add_overflow(all.units, signed_units, &all.units)) return std::nullopt;
        all.values += one->values;
    }
    return all;
}

bool isThere(const ModelPath& path, const void* object) {
    bool there = false;
    visitSites(path, object, [&](const ModelSite& site) { there |= site.value != nullptr; });
    return there;
}

class DocumentChecker {
public:
    DocumentChecker(const ReadDocument& read, const FindingCollector& collector,
                    exchange::MessageReport& report)
        : object_(model::contentOf(read.document)),
          type_(&model::typeOf(read.document)),
          places_(read.map, read.tree, object_),
          collector_(collector),
          report_(report) {}

    void check(const DateRule& rule) {
        std::optional<Day> limit;
        visitSites(rule.limit, object_, [&](const ModelSite& site) {
            if (site.value != nullptr) limit = *static_cast<const Day*>(site.value);
        });
        if (!limit) return;
        visitSites(rule.field, object_, [&](const ModelSite& site) {
            if (site.value == nullptr) return;
            const Day day = *static_cast<const Day*>(site.value);
            const auto late = (rule.not_before ? *limit - day : day - *limit).count();
            if (late <= rule.days) return;
            tell(rule.finding, rule.field.text, site.element, formatDayCompact(day),
                 {{"field", rule.field.text},
                  {"found", formatDay(day)},
                  {"other", rule.limit.text},
                  {"limit", formatDay(*limit)}});
        });
    }

    void check(const SumRule& rule) {
        if (!rule.in) return checkSum(rule, object_, no_element);
        visitSites(*rule.in, object_,
                   [&](const ModelSite& site) { checkSum(rule, site.value, site.element); });
    }

    void check(const DigitRule& rule) {
        for (const ModelPath& path : rule.paths)
            visitSites(path, object_, [&](const ModelSite& site) {
                const std::string& number = *static_cast<const std::string*>(site.value);
                if (number.empty()) return;
                const auto digit = checkDigitOf(number);
                const bool long_enough = std::find(rule.lengths.begin(), rule.lengths.end(),
                                                   number.size()) != rule.lengths.end();
                if (digit && long_enough && number.back() == *digit) return;
                tell(rule.finding, path.text, site.element, number,
                     {{"found", number},
                      {"kind", rule.name},
                      {"expected", digit && long_enough
                                       ? number.substr(0, number.size() - 1) + *digit
                                       : lengthsOf(rule)}});
            });
    }

private:
    static std::string lengthsOf(const DigitRule& rule) {
        std::string text;
        for (const std::size_t length : rule.lengths)
            text += (text.empty() ? "" : ", ") + std::to_string(length);
        return text + " digits";
    }

    void checkSum(const SumRule& rule, const void* object, std::size_t element) {
        std::optional<Units> total;
        visitSites(rule.total, object, [&](const ModelSite& site) {
            if (site.value == nullptr) return;
            const Number number = numberOf(rule.total.last(), site.value);
            total = scaled(number.units, number.scale);
        });
        if (!total || (rule.unless && isThere(*rule.unless, object))) return;
        std::optional<Units> expected;
        for (const std::vector<Term>& terms : rule.sums) {
            const auto sum = sumOf(terms, object);
            if (!sum) continue;
            const Units allowed =
                *scaled(rule.tolerance.units(), Amount::scale) +
                *scaled(rule.each.units(), Amount::scale) * static_cast<Units>(sum->values);
            const Units difference = *total - sum->units;
            if (difference <= allowed && -difference <= allowed) return;
            if (!expected) expected = sum->units;
        }
        if (!expected) return;
        std::string field = rule.in ? rule.in->text + "." + rule.total.text : rule.total.text;
        tell(rule.finding, field, element, {},
             {{"field", field},
              {"found", textOf(*total)},
              {"expected", textOf(*expected)},
              {"difference", textOf(*total - *expected)}});
    }

    void tell(const std::string& id, std::string_view field, std::size_t element,
              std::string_view found, FindingValues values) {
        std::vector<FindingValue> all(values.begin(), values.end());
        const std::string number = lineNumber(field, element);
        if (!number.empty()) all.emplace_back("line", number);
        collector_.add(report_, id, places_.positionOf(field, element, found), all);
    }

    // Of the line that the field stands in.
    std::string lineNumber(std::string_view field, std::size_t element) const {
        if (element == no_element || !field.starts_with("lines.")) return {};
        const model::FieldInfo* lines = type_->field("lines");
        const model::FieldInfo* number =
            lines == nullptr || lines->type == nullptr ? nullptr : lines->type->field("number");
        if (number == nullptr || number->kind != FieldKind::text) return {};
        return *static_cast<const std::string*>(number->get(lines->at(object_, element)));
    }

    const void* object_;
    const model::TypeInfo* type_;
    FieldPlaces places_;
    const FindingCollector& collector_;
    exchange::MessageReport& report_;
};

// What the entry would write: how many elements, or the sum of their field.
Units totalOf(const Entry& entry, const Tree& tree, const void* object) {
    if (!entry.counted.steps.empty())
        return static_cast<Units>(nodesAt(tree, entry.counted, Tree::root).size()) *
               powerOfTen(sum_scale);
    const model::FieldInfo& list = entry.field.last();
    if (entry.kind == EntryKind::count)
        return static_cast<Units>(list.size(object)) * powerOfTen(sum_scale);
    Units total = 0;
    for (std::size_t i = 0; i < list.size(object); ++i) {
        const void* value = entry.summed->get(list.at(object, i));
        if (value == nullptr) continue;
        const Number number = numberOf(*entry.summed, value);
        total += scaled(number.units, number.scale).value_or(0);
    }
    return total;
}

}  // namespace

void checkTotals(const ReadDocument& read, const FindingCollector& collector,
                 exchange::MessageReport& report) {
    if (report.verdict == exchange::Verdict::refused) return;
    const void* object = model::contentOf(read.document);
    for (const Entry& entry : read.map.scopes.front().entries) {
        const bool is_count = entry.kind == EntryKind::count;
        if (!is_count && entry.kind != EntryKind::sum) continue;
        if (entry.counted.steps.empty() && entry.field.chain.size() != 1) continue;
        const std::uint32_t index = locate(read.tree, entry.at, Tree::root);
        if (index == no_index) continue;
        const Value& value = read.tree.values()[index];
        const auto told = parseScaled(value.text, Amount::scale, {.marks = ".,"});
        if (!told) continue;  // no number: told by the grammar
        const Units counted = totalOf(entry, read.tree, object);
        if (scaled(*told, Amount::scale) == counted) continue;
        const std::string what = !entry.counted.steps.empty() ? entry.counted.text
                                 : is_count
                                     ? entry.field.text
                                     : entry.field.text + "." + std::string(entry.summed->name);
        collector.add(report, is_count ? findings::count_differs : findings::sum_differs,
                      positionOf(read.tree, locateNode(read.tree, entry.at, Tree::root), &value),
                      {{"field", what}, {"found", value.text}, {"expected", textOf(counted)}});
    }
}

void checkDocument(const CheckRules& rules, const ReadDocument& read,
                   const FindingCollector& collector, exchange::MessageReport& report) {
    const DocumentChecks* checks = rules.find(model::typeOf(read.document));
    if (checks == nullptr) return;
    DocumentChecker checker(read, collector, report);
    for (const DateRule& rule : checks->dates) checker.check(rule);
    for (const DigitRule& rule : checks->digits) checker.check(rule);
    if (report.verdict == exchange::Verdict::refused) return;
    for (const SumRule& rule : checks->sums) checker.check(rule);
}

}  // namespace entrepot::mapping
