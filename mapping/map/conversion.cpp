#include "mapping/map/conversion.h"

#include <charconv>
#include <limits>
#include <numeric>

#include "mapping/map/date_format.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;
using model::FieldInfo;
using model::FieldKind;

constexpr std::string_view plain_date = "YYYY-MM-DD";  // as the model writes days
constexpr std::int64_t units_max = std::numeric_limits<std::int64_t>::max();

int scaleOf(FieldKind kind) {
    if (kind == FieldKind::price) return Price::scale;
    return kind == FieldKind::integer ? 0 : Quantity::scale;
}

// Quantity, Price and Amount are all one int64.
static_assert(sizeof(Quantity) == 8 && sizeof(Price) == 8 && sizeof(Amount) == 8);

template <class D>
void putUnits(void* into, std::int64_t units) {
    *static_cast<D*>(into) = D::fromUnits(units);
}

void setUnits(const FieldInfo& field, std::int64_t units, void* object) {
    void* into = field.make(object);
    if (field.kind == FieldKind::quantity) putUnits<Quantity>(into, units);
    if (field.kind == FieldKind::price) putUnits<Price>(into, units);
    if (field.kind == FieldKind::amount) putUnits<Amount>(into, units);
    if (field.kind == FieldKind::integer) *static_cast<std::int64_t*>(into) = units;
}

std::int64_t unitsOf(const FieldInfo& field, const void* at) {
    if (field.kind == FieldKind::quantity) return static_cast<const Quantity*>(at)->units();
    if (field.kind == FieldKind::price) return static_cast<const Price*>(at)->units();
    if (field.kind == FieldKind::amount) return static_cast<const Amount*>(at)->units();
    return *static_cast<const std::int64_t*>(at);
}

ValueProblem decimalProblem(DecimalError error, int scale) {
    if (error == DecimalError::overflow)
        return {findings::value_overflow, formatScaled(units_max, scale)};
    if (error == DecimalError::excess_scale)
        return {findings::value_excess_scale, std::to_string(scale)};
    return {findings::value_not_decimal, {}};
}

std::optional<ValueProblem> readDecimal(const Conversion& conversion, std::string_view text,
                                        void* object) {
    const int scale = scaleOf(conversion.field->kind);
    if (conversion.codes != nullptr) {
        const auto row = conversion.codes->rowOfCode(text);
        if (!row && !conversion.codes->keepsUnknown())
            return ValueProblem{findings::value_code_unmapped, {}};
        if (row) text = conversion.codes->rows()[*row].meaning;
    }
    DecimalStyle style{.marks = conversion.decimal_marks};
    int parsed_scale = scale;
    if (conversion.implied) {
        style.marks = {};
        parsed_scale = scale - conversion.implied_scale;
        if (parsed_scale < 0) return ValueProblem{findings::value_excess_scale, {}};
    }
    const auto units = parseScaled(text, parsed_scale, style);
    if (!units) return decimalProblem(units.error(), scale);
    const bool turned = conversion.negated || (conversion.absolute && *units < 0);
    setUnits(*conversion.field, turned ? -*units : *units, object);
    return std::nullopt;
}

std::string_view datePatterns(const Conversion& conversion, std::string_view date_format) {
    if (conversion.date_formats == nullptr || date_format.empty()) return conversion.dates;
    const auto row = conversion.date_formats->rowOfCode(date_format);
    return row ? std::string_view(conversion.date_formats->rows()[*row].meaning)
               : std::string_view();
}

std::optional<ValueProblem> readPeriod(const Conversion& conversion, std::string_view text,
                                       std::string_view date_format, void* object) {
    const auto period = parsePeriod(text, datePatterns(conversion, date_format));
    if (!period) return ValueProblem{findings::value_not_date, {}};
    void* into = conversion.field->make(object);
    if (period->from) *static_cast<Day*>(conversion.from->make(into)) = *period->from;
    if (period->to) *static_cast<Day*>(conversion.to->make(into)) = *period->to;
    return std::nullopt;
}

std::optional<ValueProblem> readDay(const Conversion& conversion, std::string_view text,
                                    std::string_view date_format, void* object) {
    const auto day = parseDate(text, datePatterns(conversion, date_format));
    if (!day) return ValueProblem{findings::value_not_date, {}};
    *static_cast<Day*>(conversion.field->make(object)) = *day;
    return std::nullopt;
}

std::optional<std::uint8_t> enumeratorOf(const model::EnumInfo& info, std::string_view name) {
    for (std::size_t i = 0; i < info.values.size(); ++i)
        if (info.values[i] == name) return static_cast<std::uint8_t>(i);
    return std::nullopt;
}

std::optional<ValueProblem> readEnumerator(const Conversion& conversion, std::string_view text,
                                           void* object) {
    std::optional<std::uint8_t> number;
    if (conversion.codes == nullptr) {
        number = enumeratorOf(*conversion.field->enumeration, text);
    } else if (const auto row = conversion.codes->rowOfCode(text)) {
        number = conversion.enumerators[*row];
    }
    if (!number) return ValueProblem{findings::value_code_unmapped, {}};
    *static_cast<std::uint8_t*>(conversion.field->make(object)) = *number;
    return std::nullopt;
}

std::optional<ValueProblem> readText(const Conversion& conversion, std::string_view text,
                                     void* object) {
    if (!conversion.times.empty()) {
        const auto time = parseTime(text, conversion.times);
        if (!time) return ValueProblem{findings::element_time_invalid, {}};
        *static_cast<std::string*>(conversion.field->make(object)) = *time;
        return std::nullopt;
    }
    if (conversion.codes != nullptr) {
        if (const auto row = conversion.codes->rowOfCode(text)) {
            text = conversion.codes->rows()[*row].meaning;
        } else if (!conversion.codes->keepsUnknown()) {
            return ValueProblem{findings::value_code_unmapped, {}};
        }
    }
    static_cast<std::string*>(conversion.field->make(object))->assign(text);
    return std::nullopt;
}

std::optional<bool> truthOf(std::string_view text) {
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return std::nullopt;
}

std::optional<ValueProblem> readFlag(const Conversion& conversion, std::string_view text,
                                     void* object) {
    if (conversion.codes != nullptr) {
        const auto row = conversion.codes->rowOfCode(text);
        text = row ? std::string_view(conversion.codes->rows()[*row].meaning) : std::string_view();
    }
    const auto truth = truthOf(text);
    if (!truth) return ValueProblem{findings::value_code_unmapped, {}};
    *static_cast<bool*>(conversion.field->make(object)) = *truth;
    return std::nullopt;
}

FieldText codeText(const Conversion& conversion, std::string_view meaning) {
    if (conversion.codes == nullptr) return {std::string(meaning), {}, {}};
    if (const auto row = conversion.codes->rowOfMeaning(meaning))
        return {conversion.codes->rows()[*row].code, {}, {}};
    if (conversion.codes->keepsUnknown()) return {std::string(meaning), {}, {}};
    return {{}, {}, ValueProblem{findings::value_code_unmapped, {}}};
}

FieldText decimalText(const Conversion& conversion, const void* at) {
    const int scale = scaleOf(conversion.field->kind);
    std::int64_t units = unitsOf(*conversion.field, at);
    if (conversion.negated) units = -units;
    if (conversion.codes != nullptr) return codeText(conversion, formatScaled(units, scale));
    if (!conversion.implied)
        return {formatScaled(units, scale, conversion.decimal_marks.front()), {}, {}};
    for (int digits = scale; digits > conversion.implied_scale; --digits) {
        if (units % 10 != 0)
            return {{},
                    {},
                    ValueProblem{findings::value_excess_scale,
                                 std::to_string(conversion.implied_scale)}};
        units /= 10;
    }
    return {std::to_string(units), {}, {}};
}

FieldText dayText(const Conversion& conversion, Day day) {
    if (conversion.date_formats == nullptr) return {formatDate(day, conversion.dates), {}, {}};
    const CodeRow& first = conversion.date_formats->rows().front();
    return {formatDate(day, first.meaning), first.code, {}};
}

std::optional<Day> endOf(const FieldInfo& field, const void* period) {
    const void* day = field.get(period);
    return day == nullptr ? std::nullopt : std::optional(*static_cast<const Day*>(day));
}

FieldText periodText(const Conversion& conversion, const void* at) {
    const DayRange period{endOf(*conversion.from, at), endOf(*conversion.to, at)};
    if (!period.from && !period.to) return {};
    if (conversion.date_formats == nullptr) {
        auto text = formatPeriod(period, conversion.dates);
        if (text) return {std::move(*text), {}, {}};
    } else {
        for (const CodeRow& row : conversion.date_formats->rows())
            if (auto text = formatPeriod(period, row.meaning))
                return {std::move(*text), row.code, {}};
    }
    return {{}, {}, ValueProblem{findings::value_not_date, {}}};
}

std::string_view enumeratorName(const FieldInfo& field, const void* at) {
    const std::uint8_t number = *static_cast<const std::uint8_t*>(at);
    return number < field.enumeration->values.size() ? field.enumeration->values[number] : "";
}

}  // namespace

std::optional<ValueProblem> readField(const Conversion& conversion, std::string_view text,
                                      std::string_view date_format, void* object) {
    switch (conversion.field->kind) {
        case FieldKind::text:
            return readText(conversion, text, object);
        case FieldKind::integer:
        case FieldKind::quantity:
        case FieldKind::price:
        case FieldKind::amount:
            return readDecimal(conversion, text, object);
        case FieldKind::day:
            return readDay(conversion, text, date_format, object);
        case FieldKind::enumeration:
            return readEnumerator(conversion, text, object);
        case FieldKind::flag:
            return readFlag(conversion, text, object);
        case FieldKind::structure:
            if (conversion.from != nullptr)
                return readPeriod(conversion, text, date_format, object);
            break;
    }
    check(false, "a map reads a value into a structure");
    return std::nullopt;
}

std::optional<ValueProblem> divideField(const Conversion& conversion, std::string_view divisor,
                                        void* object) {
    const FieldInfo& field = *conversion.field;
    const auto by = parseScaled(divisor, Quantity::scale, {.marks = conversion.decimal_marks});
    if (!by) return decimalProblem(by.error(), Quantity::scale);
    if (*by <= 0) return ValueProblem{findings::value_not_decimal, {}};
    const std::int64_t units = unitsOf(field, field.get(object));
    const std::int64_t common = std::gcd(units, *by);
    if (Quantity::units_per_one % (*by / common) != 0)
        return ValueProblem{findings::value_excess_scale, std::to_string(scaleOf(field.kind))};
    std::int64_t quotient = 0;
    if (__builtin_mul_overflow(units / common, Quantity::units_per_one / (*by / common), &quotient))
        return ValueProblem{findings::value_overflow, formatScaled(units_max, scaleOf(field.kind))};
    setUnits(field, quotient, object);
    return std::nullopt;
}

FieldText writeField(const Conversion& conversion, const void* object) {
    const FieldInfo& field = *conversion.field;
    if (isAbsent(field, object)) return {};
    const void* at = field.get(object);
    switch (field.kind) {
        case FieldKind::text:
            if (!conversion.times.empty())
                return {formatTime(*static_cast<const std::string*>(at), conversion.times), {}, {}};
            return codeText(conversion, *static_cast<const std::string*>(at));
        case FieldKind::integer:
        case FieldKind::quantity:
        case FieldKind::price:
        case FieldKind::amount:
            return decimalText(conversion, at);
        case FieldKind::day:
            return dayText(conversion, *static_cast<const Day*>(at));
        case FieldKind::enumeration:
            return codeText(conversion, enumeratorName(field, at));
        case FieldKind::flag:
            return codeText(conversion, *static_cast<const bool*>(at) ? "true" : "false");
        case FieldKind::structure:
            if (conversion.from != nullptr) return periodText(conversion, at);
            break;
    }
    check(false, "a map writes a structure as one value");
    return {};
}

std::optional<std::string> sumOf(const Conversion& conversion, const FieldInfo& list,
                                 const void* holder) {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < list.size(holder); ++i) {
        const void* value = conversion.field->get(list.at(holder, i));
        if (value == nullptr) continue;
        if (__builtin_add_overflow(total, unitsOf(*conversion.field, value), &total))
            return std::nullopt;
    }
    return formatScaled(total, scaleOf(conversion.field->kind), conversion.decimal_marks.front());
}

bool isAbsent(const FieldInfo& field, const void* object) {
    if (field.is_list) return field.size(object) == 0;
    const void* at = field.get(object);
    if (at == nullptr) return true;
    if (field.kind == FieldKind::text) return static_cast<const std::string*>(at)->empty();
    if (field.kind == FieldKind::day) return *static_cast<const Day*>(at) == Day{};
    return false;
}

bool saysSomething(const FieldInfo& field, const void* object) {
    if (isAbsent(field, object)) return false;
    if (field.is_list || field.is_optional) return true;
    switch (field.kind) {
        case FieldKind::integer:
        case FieldKind::quantity:
        case FieldKind::price:
        case FieldKind::amount:
            return unitsOf(field, field.get(object)) != 0;
        case FieldKind::enumeration:
            return *static_cast<const std::uint8_t*>(field.get(object)) != 0;
        default:
            return true;
    }
}

bool holds(const When& when, const void* object) {
    const FieldInfo& field = when.field.last();
    bool said = false;
    if (object == nullptr || isAbsent(field, object)) {
        said = when.value.empty();
    } else if (field.is_list) {
        said = std::to_string(field.size(object)) == when.value;
    } else {
        said = saysPlainly(field, object, when.value);
    }
    return said == when.equal;
}

std::string plainText(const FieldInfo& field, const void* object) {
    if (field.is_list || field.kind == FieldKind::structure || isAbsent(field, object)) return {};
    const void* at = field.get(object);
    switch (field.kind) {
        case FieldKind::text:
            return *static_cast<const std::string*>(at);
        case FieldKind::day:
            return formatDate(*static_cast<const Day*>(at), plain_date);
        case FieldKind::enumeration:
            return std::string(enumeratorName(field, at));
        case FieldKind::flag:
            return *static_cast<const bool*>(at) ? "true" : "false";
        default:
            return formatScaled(unitsOf(field, at), scaleOf(field.kind));
    }
}

bool saysPlainly(const FieldInfo& field, const void* object, std::string_view text) {
    if (field.is_list || isAbsent(field, object)) return text.empty();
    if (field.kind == FieldKind::text)
        return *static_cast<const std::string*>(field.get(object)) == text;
    if (field.kind == FieldKind::enumeration)
        return enumeratorName(field, field.get(object)) == text;
    return plainText(field, object) == text;
}

void appendPlain(const FieldInfo& field, const void* object, std::string& text) {
    const auto appendFields = [&](const void* structure) {
        for (const FieldInfo& inner : field.type->fields) appendPlain(inner, structure, text);
    };
    if (!field.is_list && field.kind != FieldKind::structure) {
        text += plainText(field, object);
    } else if (!field.is_list) {
        if (const void* inner = field.get(object)) appendFields(inner);
    } else {
        for (std::size_t i = 0; i < field.size(object); ++i) {
            const void* element = field.at(object, i);
            if (field.kind == FieldKind::structure) appendFields(element);
            if (field.kind == FieldKind::text) text += *static_cast<const std::string*>(element);
            text += '\x1e';
        }
    }
    text += '\x1f';
}

bool setPlainText(const FieldInfo& field, std::string_view text, void* object) {
    if (field.is_list || field.kind == FieldKind::structure) return false;
    switch (field.kind) {
        case FieldKind::text:
            static_cast<std::string*>(field.make(object))->assign(text);
            return true;
        case FieldKind::day: {
            const auto day = parseDate(text, plain_date);
            if (day) *static_cast<Day*>(field.make(object)) = *day;
            return day.has_value();
        }
        case FieldKind::enumeration: {
            const auto number = enumeratorOf(*field.enumeration, text);
            if (number) *static_cast<std::uint8_t*>(field.make(object)) = *number;
            return number.has_value();
        }
        case FieldKind::flag: {
            const auto truth = truthOf(text);
            if (truth) *static_cast<bool*>(field.make(object)) = *truth;
            return truth.has_value();
        }
        default: {
            const auto units = parseScaled(text, scaleOf(field.kind));
            if (units) setUnits(field, *units, object);
            return units.has_value();
        }
    }
}

}  // namespace entrepot::mapping
