// One value: text of a message <-> field of the model.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/exchange/finding_ids.h"
#include "mapping/map/map.h"

namespace entrepot::mapping {

// What is wrong with a value; the finding that tells of it adds field and position.
struct ValueProblem {
    exchange::findings::FindingId id;
    std::string maximum;  // for overflow and excess scale
};

// Puts `text` into the field of `object`, which is left alone when there is a problem.
// `date_format` is the code beside a date that says how it is written; empty where there is none.
std::optional<ValueProblem> readField(const Conversion& conversion, std::string_view text,
                                      std::string_view date_format, void* object);

// Divides the decimal in the field by the number in `divisor`, which must go without a rest.
std::optional<ValueProblem> divideField(const Conversion& conversion, std::string_view divisor,
                                        void* object);

struct FieldText {
    std::string text;
    std::string date_format;
    std::optional<ValueProblem> problem;
};

// The field's text; empty when the field is absent.
FieldText writeField(const Conversion& conversion, const void* object);

// Sum of the conversion's field over a list's elements, as text; nothing when it does not fit.
std::optional<std::string> sumOf(const Conversion& conversion, const model::FieldInfo& list,
                                 const void* holder);

// Absent, empty, zero day. A zero quantity counts as present.
bool isAbsent(const model::FieldInfo& field, const void* object);

// False for what a field holds when nobody set it.
bool saysSomething(const model::FieldInfo& field, const void* object);

// Whether the field says that: absent and empty are "", a list says its size.
bool holds(const When& when, const void* object);

// The value as plain text: enumerators by name, decimals and days as the model writes them.
std::string plainText(const model::FieldInfo& field, const void* object);
bool saysPlainly(const model::FieldInfo& field, const void* object, std::string_view text);
// The same of lists and structures, too: equal texts mean equal values.
void appendPlain(const model::FieldInfo& field, const void* object, std::string& text);
// False when the text is no value of the field.
bool setPlainText(const model::FieldInfo& field, std::string_view text, void* object);

}  // namespace entrepot::mapping
